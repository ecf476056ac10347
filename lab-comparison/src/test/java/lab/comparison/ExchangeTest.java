package lab.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeTest {

    @ParameterizedTest
    @CsvSource({"/notifications, polling", "/poll, longpolling", "/events, sse",
            "/ws, websocket"})
    void thePathTellsTheTransport(String path, String transport) {
        Exchange exchange = begunBy(
                "GET " + path + "?client=c HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(exchange).isEqualTo(new Exchange(transport, "c"));
    }

    @ParameterizedTest
    @CsvSource({"GET /socket.io/, polling", "POST /socket.io/, polling",
            "GET /socket.io/, websocket", "GET /socket.io, websocket"})
    void socketIoIsToldByWhatCarriesIt(String target, String carrier) {
        Exchange exchange = begunBy(target + "?client=c&EIO=4&transport=" + carrier
                + "&sid=1 HTTP/1.1\r\n");

        assertThat(exchange).isEqualTo(new Exchange("socketio-" + carrier, "c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /socket.io/", "GET /socket.io/?client=c",
            "GET /socket.io/?transport=smoke&client=c",
            "GET /socket.io/?notransport=polling&client=c",
            "PUT /socket.io/?transport=polling&client=c",
            "GET /socket.io/more?transport=polling&client=c"})
    void aRequestThatIsNotSocketIosIsNone(String request) {
        assertThat(begunBy(request + " HTTP/1.1\r\n")).isEqualTo(Exchange.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client=c", "after=earliest&client=c",
            "client=c&topics=a,b", "a=b&client=%63&client=d"})
    void theClientIsAnywhereInTheQuery(String query) {
        assertThat(begunBy("GET /poll?" + query + " HTTP/1.1\r\n").client())
                .isEqualTo("c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "?after=earliest", "?notclient=c"})
    void aClientNeedNotHaveAName(String query) {
        assertThat(begunBy("GET /poll" + query + " HTTP/1.1\r\n"))
                .isEqualTo(new Exchange("longpolling", null));
    }

    /** Javalin answers it with 400; until then it is nobody's. */
    @ParameterizedTest
    @ValueSource(strings = {"%", "%6", "%zz", "a%2"})
    void aNameThatCannotBeDecodedIsNone(String name) {
        assertThat(begunBy("GET /poll?client=" + name + " HTTP/1.1\r\n"))
                .isEqualTo(new Exchange("longpolling", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /notifications?client=c", "GET /status?client=c",
            "DELETE /clients/c",
            "GET /events/?client=c", "GET /", "POST /poll?client=c",
            "OPTIONS /notifications"})
    void everythingElseIsNoTransport(String request) {
        assertThat(begunBy(request + " HTTP/1.1\r\n")).isEqualTo(Exchange.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"topic\":\"a\"}", "GET /poll", "GET /poll HTTP/1.1",
            "get /poll HTTP/1.1\r\n",
            " GET /poll HTTP/1.1\r\n", "GET /poll HTTP/2.0\r\n",
            "GET http://a/poll HTTP/1.1\r\n"})
    void whatDoesNotBeginARequestBelongsToTheOneBefore(String bytes) {
        assertThat(begunBy(bytes)).isNull();
    }

    /** As many topics as are allowed, as long as they may be. */
    @Test
    void aRequestLineMayBeLong() {
        String topics = ("t".repeat(64) + ",").repeat(50);

        assertThat(begunBy("GET /events?topics=" + topics + "&client=c HTTP/1.1\r\n")
                .client()).isEqualTo("c");
    }

    @Test
    void lookingMovesNothing() {
        ByteBuffer bytes = ByteBuffer.wrap("..GET /poll?client=c HTTP/1.1\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        bytes.position(2);

        Exchange exchange = Exchange.begunBy(bytes);

        assertThat(exchange.transport()).isEqualTo("longpolling");
        assertThat(bytes.position()).isEqualTo(2);
    }

    private static Exchange begunBy(String bytes) {
        return Exchange
                .begunBy(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }
}

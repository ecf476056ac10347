package lab.socketio.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.util.concurrent.CompletableFuture;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.EngineWire;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import lab.testkit.WsWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said over the namespace of the feed, in both directions; how that travels must not matter. */
class FeedHubTest {

    private static final int CAPACITY = 10;

    private final LabServer server = SocketIoLab.start(
            Settings.forTests().withCapacity(CAPACITY).withPublishRate(1_000));
    private final LabClient lab = new LabClient(server.uri());

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void theFirstEventSaysFromWhereToResume(String transport) throws IOException {
        String cursor = lab.publish("before");

        EngineWire client = FeedClient.ask(server.uri(), transport, "", "");

        assertThat(client.read())
                .matches("40\\{\"sid\":\"[\\w-]{20}\",\"pid\":\"[\\w-]{20}\"}");
        assertThat(client.read()).isEqualTo("42[\"subscribed\",\"" + cursor + "\"]");
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void aNotificationIsAnEventThatEndsWithItsCursor(String transport)
            throws IOException {
        try (FeedClient client = FeedClient.connect(server.uri(), transport)) {
            String cursor = lab.publish("orders", "Order 1042 shipped ✓");

            String packet = client.read();

            JsonNode json = LabClient
                    .parse(lab.get("/notifications?after=earliest").body())
                    .get("notifications").get(0);
            assertThat(packet).isEqualTo(
                    "2[\"notification\",%s,\"%s\"]".formatted(json, cursor));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void aPublicationIsAcknowledgedWithItsCursor(String transport) throws IOException {
        try (FeedClient publisher = FeedClient.connect(server.uri(), transport,
                "topics=other", "");
                FeedClient other = FeedClient.connect(server.uri(), transport)) {
            publisher.send("2917[\"publish\",{\"topic\":\"orders\","
                    + "\"severity\":\"info\",\"title\":\"Hello\"}]");

            JsonNode received = other.data().get(1);

            assertThat(received.get("title").textValue()).isEqualTo("Hello");
            assertThat(publisher.read()).isEqualTo(
                    "3917[{\"cursor\":%s}]".formatted(received.get("cursor")));
        }
    }

    @Test
    void aPublicationNeedNotBeAcknowledged() throws IOException {
        try (FeedClient client = FeedClient.connect(server.uri(), "websocket")) {
            client.send("2[\"publish\",{\"topic\":\"a\",\"severity\":\"info\"}]"); // no title
            client.send(
                    "2[\"publish\",{\"topic\":\"a\",\"severity\":\"info\",\"title\":\"x\"}]");

            assertThat(client.title()).isEqualTo("x");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"topic\":\"orders\",\"severity\":\"info\",\"title\":5}"
                    + "| title must be a text, was number",
            "{\"topic\":\"Orders\",\"severity\":\"info\",\"title\":\"x\"}"
                    + "| topic must be 1 to 64 of a-z 0-9 . _ -, was \"Orders\"",
            "\"Hello\" | notification must be a JSON object, was string"})
    void whatIsWrongWithAPublicationIsItsAnswer(String draft, String detail)
            throws IOException {
        try (FeedClient client = FeedClient.connect(server.uri(), "websocket")) {
            client.send("20[\"publish\"," + draft + "]");

            JsonNode problem = client.data().get(0);

            assertThat(problem.get("status").intValue()).isEqualTo(400);
            assertThat(problem.get("detail").textValue()).isEqualTo(detail);
            assertThat(problem.fieldNames()).toIterable().containsExactly("type",
                    "title", "status", "detail", "field", "rule", "value");
        }
    }

    @Test
    void whoPublishesTooFastIsToldSo() throws IOException {
        try (LabServer slow = SocketIoLab.start(Settings.forTests().withPublishRate(1));
                FeedClient client = FeedClient.connect(slow.uri(), "websocket",
                        "topics=other", "")) {
            for (int id = 0; id < 3; id++) {
                client.send("2" + id + "[\"publish\",{\"topic\":\"a\","
                        + "\"severity\":\"info\",\"title\":\"x\"}]");
            }

            assertThat(client.data().get(0).has("cursor")).isTrue();
            assertThat(client.data().get(0).has("cursor")).isTrue();
            assertThat(client.data().get(0).get("status").intValue()).isEqualTo(429);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "after=earliest&topics=builds,orders | ",
            " | {'after':'earliest','topics':'builds,orders'}",
            "after=nonsense&topics=security | {'after':'earliest','topics':'builds,orders'}",
            "topics=builds,orders | {'after':'earliest'}"})
    void whatIsReadIsSaidInAuthOrElseInTheQuery(String query, String auth)
            throws IOException {
        lab.publish("security", "1");
        lab.publish("orders", "2");
        lab.publish("builds", "3");

        try (FeedClient client = FeedClient.connect(server.uri(), "polling",
                query == null ? "" : query,
                auth == null ? "" : auth.replace('\'', '"'))) {
            assertThat(client.title()).isEqualTo("2");
            assertThat(client.title()).isEqualTo("3");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "after=nonsense | | after must be a cursor that this feed gave out, or earliest, was \"nonsense\"",
            " | {'after':5} | after must be a text, was number",
            " | {'topics':['a']} | topics must be a text, was array",
            " | {'topics':'A'} | topics must be 1 to 64 of a-z 0-9 . _ -, was \"A\"",
            "client=%20 | | client must be 1 to 64 of A-Z a-z 0-9 . _ -, was \" \"",
            " | {'pid':'x','offset':'?'} | after must be a cursor that this feed gave out, or earliest, was \"?\""})
    void whatCannotBeReadIsRefused(String query, String auth, String rule)
            throws IOException {
        EngineWire client = FeedClient.ask(server.uri(), "websocket",
                query == null ? "" : query,
                auth == null ? "" : auth.replace('\'', '"'));

        String refusal = client.read();

        assertThat(refusal).startsWith("44{");
        JsonNode error = LabClient.parse(refusal.substring(2));
        assertThat(error.get("message").textValue()).isEqualTo(rule);
        assertThat(error.get("data").get("rule").textValue()).isNotEmpty();
        assertThat(error.get("data").get("value").textValue()).isNotEmpty();
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void aGapIsAnEventBeforeEverythingThatIsRetained(String transport)
            throws IOException {
        String first = lab.publish("1");
        for (int i = 2; i <= CAPACITY + 2; i++) {
            lab.publish(Integer.toString(i));
        }

        try (FeedClient client = FeedClient.connect(server.uri(), transport,
                "after=" + first, "")) {
            String epoch = first.split("-")[0];
            assertThat(client.subscribed()).isEqualTo(first);
            assertThat(client.read()).isEqualTo(
                    "2[\"reset\",{\"cursor\":\"%s-2\"},\"%1$s-2\"]".formatted(epoch));
            assertThat(client.title()).isEqualTo("3");
        }
    }

    @ParameterizedTest
    @CsvSource({"polling,polling", "websocket,websocket", "polling,websocket"})
    void aLostConnectionIsRecoveredFromTheRing(String before, String after)
            throws IOException {
        FeedClient lost = FeedClient.connect(server.uri(), before,
                "topics=orders&client=c", "");
        String offset = lab.publish("orders", "1");
        assertThat(lost.title()).isEqualTo("1");
        lost.engine().listen();
        assertThat(drop("c")).isEqualTo(204);
        lab.awaitStatus("clients", 0);
        lab.publish("orders", "2");
        lab.publish("builds", "3");

        try (FeedClient recovered = FeedClient.connect(server.uri(), after, "",
                lost.auth(offset))) {
            lab.publish("orders", "4");

            assertThat(recovered.sid()).isEqualTo(lost.sid());
            assertThat(recovered.subscribed()).isEqualTo(offset);
            assertThat(recovered.title()).isEqualTo("2");
            assertThat(recovered.title()).isEqualTo("4");
            assertThat(lab.status().get("resumed").intValue()).isEqualTo(1);
        }
    }

    @Test
    void aSessionIsRecoveredThoughTheRingHasTurnedOver() throws IOException {
        FeedClient lost = FeedClient.connect(server.uri(), "websocket");
        lost.engine().reset();
        lab.awaitStatus("clients", 0);
        for (int i = 1; i <= CAPACITY + 1; i++) {
            lab.publish(Integer.toString(i));
        }

        try (FeedClient recovered = FeedClient.connect(server.uri(), "websocket", "",
                lost.auth(lost.subscribed()))) {
            assertThat(recovered.sid()).isEqualTo(lost.sid());
            assertThat(recovered.data().get(0).textValue()).isEqualTo("reset");
            assertThat(recovered.title()).isEqualTo("2");
        }
    }

    /** It was lost too long ago, or the server has been started anew. */
    @Test
    void aSessionThatNobodyKnowsGoesOnFromItsOffsetAllTheSame() throws IOException {
        String offset = lab.publish("1");
        lab.publish("2");

        try (FeedClient client = FeedClient.connect(server.uri(), "websocket",
                "after=earliest", "{\"pid\":\"unknown\",\"offset\":\"" + offset
                        + "\"}")) {
            assertThat(client.title()).isEqualTo("2");
        }
    }

    @Test
    void aSessionIsRecoveredOnce() throws IOException {
        FeedClient lost = FeedClient.connect(server.uri(), "websocket");
        lost.engine().reset();
        lab.awaitStatus("clients", 0);

        try (FeedClient first = FeedClient.connect(server.uri(), "websocket", "",
                lost.auth(lost.subscribed()));
                FeedClient second = FeedClient.connect(server.uri(), "websocket", "",
                        lost.auth(lost.subscribed()))) {
            assertThat(first.sid()).isEqualTo(lost.sid());
            assertThat(second.sid()).isNotEqualTo(lost.sid());
        }
    }

    @Test
    void whoSaysGoodbyeIsNotRecovered() throws IOException {
        FeedClient left = FeedClient.connect(server.uri(), "websocket");
        left.send("1"); // DISCONNECT
        lab.awaitStatus("clients", 0);

        try (FeedClient next = FeedClient.connect(server.uri(), "websocket", "",
                left.auth(left.subscribed()))) {
            assertThat(next.sid()).isNotEqualTo(left.sid());
        }
        left.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void aClientIsCutByItsName(String transport) throws IOException {
        FeedClient cut = FeedClient.connect(server.uri(), transport, "client=c", "");
        try (FeedClient kept = FeedClient.connect(server.uri(), transport, "",
                "{\"client\":\"d\"}")) {
            cut.engine().listen();
            assertThat(drop("c")).isEqualTo(204);
            lab.awaitStatus("clients", 1);

            assertThatThrownBy(cut::read).isInstanceOfAny(EOFException.class,
                    SocketException.class);
            assertThat(drop("c")).isEqualTo(404);
            lab.publish("still here");
            assertThat(kept.title()).isEqualTo("still here");
        }
    }

    @Test
    void aForeignPageIsRefused() throws IOException {
        String origin = "Origin: http://evil.example";
        try (Wire polling = Wire.open(server.uri());
                Wire webSocket = Wire.open(server.uri())) {
            assertThat(polling.request("GET",
                    "/socket.io/?EIO=4&transport=polling", origin).readResponse()
                    .status()).isEqualTo(403);
            assertThat(WsWire.requestHandshake(webSocket,
                    "/socket.io/?EIO=4&transport=websocket", origin))
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void theServerSaysGoodbyeBehindWhatWasPublished(String transport)
            throws IOException {
        FeedClient client = FeedClient.connect(server.uri(), transport);
        client.engine().listen();
        lab.publish("last");

        // Beside the client, which has to ask once more.
        CompletableFuture<Void> stopping = CompletableFuture.runAsync(server::close);

        assertThat(client.title()).isEqualTo("last");
        assertThat(client.engine().read()).isEqualTo("1");
        stopping.join();
        assertThatThrownBy(client::read).isInstanceOfAny(EOFException.class,
                SocketException.class);
    }

    @Test
    void theStatusCountsConnectionsBesideClients() throws IOException {
        FeedClient client = FeedClient.connect(server.uri(), "polling");
        EngineWire elsewhere = EngineWire.open(Wire.open(server.uri()), "polling", "");

        JsonNode status = lab.status();

        assertThat(status.get("transport").textValue()).isEqualTo("socketio");
        assertThat(status.get("clients").intValue()).isEqualTo(1);
        assertThat(status.get("connections").intValue()).isEqualTo(2);
        client.close();
        elsewhere.close();
    }

    private int drop(String client) {
        return lab.send(HttpRequest
                .newBuilder(server.uri().resolve("/clients/" + client)).DELETE())
                .statusCode();
    }
}

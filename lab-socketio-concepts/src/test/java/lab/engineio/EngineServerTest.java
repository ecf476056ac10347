package lab.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineServerTest {

    private static final String POLLING = "?EIO=4&transport=polling";

    private final EngineServer engine = EngineIoConformance
            .echo(EngineOptions.DEFAULTS);
    private final LabServer server = EngineIoConformance.start(Settings.forTests(),
            engine);
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        server.close();
        assertThat(engine.size()).isZero();
    }

    @Test
    void openCarriesWhatTheClientMustKnow() throws Exception {
        HttpResponse<String> response = get(POLLING);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).matches("0\\{\"sid\":\"[\\w-]{20}\","
                + "\"upgrades\":\\[\"websocket\"],\"pingInterval\":25000,"
                + "\"pingTimeout\":20000,\"maxPayload\":1000000}");
    }

    @Test
    void whatIsWrongWithARequestIsSaid() throws Exception {
        assertThat(get("?EIO=4&transport=smoke").body()).contains("Transport unknown");
        assertThat(get("?EIO=3&transport=polling").body())
                .contains("Unsupported protocol version");
        assertThat(get(POLLING + "&sid=nobody").body()).contains("Session ID unknown");
        assertThat(post(POLLING, "4hello").body()).contains("Bad handshake method");
        assertThat(get(POLLING + "&sid=nobody").statusCode()).isEqualTo(400);
    }

    @Test
    void severalPacketsAndBinaryShareAPoll() throws Exception {
        String session = open();

        assertThat(post(session, "4one\u001ebAQIDBA==\u001e4two").body())
                .isEqualTo("ok");

        assertThat(get(session).body()).isEqualTo("4one\u001ebAQIDBA==\u001e4two");
    }

    @Test
    void aHeldPollIsAnsweredWithTheNextMessage() throws Exception {
        String session = open();
        CompletableFuture<HttpResponse<String>> poll = http.sendAsync(
                HttpRequest.newBuilder(uri(session)).build(), BodyHandlers.ofString());

        post(session, "4news");

        assertThat(poll.get(10, TimeUnit.SECONDS).body()).isEqualTo("4news");
    }

    @Test
    void anInvalidPacketClosesTheSession() throws Exception {
        String session = open();

        assertThat(post(session, "abc").statusCode()).isEqualTo(400);

        assertThat(get(session).body()).contains("Session ID unknown");
    }

    @Test
    void aBodyOverMaxPayloadClosesTheSession() throws Exception {
        String session = open();

        assertThat(post(session, "4" + "x".repeat(1_000_000)).statusCode())
                .isEqualTo(413);

        assertThat(get(session).statusCode()).isEqualTo(400);
    }

    @Test
    void aLargeMessageComesBackWhole() throws Exception {
        String session = open();
        String large = "4" + "x".repeat(200_000);

        post(session, large);

        assertThat(get(session).body()).isEqualTo(large);
    }

    @Test
    void theUpgradeKeepsWhatWaits() throws Exception {
        String session = open();
        WebSocket socket = webSocket(session.replace("polling", "websocket"));

        socket.sendText("2probe", true).get(10, TimeUnit.SECONDS);
        assertThat(frame()).isEqualTo("3probe");
        assertThat(get(session).body()).isEqualTo("6");
        post(session, "4before");
        socket.sendText("5", true).get(10, TimeUnit.SECONDS);
        assertThat(frame()).isEqualTo("4before");
        socket.sendText("4after", true).get(10, TimeUnit.SECONDS);

        assertThat(frame()).isEqualTo("4after");
        assertThat(get(session).statusCode()).isEqualTo(400);
    }

    @Test
    void aWebSocketMayOpenASessionAtOnce() throws Exception {
        WebSocket socket = webSocket("?EIO=4&transport=websocket");

        assertThat(frame()).startsWith("0{").contains("\"upgrades\":[]");
        socket.sendText("4hello", true).get(10, TimeUnit.SECONDS);

        assertThat(frame()).isEqualTo("4hello");
    }

    private String open() throws Exception {
        String data = get(POLLING).body();
        return POLLING + "&sid=" + data.replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
    }

    private URI uri(String query) {
        return server.uri().resolve("/engine.io/" + query);
    }

    private HttpResponse<String> get(String query) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(query)).build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String query, String body) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(query))
                .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private String frame() throws InterruptedException {
        return frames.poll(10, TimeUnit.SECONDS);
    }

    private WebSocket webSocket(String query) throws Exception {
        URI uri = URI.create(uri(query).toString().replace("http:", "ws:"));
        return http.newWebSocketBuilder().buildAsync(uri, new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence text,
                    boolean last) {
                frames.add(text.toString());
                socket.request(1);
                return null;
            }
        }).get(10, TimeUnit.SECONDS);
    }
}

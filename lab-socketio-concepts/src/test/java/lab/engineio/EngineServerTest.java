package lab.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.Wire;
import lab.testkit.WsWire;
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
    void aSecondPollClosesTheSession() throws Exception {
        String session = open();
        try (Wire first = Wire.open(server.uri());
                Wire second = Wire.open(server.uri())) {
            hold(first, session);

            assertThat(second.request("GET", path(session)).readResponse().status())
                    .isEqualTo(400);

            assertThat(first.readResponse().body()).isEqualTo("1");
            assertThat(get(session).body()).contains("Session ID unknown");
        }
    }

    @Test
    void aSecondPostClosesTheSession() throws Exception {
        String session = open();
        try (Wire first = Wire.open(server.uri());
                Wire poll = Wire.open(server.uri())) {
            hold(poll, session);
            // Its body is longer than what is read before a request is handed on, and stays unfinished.
            first.send("POST %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 100000\r\n\r\n4"
                    .formatted(path(session), first.host()));

            int status = 200;
            while (status == 200) { // until the first one has begun
                status = post(session, "4x").statusCode();
            }

            assertThat(status).isEqualTo(400);
            assertThat(get(session).body()).contains("Session ID unknown");
        }
    }

    @Test
    void aClientThatSaysGoodbyeHasItsPollAnswered() throws Exception {
        String session = open();
        try (Wire poll = Wire.open(server.uri())) {
            hold(poll, session);

            assertThat(post(session, "1").body()).isEqualTo("ok");

            assertThat(poll.readResponse().body()).isEqualTo("6");
            assertThat(get(session).body()).contains("Session ID unknown");
        }
    }

    /** The two are sent at once, over two connections. */
    @Test
    void theLastPollMayComeAfterTheGoodbye() throws Exception {
        String session = open();

        post(session, "1");

        assertThat(engine.size()).isZero();
        assertThat(get(session).body()).isEqualTo("6");
        assertThat(get(session).body()).contains("Session ID unknown");
    }

    @Test
    void anUpgradeThatEndsUnfinishedLeavesPollingAsItWas() throws Exception {
        String session = open();
        try (WsWire socket = upgrade(session)) {
            socket.sendText("2probe");
            assertThat(socket.readFrame().text()).isEqualTo("3probe");
        }

        // Polls are answered at once until the server has seen the end of the WebSocket.
        post(session, "4still here");
        String answer = get(session).body();
        while (answer.equals("6")) {
            answer = get(session).body();
        }

        assertThat(answer).isEqualTo("4still here");
    }

    @Test
    void onlyAProbeMayBeginAnUpgrade() throws Exception {
        String session = open();
        try (WsWire socket = upgrade(session)) {
            socket.sendText("4not yet");

            assertThat(socket.readFrame().closeCode()).isEqualTo(1002);
        }

        post(session, "4by polling");
        assertThat(get(session).body()).isEqualTo("4by polling");
    }

    @Test
    void onlyOneWebSocketMayUpgradeASession() throws Exception {
        String session = open();
        try (WsWire first = upgrade(session)) {
            first.sendText("2probe");
            assertThat(first.readFrame().text()).isEqualTo("3probe");

            try (WsWire second = upgrade(session)) {
                assertThat(second.readFrame().closeCode()).isEqualTo(1002);
            }

            first.sendText("5").sendText("4mine");
            assertThat(first.readFrame().text()).isEqualTo("4mine");
        }
    }

    @Test
    void aClientMustNotPing() throws Exception {
        try (WsWire socket = WsWire.handshake(Wire.open(server.uri()),
                path("?EIO=4&transport=websocket"))) {
            socket.readFrame(); // open

            socket.sendText("2");

            assertThat(socket.readFrame().opcode()).isEqualTo(WsWire.CLOSE);
        }
    }

    @Test
    void aSessionThatNobodyAnswersForEnds() throws Exception {
        EngineServer impatient = EngineIoConformance.echo(EngineIoConformance.OPTIONS);
        try (LabServer other = EngineIoConformance.start(Settings.forTests(),
                impatient);
                WsWire socket = WsWire.handshake(Wire.open(other.uri()),
                        path("?EIO=4&transport=websocket"))) {
            assertThat(socket.readFrame().text()).contains("\"pingInterval\":300");
            assertThat(socket.readFrame().text()).isEqualTo("2");

            WsWire.Frame close = socket.readFrame();

            assertThat(close.opcode()).isEqualTo(WsWire.CLOSE);
            assertThat(new String(close.payload(), 2, close.payload().length - 2,
                    StandardCharsets.UTF_8)).isEqualTo("ping timeout");
            assertThat(impatient.size()).isZero();
        }
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

    /** Asks for a poll and returns when the server holds it. */
    private void hold(Wire wire, String session) throws Exception {
        wire.request("GET", path(session));
        EngineSocket socket = engine.socket(session.replaceAll(".*sid=", ""));
        assertTimeoutPreemptively(Wire.LIMIT, () -> {
            while (!socket.isWritable()) {
                Thread.onSpinWait(); // it has been sent, so it is only a moment
            }
        });
    }

    private WsWire upgrade(String session) throws Exception {
        return WsWire.handshake(Wire.open(server.uri()),
                path(session.replace("polling", "websocket")));
    }

    private static String path(String query) {
        return "/engine.io/" + query;
    }

    private URI uri(String query) {
        return server.uri().resolve(path(query));
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

package lab.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.Wire;
import lab.testkit.WsWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A foreign page must not speak in its visitor's name (RFC 6455 §10.2), by whichever transport. */
class ForeignOriginTest {

    private static final String FRIEND = "https://friend.example";

    private final LabServer server = EngineIoConformance.start(
            Settings.forTests().withOrigins(Set.of(FRIEND)),
            parts -> new EngineServer("/engine.io", EngineOptions.DEFAULTS,
                    parts.origins()::require, EngineIoConformance::echo));

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://foreign.example", "https://friend.example.foreign",
            "null"})
    void aForeignPageOpensNoSession(String origin) throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            Wire.Response polling = wire
                    .request("GET", EngineClient.path("polling", null),
                            "Origin: " + origin)
                    .readResponse();
            String webSocket = WsWire.requestHandshake(wire,
                    EngineClient.path("websocket", null), "Origin: " + origin);

            assertThat(polling.status()).isEqualTo(403);
            assertThat(polling.field("Access-Control-Allow-Origin")).isNull();
            assertThat(polling.body()).doesNotContain("sid");
            assertThat(webSocket).startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void aForeignPageReadsNoSession() throws IOException {
        try (EngineClient client = EngineClient.open(server.uri());
                Wire foreign = Wire.open(server.uri())) {
            client.post("4secret");

            assertThat(foreign.request("GET", client.path("polling"),
                    "Origin: http://foreign.example").readResponse().status())
                    .isEqualTo(403);

            assertThat(client.poll()).containsExactly("4secret");
        }
    }

    @Test
    void aForeignPageWritesIntoNoSession() throws IOException {
        try (EngineClient client = EngineClient.open(server.uri())) {
            client.beginPost("Content-Length: 7", "Origin: http://foreign.example")
                    .posts().send("4forged");
            assertThat(client.posts().readResponse().status()).isEqualTo(403);

            client.post("4own");

            assertThat(client.poll()).containsExactly("4own");
        }
    }

    @Test
    void aForeignPageTakesNoSessionOver() throws IOException {
        try (EngineClient client = EngineClient.open(server.uri());
                Wire foreign = Wire.open(server.uri())) {
            assertThat(WsWire.requestHandshake(foreign, client.path("websocket"),
                    "Origin: http://foreign.example")).startsWith("HTTP/1.1 403 ");

            client.post("4by polling");

            assertThat(client.poll()).containsExactly("4by polling");
        }
    }

    @Test
    void theServersOwnPageAndAFriendMayConnect() throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            Wire.Response own = wire.request("GET", EngineClient.path("polling", null),
                    "Origin: http://" + wire.host()).readResponse();
            Wire.Response friend = wire
                    .request("GET", EngineClient.path("polling", null),
                            "Origin: " + FRIEND)
                    .readResponse();
            String webSocket = WsWire.requestHandshake(wire,
                    EngineClient.path("websocket", null), "Origin: " + FRIEND);

            assertThat(own.status()).isEqualTo(200);
            assertThat(friend.field("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
            assertThat(friend.body()).startsWith("0{");
            assertThat(webSocket).startsWith("HTTP/1.1 101 ");
        }
    }
}

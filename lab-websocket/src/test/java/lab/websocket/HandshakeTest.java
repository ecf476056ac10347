package lab.websocket;

import static lab.testkit.WsWire.ACCEPT;
import static lab.testkit.WsWire.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import lab.testkit.WsWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The opening handshake: RFC 6455 §4.2. */
class HandshakeTest {

    private static final String UPGRADE = "Upgrade: websocket";
    private static final String CONNECTION = "Connection: Upgrade";
    private static final String NONCE = "Sec-WebSocket-Key: " + KEY;
    private static final String VERSION = "Sec-WebSocket-Version: 13";

    private final LabServer server = WebSocketServer.start(
            Settings.forTests().withOrigins(Set.of("https://lab.example")));

    @AfterEach
    void stop() {
        server.close();
    }

    /** The example of §1.3. */
    @Test
    void acceptIsMadeFromTheKey() throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            String head = WsWire.requestHandshake(wire, "/ws");

            assertThat(head)
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("Upgrade: websocket\n")
                    .containsIgnoringCase("Connection: Upgrade\n")
                    .contains("Sec-WebSocket-Accept: " + ACCEPT + "\n")
                    .doesNotContain("Set-Cookie");
        }
    }

    /** As Firefox and an older Safari write them: tokens do not tell cases apart (§4.2.1). */
    @Test
    void upgradeAndConnectionAreListsOfTokensInAnyCase() throws IOException {
        try (Wire wire = Wire.open(server.uri()).request("GET", "/ws",
                "upgrade: WebSocket", "connection: keep-alive, upgrade", NONCE,
                VERSION)) {
            assertThat(wire.readBlock()).startsWith("HTTP/1.1 101 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA=",
            "dGhlIHNhbXBsZSBub25jZQ==AAAA", "dGhlIHNhbXBsZSBub25j!Q==",
            "dGhlIHNhbXBsZSBub25jZQ=="
                    + "dGhlIHNhbXBsZSBub25jZQ=="})
    void theKeyMustDecodeTo16Bytes(String key) throws IOException {
        try (Wire wire = Wire.open(server.uri())
                .request("GET", "/ws", UPGRADE, CONNECTION, "Sec-WebSocket-Key: " + key,
                        VERSION)) {
            assertProblem(wire.readResponse(), 400,
                    "Sec-WebSocket-Key must be 16 bytes in Base64, was ");
        }
    }

    @Test
    void aKeyIsNeeded() throws IOException {
        try (Wire wire = Wire.open(server.uri()).request("GET", "/ws", UPGRADE,
                CONNECTION, VERSION)) {
            assertProblem(wire.readResponse(), 400,
                    "Sec-WebSocket-Key must be 16 bytes in Base64, was missing");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "8", "14", "013", "13, 8", "x"})
    void anotherVersionIsToldOurs(String version) throws IOException {
        try (Wire wire = Wire.open(server.uri())
                .request("GET", "/ws", UPGRADE, CONNECTION, NONCE,
                        "Sec-WebSocket-Version: " + version)) {
            Wire.Response response = wire.readResponse();

            assertProblem(response, 426,
                    "Sec-WebSocket-Version must be 13, was \"" + version + "\"");
            assertThat(response.field("Sec-WebSocket-Version")).isEqualTo("13");
        }
    }

    @Test
    void aMissingVersionIsToldOurs() throws IOException {
        try (Wire wire = Wire.open(server.uri()).request("GET", "/ws", UPGRADE,
                CONNECTION, NONCE)) {
            Wire.Response response = wire.readResponse();

            assertProblem(response, 426,
                    "Sec-WebSocket-Version must be 13, was missing");
            assertThat(response.field("Sec-WebSocket-Version")).isEqualTo("13");
        }
    }

    @Test
    void aPlainRequestIsToldToUpgrade() throws IOException {
        try (Wire wire = Wire.open(server.uri()).request("GET", "/ws")) {
            Wire.Response response = wire.readResponse();

            assertThat(response.status()).isEqualTo(426);
            assertThat(response.field("Upgrade")).isEqualToIgnoringCase("websocket");
            assertThat(response.field("Connection")).containsIgnoringCase("upgrade"); // RFC 9110 §7.8
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upgrade: h2c", "X-Upgrade: websocket",
            "Upgrade: websockets"})
    void theRequestMustAskForWebSocket(String upgrade) throws IOException {
        try (Wire wire = Wire.open(server.uri()).request("GET", "/ws", upgrade,
                CONNECTION, NONCE, VERSION)) {
            Wire.Response response = wire.readResponse();

            assertProblem(response, 426, "Upgrade must be websocket, was ");
            assertThat(response.field("Upgrade")).isEqualToIgnoringCase("websocket");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection: keep-alive", "X-Connection: Upgrade"})
    void connectionMustAnnounceTheUpgrade(String connection) throws IOException {
        try (Wire wire = Wire.open(server.uri()).request("GET", "/ws", UPGRADE,
                connection, NONCE, VERSION)) {
            assertThat(wire.readResponse().status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void theMethodMustBeGet(String method) throws IOException {
        try (Wire wire = Wire.open(server.uri())
                .request(method, "/ws", "Content-Length: 0", UPGRADE, CONNECTION, NONCE,
                        VERSION)) {
            Wire.Response response = wire.readResponse();

            assertProblem(response, 405, "Method must be GET, was " + method);
            assertThat(response.field("Allow")).isEqualTo("GET");
        }
    }

    @Test
    void http10CannotUpgrade() throws IOException {
        String request = "GET /ws HTTP/1.0\r\nHost: x\r\n%s\r\n%s\r\n%s\r\n%s\r\n\r\n"
                .formatted(UPGRADE, CONNECTION, NONCE, VERSION);
        try (Wire wire = Wire.open(server.uri()).send(request)) {
            assertProblem(wire.readResponse(), 426,
                    "Protocol must be HTTP/1.1, was \"HTTP/1.0\"");
        }
    }

    @Test
    void hostIsNeeded() throws IOException {
        String request = "GET /ws HTTP/1.1\r\n%s\r\n%s\r\n%s\r\n%s\r\n\r\n"
                .formatted(UPGRADE, CONNECTION, NONCE, VERSION);
        try (Wire wire = Wire.open(server.uri()).send(request)) {
            assertThat(wire.readResponse().status()).isEqualTo(400);
        }
    }

    @Test
    void anotherPathIsNotFound() throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            assertThat(WsWire.requestHandshake(wire, "/wss"))
                    .startsWith("HTTP/1.1 404 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab.feed.v1", "chat, lab.feed.v1",
            "lab.feed.v1, token-s3cret"})
    void ourSubprotocolIsSelectedIfItWasOffered(String offered) throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            String head = WsWire.requestHandshake(wire, "/ws",
                    "Sec-WebSocket-Protocol: " + offered);

            assertThat(head)
                    .startsWith("HTTP/1.1 101 ")
                    .contains("Sec-WebSocket-Protocol: lab.feed.v1\n")
                    .doesNotContain("s3cret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"token-s3cret", "chat, superchat", "LAB.FEED.V1",
            "lab.feed.v11"})
    void noOtherSubprotocolIsEverEchoed(String offered) throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            String head = WsWire.requestHandshake(wire, "/ws",
                    "Sec-WebSocket-Protocol: " + offered);

            assertThat(head).startsWith("HTTP/1.1 101 ")
                    .doesNotContainIgnoringCase("Sec-WebSocket-Protocol");
        }
    }

    @Test
    void noSubprotocolIsSelectedWhereNoneWasOffered() throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            assertThat(WsWire.requestHandshake(wire, "/ws"))
                    .doesNotContainIgnoringCase("Sec-WebSocket-Protocol");
        }
    }

    @Test
    void aRefusalEchoesNoSubprotocolEither() throws IOException {
        try (Wire wire = Wire.open(server.uri()).request("GET", "/ws", UPGRADE,
                CONNECTION, NONCE,
                "Sec-WebSocket-Version: 8", "Sec-WebSocket-Protocol: token-s3cret")) {
            Wire.Response response = wire.readResponse();

            assertThat(response.status()).isEqualTo(426);
            assertThat(response.head() + response.body()).doesNotContain("s3cret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "https://lab.example.evil.example",
            "https://lab.example:8443",
            "http://lab.example", "null"})
    void aForeignOriginIsForbidden(String origin) throws IOException {
        try (Wire wire = Wire.open(server.uri())
                .request("GET", "/ws", UPGRADE, CONNECTION, NONCE, VERSION,
                        "Origin: " + origin)) {
            assertProblem(wire.readResponse(), 403,
                    "Origin must be this server's own or one of lab.origins");
            assertThat(new LabClient(server.uri()).status().get("clients").intValue())
                    .isZero();
        }
    }

    @Test
    void ourOwnPagesMayConnect() throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            assertThat(WsWire.requestHandshake(wire, "/ws",
                    "Origin: http://" + wire.host()))
                    .startsWith("HTTP/1.1 101 ");
        }
    }

    @Test
    void pagesOfAnAllowedOriginMayConnect() throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            assertThat(
                    WsWire.requestHandshake(wire, "/ws", "Origin: https://lab.example"))
                    .startsWith("HTTP/1.1 101 ");
        }
    }

    @ParameterizedTest
    @CsvSource({
            "/ws?after=nonsense, after",
            "/ws?after=k3f9-42%0D%0A, after",
            "/ws?topics=UPPER, topics",
            "/ws?client=a%20b, client"})
    void aBadParameterIsRefusedBeforeTheUpgrade(String target, String field)
            throws IOException {
        try (Wire wire = Wire.open(server.uri())
                .request("GET", target, UPGRADE, CONNECTION, NONCE, VERSION)) {
            Wire.Response response = wire.readResponse();

            assertProblem(response, 400, field + " must be ");
            assertThat(LabClient.parse(response.body()).get("field").textValue())
                    .isEqualTo(field);
        }
    }

    @Test
    void aRefusedConnectionServesTheNextRequest() throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            wire.request("GET", "/ws", UPGRADE, CONNECTION, VERSION);
            assertThat(wire.readResponse().status()).isEqualTo(400);
            wire.request("GET", "/ws");
            assertThat(wire.readResponse().status()).isEqualTo(426);

            assertThat(WsWire.requestHandshake(wire, "/ws"))
                    .startsWith("HTTP/1.1 101 ");
        }
    }

    private static void assertProblem(Wire.Response response, int status,
            String detail) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.field("Content-Type"))
                .startsWith("application/problem+json");
        JsonNode problem = LabClient.parse(response.body());
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("detail").textValue()).startsWith(detail);
    }
}

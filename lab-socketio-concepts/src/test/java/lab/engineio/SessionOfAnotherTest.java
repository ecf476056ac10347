package lab.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.Wire;
import lab.testkit.WsWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a stranger can do to a session: nothing without its sid, and little with it. */
class SessionOfAnotherTest {

    private final EngineServer engine = EngineIoConformance
            .echo(EngineOptions.DEFAULTS);
    private final LabServer server = EngineIoConformance.start(Settings.forTests(),
            engine);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aSidThatIsNearlyRightIsUnknown() throws IOException {
        try (EngineClient owner = EngineClient.open(server.uri())) {
            owner.post("4secret");
            String sid = owner.sid();
            String rest = sid.substring(1);

            for (String guess : List.of("", rest, sid + "x", sid + "%20", sid + "%00",
                    (sid.charAt(0) == 'A' ? 'B' : 'A') + rest, "null", "0", "__proto__",
                    "x".repeat(4_000))) {
                assertIsUnknown(guess);
            }

            assertThat(owner.poll()).containsExactly("4secret");
        }
    }

    private void assertIsUnknown(String sid) throws IOException {
        try (Wire stranger = Wire.open(server.uri())) {
            Wire.Response poll = stranger
                    .request("GET", EngineClient.path("polling", sid)).readResponse();
            String webSocket = WsWire.requestHandshake(stranger,
                    EngineClient.path("websocket", sid));

            assertThat(poll.status()).as(sid).isEqualTo(400);
            assertThat(poll.body()).as(sid).contains("Session ID unknown");
            assertThat(webSocket).as(sid).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void afterTheUpgradeTheSidOpensNothing() throws IOException {
        try (EngineClient owner = EngineClient.open(server.uri());
                WsWire webSocket = owner.webSocket();
                EngineClient stranger = owner.again()) {
            webSocket.sendText("2probe").readFrame();
            webSocket.sendText("5").sendText("4upgraded");
            assertThat(webSocket.readFrame().text()).isEqualTo("4upgraded");

            stranger.ask();
            assertThat(stranger.polls().readResponse().status()).isEqualTo(400);
            assertThat(stranger.post("4forged").status()).isEqualTo(400);
            try (WsWire second = stranger.webSocket()) {
                assertThat(second.readFrame().closeCode()).isEqualTo(1002);
            }

            webSocket.sendText("4mine");
            assertThat(webSocket.readFrame().text()).isEqualTo("4mine");
        }
    }

    /** Whoever has been refused cannot get on all the same. */
    @Test
    void afterARefusalNoUpgradeIsTaken() throws IOException {
        try (EngineClient owner = EngineClient.open(server.uri());
                WsWire stranger = owner.webSocket()) {
            stranger.sendText("4not yet").sendText("2probe").sendText("5")
                    .sendText("4forged");
            assertThat(stranger.readFrame().closeCode()).isEqualTo(1002);

            owner.post("4by polling");

            assertThat(owner.poll()).containsExactly("4by polling");
        }
    }

    @Test
    void aSessionCannotBeUpgradedTwiceAtOnce() throws IOException {
        try (EngineClient owner = EngineClient.open(server.uri());
                WsWire first = owner.webSocket();
                WsWire second = owner.webSocket()) {
            first.sendText("2probe");
            assertThat(first.readFrame().text()).isEqualTo("3probe");

            second.sendText("2probe");
            assertThat(second.readFrame().closeCode()).isEqualTo(1002);

            first.sendText("5").sendText("4mine");
            assertThat(first.readFrame().text()).isEqualTo("4mine");
            assertThat(engine.size()).isEqualTo(1);
        }
    }
}

package lab.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.WsWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An upgrade that is begun and never finished ends, and polling goes on. */
class UpgradeTimeoutTest {

    /** Long enough that whoever wants to finish an upgrade does. */
    private static final EngineOptions OPTIONS = new EngineOptions(
            Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofSeconds(1),
            1_000_000, 4_000_000);

    private final LabServer server = EngineIoConformance.start(Settings.forTests(),
            EngineIoConformance.echo(OPTIONS));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void afterTheProbe() throws IOException {
        try (EngineClient client = EngineClient.open(server.uri());
                WsWire webSocket = client.webSocket()) {
            webSocket.sendText("2probe");
            assertThat(webSocket.readFrame().text()).isEqualTo("3probe");

            assertThat(webSocket.readFrame().closeCode()).isEqualTo(1002);

            assertPollingGoesOn(client);
        }
    }

    @Test
    void beforeTheProbe() throws IOException {
        try (EngineClient client = EngineClient.open(server.uri());
                WsWire webSocket = client.webSocket()) {
            assertThat(webSocket.readFrame().closeCode()).isEqualTo(1002);

            assertPollingGoesOn(client);
        }
    }

    @Test
    void aLaterUpgradeIsNotHinderedByIt() throws IOException {
        try (EngineClient client = EngineClient.open(server.uri());
                WsWire first = client.webSocket()) {
            first.sendText("2probe").readFrame();
            first.readFrame(); // close

            try (WsWire second = client.webSocket()) {
                second.sendText("2probe").sendText("5").sendText("4upgraded");

                assertThat(second.readFrame().text()).isEqualTo("3probe");
                assertThat(second.readFrame().text()).isEqualTo("4upgraded");
            }
        }
    }

    /** A poll is held again: it is not answered with a noop, as it is while an upgrade is under way. */
    private static void assertPollingGoesOn(EngineClient client) throws IOException {
        client.ask();
        client.post("4by polling");
        assertThat(client.read()).containsExactly("4by polling");
    }
}

package lab.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SseServerTest {

    private final LabServer server = SseServer.start(Settings.forTests());
    private final LabClient lab = new LabClient(server.uri());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersWithAnEventStreamThatBeginsWithTheReconnectionTime() throws IOException {
        try (Wire wire = Wire.open(server.uri()).request("GET", "/events")) {
            assertThat(wire.readBlock())
                    .startsWith("HTTP/1.1 200 OK\n")
                    .contains("Content-Type: text/event-stream\n");
            assertThat(wire.readBlock()).startsWith("retry: 2000\nid: ");

            String cursor = lab.publish("Hello");

            assertThat(wire.readBlock())
                    .startsWith("id: " + cursor + "\nevent: notification\ndata: {")
                    .contains("\"title\":\"Hello\"");
        }
    }
}

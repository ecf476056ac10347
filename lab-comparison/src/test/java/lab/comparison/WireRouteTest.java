package lab.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import lab.testkit.WsWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WireRouteTest {

    private final LabServer server = ComparisonServer.start(Settings.forTests());
    private final LabClient lab = new LabClient(server.uri());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aWatcherSeesEveryByteOfEachDirectionInOrder() throws IOException {
        try (Wire watcher = watch("c");
                Wire wire = Wire.open(server.uri()).recorded()) {
            DeliveryContract.publish(server.feed(), "news");
            for (int i = 0; i < 10; i++) {
                wire.request("GET", "/notifications?client=c&after=earliest")
                        .readResponse();
                wire.request("GET", "/poll?client=c&after=earliest").readResponse();
            }

            Seen seen = new Seen(watcher, wire);

            assertThat(seen.up).isEqualTo(text(wire.sent()));
            assertThat(seen.down).isEqualTo(text(wire.received()));
            assertThat(seen.directions).isEqualTo("updown".repeat(20));
        }
    }

    @Test
    void theFramesOfAWebSocketAreSeenAsTheyAre() throws IOException {
        try (Wire watcher = watch("c");
                Wire wire = Wire.open(server.uri()).recorded();
                WsWire ws = WsWire.handshake(wire, "/ws?client=c")) {
            ws.readMessage();
            for (int i = 0; i < 10; i++) {
                ws.sendText("{\"type\":\"ping\"}").readMessage();
            }

            Seen seen = new Seen(watcher, wire);

            assertThat(seen.up).isEqualTo(text(wire.sent()));
            assertThat(seen.down).isEqualTo(text(wire.received()));
        }
    }

    @Test
    void aChunkTellsWhatItIsPartOf() throws IOException {
        try (Wire watcher = watch("c");
                Wire wire = Wire.open(server.uri()).recorded()) {
            wire.request("GET", "/poll?client=c&after=other-1").readResponse();

            JsonNode chunk = readChunk(watcher);

            assertThat(chunk.get("transport").textValue()).isEqualTo("longpolling");
            assertThat(chunk.get("direction").textValue()).isEqualTo("up");
            assertThat(chunk.get("length").intValue()).isEqualTo(wire.sent().length);
            assertThat(chunk.get("connection").isIntegralNumber()).isTrue();
            assertThat(chunk.get("at").textValue()).endsWith("Z");
        }
    }

    @Test
    void ofALongChunkOnlyTheBeginningIsShown() throws IOException {
        for (int i = 0; i < 10; i++) {
            server.feed().publish(NumberedPublisher.draft("long", 2_000));
        }
        try (Wire watcher = watch("c"); Wire wire = Wire.open(server.uri())) {
            wire.request("GET", "/events?client=c&after=earliest");
            JsonNode longest = readChunk(watcher);
            while (longest.get("length").intValue() <= 4_096) {
                longest = readChunk(watcher);
            }

            byte[] shown = Base64.getDecoder()
                    .decode(longest.get("base64").textValue());

            assertThat(longest.get("length").intValue()).isGreaterThan(20_000);
            assertThat(shown).hasSize(4_096);
            assertThat(text(shown)).startsWith("id: ");
        }
    }

    @Test
    void nobodySeesTheBytesOfOthers() throws IOException {
        try (Wire watcher = watch("c"); Wire wire = Wire.open(server.uri())) {
            wire.request("GET", "/notifications?client=other").readResponse();
            wire.request("GET", "/notifications").readResponse();
            wire.request("GET", "/status?client=c").readResponse();
            wire.request("GET", "/notifications?client=c").readResponse();

            assertThat(text(Base64.getDecoder()
                    .decode(readChunk(watcher).get("base64").textValue())))
                    .startsWith("GET /notifications?client=c HTTP/1.1\r\n");
        }
    }

    @Test
    void aWatcherThatDoesNotReadHoldsUpNobody() throws IOException {
        try (Wire blind = Wire.open(server.uri(), 4_096).request("GET",
                "/wire?client=c");
                FeedClient client = Carrier.SSE.connect(server.uri(),
                        "client=c&after=earliest")) {
            blind.readLine(); // its head is under way, and nothing else is ever read
            for (int i = 0; i < 5_000; i++) {
                String title = "news " + i;
                assertThat(
                        DeliveryContract.publishAndRead(server.feed(), client, title))
                        .isEqualTo(title);
            }
            try (Wire watcher = watch("c")) {
                DeliveryContract.publish(server.feed(), "seen");

                assertThat(text(Base64.getDecoder()
                        .decode(readChunk(watcher).get("base64").textValue())))
                        .contains("\"title\":\"seen\"");
            }
        }
    }

    @Test
    void aWatcherThatHasLeftIsForgotten() throws IOException {
        watch("c").reset();
        watch("c").close();
        lab.status(); // its own connection, once

        assertThat(
                Await.until(() -> ServerSockets.open(server.port()), open -> open <= 1))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void aWatchersStreamEndsWhenTheServerStops() throws IOException {
        try (Wire watcher = watch("c")) {
            server.close();

            assertThat(watcher.readToEnd()).isEmpty();
        }
    }

    @Test
    void whomToWatchMustBeSaid() {
        assertThat(lab.get("/wire").statusCode()).isEqualTo(400);
        assertThat(lab.get("/wire?client=a%20b").statusCode()).isEqualTo(400);
    }

    /** From when it returns, nothing is missed. */
    private Wire watch(String client) throws IOException {
        Wire watcher = Wire.open(server.uri()).request("GET", "/wire?client=" + client);
        assertThat(watcher.readBlock()).startsWith("HTTP/1.1 200 OK\n")
                .contains("Content-Type: text/event-stream\n");
        assertThat(watcher.readBlock()).isEqualTo(": watching\n");
        return watcher;
    }

    private static JsonNode readChunk(Wire watcher) throws IOException {
        assertThat(watcher.readLine()).isEqualTo("event: chunk");
        JsonNode chunk = LabClient
                .parse(watcher.readLine().substring("data: ".length()));
        assertThat(watcher.readLine()).isEmpty();
        return chunk;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** What a watcher saw of a connection, when it has seen as much as there was. */
    private static final class Seen {

        private final String up;
        private final String down;
        private final String directions;

        Seen(Wire watcher, Wire watched) throws IOException {
            ByteArrayOutputStream allUp = new ByteArrayOutputStream();
            ByteArrayOutputStream allDown = new ByteArrayOutputStream();
            List<String> changes = new ArrayList<>();
            while (allUp.size() < watched.sent().length
                    || allDown.size() < watched.received().length) {
                JsonNode chunk = readChunk(watcher);
                String direction = chunk.get("direction").textValue();
                (direction.equals("up") ? allUp : allDown)
                        .writeBytes(Base64.getDecoder()
                                .decode(chunk.get("base64").textValue()));
                if (changes.isEmpty()
                        || !changes.get(changes.size() - 1).equals(direction)) {
                    changes.add(direction);
                }
            }
            up = text(allUp.toByteArray());
            down = text(allDown.toByteArray());
            directions = String.join("", changes);
        }
    }
}

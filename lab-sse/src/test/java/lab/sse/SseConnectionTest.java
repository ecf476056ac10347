package lab.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lab.feed.NotificationDraft;
import lab.feed.Severity;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a stream lives and ends, whatever its reader does. */
class SseConnectionTest {

    private static final int SMALL_RECEIVE_BUFFER = 4 * 1024;
    private static final String LONG_BODY = "x".repeat(2_000);

    private LabServer server;
    private LabClient lab;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anIdleStreamCarriesAComment() throws IOException {
        start(Settings.forTests().withHeartbeat(Duration.ofSeconds(1)));

        try (EventStream stream = EventStream.open(server.uri(), "/events")) {
            assertThat(stream.next()).isEqualTo(": heartbeat\n");
            assertThat(stream.next()).isEqualTo(": heartbeat\n");
        }
    }

    @Test
    void aClientThatEndsIsNoticed() throws IOException {
        start(Settings.forTests());

        try (EventStream stream = EventStream.open(server.uri(), "/events")) {
            lab.awaitStatus("clients", 1);
            stream.wire().halfClose();

            lab.awaitStatus("clients", 0);
            assertThat(stream.wire().readToEnd()).isEmpty();
        }
    }

    @Test
    void aClientThatDiesIsNoticed() throws IOException {
        start(Settings.forTests());

        EventStream stream = EventStream.open(server.uri(), "/events");
        lab.awaitStatus("clients", 1);
        stream.wire().reset();

        lab.awaitStatus("clients", 0);
    }

    @Test
    void aHundredClientsThatComeAndGoLeaveNothingBehind() throws IOException {
        start(Settings.forTests());
        int wakeUps = server.feed().wakeUpCount();

        List<Wire> staying = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Wire wire = Wire.open(server.uri());
            switch (i % 5) {
                case 0 -> EventStream.open(wire, "/events").close();
                case 1 -> EventStream.open(wire, "/events").wire().reset();
                case 2 -> wire.request("GET", "/events").reset(); // before the answer
                case 3 -> {
                    wire.request("GET", "/events?after=earliest").halfClose();
                    staying.add(wire);
                }
                default -> wire.send("GET /ev").close(); // in the middle of the request
            }
            lab.publish("client " + i);
        }

        lab.awaitStatus("clients", 0);
        assertThat(server.feed().wakeUpCount()).isEqualTo(wakeUps);
        for (Wire wire : staying) {
            wire.close();
        }
    }

    @Test
    void aSlowReaderHoldsNobodyUpAndIsDisconnected() throws IOException {
        start(Settings.forTests().withCapacity(200));

        try (EventStream slow = EventStream
                .open(Wire.open(server.uri(), SMALL_RECEIVE_BUFFER), "/events");
                EventStream quick = EventStream.open(server.uri(), "/events")) {
            int published = 0;
            long startNanos = System.nanoTime();
            while (lab.status().get("disconnectedSlowClients").intValue() == 0) {
                assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
                        .isLessThan(Wire.LIMIT.multipliedBy(4));
                for (int i = 0; i < 100; i++) {
                    publishLong(++published);
                }
                assertThat(quick.nextTitles(100)).endsWith(Integer.toString(published));
            }

            lab.awaitStatus("clients", 1);
            slow.wire().readToEnd();
            publishLong(++published);
            assertThat(quick.nextTitle()).isEqualTo(Integer.toString(published));
        }
    }

    @Test
    void whoPausesReadsOnWithoutLossWhileTheRingHoldsIt() throws IOException {
        int count = 5_000;
        start(Settings.forTests().withCapacity(count));

        try (EventStream stream = EventStream
                .open(Wire.open(server.uri(), SMALL_RECEIVE_BUFFER), "/events")) {
            for (int i = 1; i <= count; i++) {
                publishLong(i);
            }

            assertThat(stream.nextTitles(count))
                    .isEqualTo(IntStream.rangeClosed(1, count)
                            .mapToObj(Integer::toString).toList());
            assertThat(lab.status().get("disconnectedSlowClients").intValue()).isZero();
        }
    }

    @Test
    void aStoppingServerSaysGoodbye() throws IOException {
        start(Settings.forTests());

        try (EventStream one = EventStream.open(server.uri(), "/events");
                EventStream two = EventStream.open(server.uri(), "/events")) {
            lab.publish("last");
            server.close();

            for (EventStream stream : List.of(one, two)) {
                assertThat(stream.nextTitle()).isEqualTo("last");
                assertThat(stream.next()).startsWith("event: bye\ndata: {\"reason\":\"")
                        .doesNotContain("id:");
                assertThat(stream.wire().readToEnd()).isEmpty();
            }
        }
    }

    @Test
    void aDroppedConnectionIsReset() throws IOException {
        start(Settings.forTests());

        try (EventStream dropped = EventStream.open(server.uri(), "/events?client=one");
                EventStream other = EventStream.open(server.uri(),
                        "/events?client=two")) {
            lab.awaitStatus("clients", 2);

            assertThat(delete("/clients/one")).isEqualTo(204);

            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(dropped::next)
                    .withMessage("Connection reset");
            lab.awaitStatus("clients", 1);
            lab.publish("fence");
            assertThat(other.nextTitle()).isEqualTo("fence");
        }
    }

    @Test
    void onlyWhoIsConnectedCanBeDropped() throws IOException {
        start(Settings.forTests());

        try (EventStream stream = EventStream.open(server.uri(),
                "/events?client=one")) {
            lab.awaitStatus("clients", 1);

            assertThat(delete("/clients/two")).isEqualTo(404);
            assertThat(delete("/clients/one?transport=websocket")).isEqualTo(404);

            lab.publish("fence");
            assertThat(stream.nextTitle()).isEqualTo("fence");
            assertThat(delete("/clients/one?transport=sse")).isEqualTo(204);
        }
    }

    private void start(Settings settings) {
        server = SseServer.start(settings);
        lab = new LabClient(server.uri());
    }

    private void publishLong(int number) {
        server.feed().publish(
                new NotificationDraft("test", Severity.INFO, Integer.toString(number),
                        LONG_BODY));
    }

    private int delete(String path) {
        return lab.send(HttpRequest.newBuilder(server.uri().resolve(path)).DELETE())
                .statusCode();
    }
}

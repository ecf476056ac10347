package lab.sse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a stream starts, and that a gap is said aloud. */
class SseResumeTest {

    private static final int CAPACITY = 10;
    private static final Settings SETTINGS = Settings.forTests()
            .withPublishRate(100_000);

    private final LabServer server = SseServer.start(SETTINGS.withCapacity(CAPACITY));
    private final LabClient lab = new LabClient(server.uri());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void withoutACursorOnlyWhatIsNewIsSent() throws IOException {
        lab.publish("old");

        try (EventStream stream = EventStream.open(server.uri(), "/events")) {
            lab.publish("new");

            assertThat(stream.nextTitle()).isEqualTo("new");
        }
    }

    @Test
    void lastEventIdReplaysInOrder() throws IOException {
        lab.publish("one");
        String last = lab.publish("two");
        lab.publish("three");
        lab.publish("four");

        try (EventStream stream = EventStream.open(server.uri(), "/events",
                "Last-Event-ID: " + last)) {
            lab.publish("five");

            assertThat(stream.firstBlock())
                    .isEqualTo("retry: 2000\nid: " + last + "\n");
            assertThat(stream.nextTitles(3)).containsExactly("three", "four", "five");
            assertThat(lab.status().get("resumed").intValue()).isEqualTo(1);
        }
    }

    @Test
    void theCursorIsAcceptedInTheQuery() throws IOException {
        String last = lab.publish("one");
        lab.publish("two");

        try (EventStream stream = EventStream.open(server.uri(),
                "/events?after=" + last)) {
            assertThat(stream.nextTitle()).isEqualTo("two");
        }
    }

    @Test
    void lastEventIdBeatsTheQuery() throws IOException {
        String first = lab.publish("one");
        String second = lab.publish("two");
        lab.publish("three");

        try (EventStream stream = EventStream.open(server.uri(),
                "/events?after=" + first,
                "Last-Event-ID: " + second)) {
            assertThat(stream.nextTitle()).isEqualTo("three");
        }
    }

    @Test
    void theFirstIdResumesAStreamThatBrokeOffBeforeItsFirstEvent() throws IOException {
        String id = firstId(server);
        lab.publish("missed");

        try (EventStream stream = EventStream.open(server.uri(), "/events",
                "Last-Event-ID: " + id)) {
            assertThat(stream.nextTitle()).isEqualTo("missed");
        }
    }

    @Test
    void earliestReplaysAllThatIsRetainedWithoutAReset() throws IOException {
        publish(1, CAPACITY + 5);

        try (EventStream stream = EventStream.open(server.uri(),
                "/events?after=earliest")) {
            assertThat(stream.nextTitles(CAPACITY)).isEqualTo(titles(6, CAPACITY + 5));
            assertThat(lab.status().get("resets").intValue()).isZero();
        }
    }

    @Test
    void anEvictedCursorGivesAResetAndThenAllThatIsRetained() throws IOException {
        String evicted = lab.publish("0");
        List<String> cursors = publish(1, CAPACITY + 2);

        try (EventStream stream = EventStream.open(server.uri(), "/events",
                "Last-Event-ID: " + evicted)) {
            String start = cursors.get(1);
            assertThat(stream.next())
                    .isEqualTo("id: %s\nevent: reset\ndata: {\"cursor\":\"%s\"}\n"
                            .formatted(start, start));
            assertThat(stream.nextTitles(CAPACITY)).isEqualTo(titles(3, CAPACITY + 2));
            lab.publish("live");
            assertThat(stream.nextTitle()).isEqualTo("live");
        }
        lab.awaitStatus("resets", 1);
        assertThat(lab.status().get("resumed").intValue()).isZero();
    }

    @Test
    void aCursorThatIsNotReachedYetIsAGap() throws IOException {
        String cursor = lab.publish("one");
        String future = cursor.replaceAll("-.*", "-999");

        try (EventStream stream = EventStream.open(server.uri(),
                "/events?after=" + future)) {
            assertThat(stream.next()).contains("event: reset\n");
            assertThat(stream.nextTitle()).isEqualTo("one");
        }
    }

    @Test
    void aServerThatWasRestartedSaysThatThereIsAGap() throws IOException {
        String before = lab.publish("lost");
        int port = server.port();
        server.close();

        try (LabServer restarted = SseServer.start(SETTINGS.withPort(port))) {
            new LabClient(restarted.uri()).publish("kept");
            try (EventStream stream = EventStream.open(restarted.uri(), "/events",
                    "Last-Event-ID: " + before)) {
                assertThat(stream.next()).contains("event: reset\n");
                assertThat(stream.nextTitle()).isEqualTo("kept");
            }
        }
    }

    @Test
    void aResetWithoutAnythingRetainedIsSaidAtOnce() throws IOException {
        try (EventStream stream = EventStream.open(server.uri(),
                "/events?after=elsewhere-7")) {
            assertThat(stream.next()).contains("event: reset\n");
        }
    }

    @Test
    void nothingIsLostOrTwiceWhereHistoryMeetsLive() throws IOException {
        try (LabServer busy = SseServer.start(SETTINGS)) {
            LabClient publisher = new LabClient(busy.uri());
            int count = 500;
            List<String> received = new ArrayList<>();
            String last = firstId(busy);

            CompletableFuture<Void> publishing = CompletableFuture.runAsync(
                    () -> IntStream.rangeClosed(1, count)
                            .forEach(i -> publisher.publish(Integer.toString(i))));
            while (received.size() < count) {
                try (EventStream stream = EventStream.open(busy.uri(), "/events",
                        "Last-Event-ID: " + last)) {
                    for (int i = 0; i < 7 && received.size() < count; i++) {
                        String block = stream.next();
                        last = EventStream.field(block, "id");
                        received.add(LabClient.parse(EventStream.field(block, "data"))
                                .get("title").textValue());
                    }
                }
            }

            assertThat(publishing).succeedsWithin(Wire.LIMIT);
            assertThat(received).isEqualTo(titles(1, count));
        }
    }

    @Test
    void onlyTheTopicsAskedForAreSent() throws IOException {
        String start = lab.publish("orders", "before");
        lab.publish("builds", "missed build");
        lab.publish("orders", "missed order");

        try (EventStream stream = EventStream.open(server.uri(),
                "/events?topics=builds,alerts&after=" + start)) {
            lab.publish("orders", "order");
            lab.publish("alerts", "alert");

            assertThat(stream.nextTitles(2)).containsExactly("missed build", "alert");
        }
    }

    @ParameterizedTest
    @CsvSource({
            "/events?after=nonsense, after",
            "/events?after=k3f9-, after",
            "/events?after=k3f9-42%0D%0Adata:%20evil, after",
            "/events?after=k3f9-99999999999999999999, after",
            "/events?topics=UPPER, topics",
            "/events?topics=a%0Ab, topics",
            "'/events?topics=a,,b', topics",
            "/events?client=a%20b, client"})
    void aBadParameterIs400AndNamesItself(String target, String field)
            throws IOException {
        try (Wire wire = Wire.open(server.uri()).request("GET", target)) {
            Wire.Response response = wire.readResponse();

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.field("Content-Type"))
                    .startsWith("application/problem+json");
            JsonNode problem = LabClient.parse(response.body());
            assertThat(problem.get("field").textValue()).isEqualTo(field);
            assertThat(problem.get("detail").textValue())
                    .startsWith(field + " must be ");
            assertThat(lab.status().get("clients").intValue()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "42", "k3f9-42 data", "é-1", "k3f9-42\tx"})
    void aBadLastEventIdIs400(String lastEventId) throws IOException {
        try (Wire wire = Wire.open(server.uri()).request("GET", "/events",
                "Last-Event-ID: " + lastEventId)) {
            Wire.Response response = wire.readResponse();

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.body())
                    .contains("a cursor that this feed gave out, or earliest");
        }
    }

    @Test
    void tooManyTopicsAre400() {
        String topics = String.join(",", titles(1, 51));

        assertThat(lab.get("/events?topics=" + topics).statusCode()).isEqualTo(400);
    }

    /** They do not fit into a request's head, whose limit is Jetty's. */
    @Test
    void tenThousandTopicsAreRefused() throws IOException {
        String topics = String.join(",", titles(1, 10_000));

        try (Wire wire = Wire.open(server.uri()).request("GET",
                "/events?topics=" + topics)) {
            assertThat(wire.readResponse().status()).isIn(414, 431);
        }
    }

    private static String firstId(LabServer server) throws IOException {
        try (EventStream stream = EventStream.open(server.uri(), "/events")) {
            return EventStream.field(stream.firstBlock(), "id");
        }
    }

    /** @return their cursors */
    private List<String> publish(int from, int to) {
        return titles(from, to).stream().map(lab::publish).toList();
    }

    private static List<String> titles(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
    }
}

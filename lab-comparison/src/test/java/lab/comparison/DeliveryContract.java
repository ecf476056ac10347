package lab.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lab.feed.NotificationDraft;
import lab.feed.NotificationFeed;
import lab.feed.Severity;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import org.junit.jupiter.api.Test;

/** What every transport promises, whoever asks and however it is carried. */
interface DeliveryContract {

    int LONGEST_BODY = 2_000;
    /** What the kernel takes for a client that does not read. */
    int SMALL_BUFFER = 4_096;

    Carrier carrier();

    @Test
    default void whatIsPublishedArrivesInOrder() throws IOException {
        try (LabServer server = carrier().start(Settings.forTests());
                FeedClient client = carrier().connect(server.uri(), "after=earliest")) {
            List<String> titles = titles(1, 500);

            titles.forEach(title -> publish(server.feed(), title));

            assertThat(client.next(500)).isEqualTo(titles);
        }
    }

    @Test
    default void everythingRetainedArrivesAfterEarliest() throws IOException {
        try (LabServer server = carrier().start(Settings.forTests().withCapacity(10))) {
            titles(1, 25).forEach(title -> publish(server.feed(), title));

            try (FeedClient client = carrier().connect(server.uri(),
                    "after=earliest")) {
                assertThat(client.next(10)).isEqualTo(titles(16, 25));

                publish(server.feed(), "26");

                assertThat(client.next(1)).containsExactly("26");
            }
        }
    }

    @Test
    default void onlyWhatIsNewArrivesWithoutAfter() throws IOException {
        try (LabServer server = carrier().start(Settings.forTests())) {
            publish(server.feed(), "before");

            try (FeedClient client = carrier().connect(server.uri(), "client=new")) {
                awaitClients(server, 1);
                publish(server.feed(), "after");

                assertThat(client.next(1)).containsExactly("after");
            }
        }
    }

    @Test
    default void onlyTheTopicsAskedForArrive() throws IOException {
        try (LabServer server = carrier().start(Settings.forTests());
                FeedClient client = carrier().connect(server.uri(),
                        "after=earliest&topics=orders,builds")) {
            for (String topic : List.of("security", "orders", "sensors", "builds",
                    "order", "orders")) {
                server.feed().publish(
                        new NotificationDraft(topic, Severity.INFO, topic + "!", ""));
            }

            assertThat(client.next(3)).containsExactly("orders!", "builds!", "orders!");
        }
    }

    /** Otherwise a client of a quiet topic would be told of a gap as soon as the others have filled the ring. */
    @Test
    default void aCursorMovesOnPastOtherTopics() throws IOException {
        try (LabServer server = carrier().start(Settings.forTests().withCapacity(10))) {
            String cursor;
            try (FeedClient client = carrier().connect(server.uri(),
                    "after=earliest&topics=rare")) {
                server.feed().publish(
                        new NotificationDraft("rare", Severity.INFO, "first", ""));
                assertThat(client.next(1)).containsExactly("first");
                cursor = client.cursor();
            }
            titles(1, 9).forEach(title -> publish(server.feed(), title));
            server.feed().publish(
                    new NotificationDraft("rare", Severity.INFO, "second", ""));

            try (FeedClient client = carrier().connect(server.uri(),
                    "topics=rare&after=" + cursor)) {
                assertThat(client.next(1)).containsExactly("second");
            }
        }
    }

    @Test
    default void nothingIsLostOrTwiceAcrossConnectionsThatTheClientDrops()
            throws IOException {
        Random random = new Random(42);
        try (LabServer server = carrier().start(Settings.forTests());
                NumberedPublisher publisher = new NumberedPublisher(server.feed(),
                        200)) {
            List<String> received = new ArrayList<>();
            String cursor = "earliest";

            for (int drop = 0; drop < 400; drop++) {
                FeedClient client = carrier().connect(server.uri(), "after=" + cursor);
                for (int wanted = random.nextInt(5); wanted > 0; wanted--) {
                    received.add(client.next().summary());
                    publisher.read();
                }
                cursor = client.cursor() == null ? cursor : client.cursor();
                if (drop % 2 == 0) {
                    client.close();
                } else {
                    client.reset();
                }
            }

            assertThat(received).hasSizeGreaterThan(400)
                    .isEqualTo(titles(1, received.size()));
        }
    }

    @Test
    default void aGapIsSaidAfterTheRingHasTurnedOver() throws IOException {
        try (LabServer server = carrier().start(Settings.forTests().withCapacity(10))) {
            String cursor = cursorAfterReading(server, "1");
            titles(2, 25).forEach(title -> publish(server.feed(), title));

            try (FeedClient client = carrier().connect(server.uri(),
                    "after=" + cursor)) {
                List<String> arrivals = client.next(11);
                publish(server.feed(), "26");
                arrivals.addAll(client.next(1));

                assertThat(arrivals).startsWith("reset");
                assertThat(arrivals.subList(1, 12)).isEqualTo(titles(16, 26));
            }
        }
    }

    @Test
    default void noGapIsSaidWhileEverythingIsStillRetained() throws IOException {
        try (LabServer server = carrier().start(Settings.forTests().withCapacity(10))) {
            String cursor = cursorAfterReading(server, "1");
            titles(2, 11).forEach(title -> publish(server.feed(), title));

            try (FeedClient client = carrier().connect(server.uri(),
                    "after=" + cursor)) {
                assertThat(client.next(10)).isEqualTo(titles(2, 11));
            }
        }
    }

    @Test
    default void aGapIsSaidAfterTheServerHasStartedAnew() throws IOException {
        int port;
        String cursor;
        try (LabServer server = carrier().start(Settings.forTests())) {
            port = server.port();
            cursor = cursorAfterReading(server, "old");
        }
        try (LabServer server = carrier().start(Settings.forTests().withPort(port))) {
            titles(1, 3).forEach(title -> publish(server.feed(), title));

            try (FeedClient client = carrier().connect(server.uri(),
                    "after=" + cursor)) {
                assertThat(client.next(4)).containsExactly("reset", "1", "2", "3");

                publish(server.feed(), "4");

                assertThat(client.next(1)).containsExactly("4");
            }
        }
    }

    /** Whoever breaks off between the beginning of the answer and the gap would never hear of it otherwise. */
    @Test
    default void aGapIsSaidAgainToAClientThatBrokeOffBeforeItReadOfIt()
            throws IOException {
        try (LabServer server = carrier().start(Settings.forTests())) {
            publish(server.feed(), "1");
            FeedClient interrupted = carrier().connect(server.uri(), "after=another-7");
            String cursor = interrupted.cursor() == null
                    ? "another-7"
                    : interrupted.cursor();
            interrupted.reset();

            try (FeedClient client = carrier().connect(server.uri(),
                    "after=" + cursor)) {
                assertThat(client.next(2)).containsExactly("reset", "1");
            }
        }
    }

    /** 40 MB would have to be kept for these twenty if each had a queue of its own. */
    @Test
    default void clientsThatNeverReadNeitherDelayTheOthersNorCostMemory()
            throws IOException {
        Settings settings = Settings.forTests().withCapacity(200)
                .withHold(Duration.ofMillis(300));
        try (LabServer server = carrier().start(settings);
                FeedClient reader = carrier().connect(server.uri(), "after=earliest")) {
            for (int i = 0; i < 200; i++) {
                assertThat(publishAndRead(server.feed(), reader, "fill " + i))
                        .isEqualTo("fill " + i);
            }
            List<Wire> neverReading = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                neverReading.add(carrier().ask(Wire.open(server.uri(), SMALL_BUFFER),
                        "after=earliest"));
            }
            long before = usedHeap();

            for (int i = 0; i < 1_000; i++) {
                assertThat(publishAndRead(server.feed(), reader, "news " + i))
                        .isEqualTo("news " + i);
            }

            assertThat(usedHeap() - before).isLessThan(20_000_000);
            for (Wire wire : neverReading) {
                wire.reset();
            }
        }
    }

    @Test
    default void aThousandClientsReceiveABurstOnceAndInOrder() throws IOException {
        // Nobody in the crowd answers a ping.
        Settings settings = Settings.forTests().withHeartbeat(Duration.ofMinutes(5));
        try (LabServer server = carrier().start(settings);
                Crowd crowd = new Crowd(carrier(), server.uri(), 1_000)) {
            awaitClients(server, 1_000);
            List<String> titles = titles(1, 100);

            new Thread(() -> titles.forEach(title -> publish(server.feed(), title)),
                    "publisher").start();
            List<List<String>> received = crowd.readUntil("100");

            assertThat(received).hasSize(1_000)
                    .allSatisfy(each -> assertThat(each).isEqualTo(titles));
        }
    }

    private String cursorAfterReading(LabServer server, String title)
            throws IOException {
        try (FeedClient client = carrier().connect(server.uri(), "after=earliest")) {
            publish(server.feed(), title);
            assertThat(client.next(1)).containsExactly(title);
            return client.cursor();
        }
    }

    static String publishAndRead(NotificationFeed feed, FeedClient reader, String title)
            throws IOException {
        feed.publish(NumberedPublisher.draft(title, LONGEST_BODY));
        return reader.next().summary();
    }

    /** Interval polling has no clients between two requests. */
    default void awaitClients(LabServer server, int count) {
        if (carrier().isHeldOpen()) {
            LabClient lab = new LabClient(server.uri());
            assertThat(Await.until(() -> lab.status().get("clients").intValue(),
                    clients -> clients == count))
                    .isEqualTo(count);
        }
    }

    static void publish(NotificationFeed feed, String title) {
        feed.publish(NumberedPublisher.draft(title, 0));
    }

    static List<String> titles(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
    }

    /** After everything that nobody refers to any more is gone. */
    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

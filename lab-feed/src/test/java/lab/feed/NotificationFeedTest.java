package lab.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import lab.testkit.Wire;
import org.junit.jupiter.api.Test;

class NotificationFeedTest {

    private static final Clock CLOCK = Clock
            .fixed(Instant.parse("2026-11-20T10:15:30.123456789Z"), ZoneOffset.UTC);

    private final NotificationFeed feed = new NotificationFeed(5, CLOCK, "k3f9");

    @Test
    void capacityIsAtLeastOne() {
        assertThatThrownBy(() -> new NotificationFeed(0))
                .hasMessage("Capacity must be at least 1, was 0");
    }

    @Test
    void notificationGetsACursorAndATimeToTheMillisecond() {
        Notification first = publish("orders", "first");
        Notification second = publish("orders", "second");

        assertThat(first).isEqualTo(
                new Notification("k3f9-1", "orders", Severity.INFO, "first", "",
                        Instant.parse("2026-11-20T10:15:30.123Z")));
        assertThat(second.cursor()).isEqualTo("k3f9-2");
        assertThat(feed.position()).isEqualTo(2);
    }

    @Test
    void everyFeedHasAnEpochOfItsOwn() {
        String one = new NotificationFeed(1).subscribe(After.Bound.NOW, Topics.ALL)
                .cursor();
        String other = new NotificationFeed(1).subscribe(After.Bound.NOW, Topics.ALL)
                .cursor();

        assertThat(one).matches("[a-z0-9]{6}-0").isNotEqualTo(other);
    }

    @Test
    void nowIsOnlyWhatIsNew() {
        publish("orders", "old");
        Subscription subscription = feed.subscribe(After.Bound.NOW, Topics.ALL);
        publish("orders", "new");

        Batch batch = subscription.next(10);

        assertThat(titles(batch)).containsExactly("new");
        assertThat(batch.start()).isEqualTo("k3f9-1");
        assertThat(batch.cursor()).isEqualTo("k3f9-2");
    }

    @Test
    void earliestIsAllThatIsRetainedAndNoGap() {
        publishMany(8);

        Batch batch = read(After.Bound.EARLIEST, Topics.ALL, 10);

        assertThat(titles(batch)).containsExactly("4", "5", "6", "7", "8");
        assertThat(batch.reset()).isFalse();
        assertThat(batch.start()).isEqualTo("k3f9-3");
    }

    @Test
    void cursorGoesOnAfterItsNotification() {
        publishMany(4);

        assertThat(titles(read(After.parse("k3f9-0"), Topics.ALL, 10)))
                .containsExactly("1", "2", "3", "4");
        assertThat(titles(read(After.parse("k3f9-2"), Topics.ALL, 10)))
                .containsExactly("3", "4");
        assertThat(read(After.parse("k3f9-4"), Topics.ALL, 10).isEmpty()).isTrue();
    }

    @Test
    void oldestRetainedPlaceIsNoGapButTheOneBeforeIs() {
        publishMany(8);

        Batch retained = read(After.parse("k3f9-3"), Topics.ALL, 10);
        Batch evicted = read(After.parse("k3f9-2"), Topics.ALL, 10);

        assertThat(retained.reset()).isFalse();
        assertThat(titles(retained)).containsExactly("4", "5", "6", "7", "8");
        assertThat(evicted.reset()).isTrue();
        assertThat(titles(evicted)).containsExactly("4", "5", "6", "7", "8");
        assertThat(evicted.start()).isEqualTo("k3f9-3");
    }

    @Test
    void anotherEpochIsAGap() {
        publishMany(3);

        Batch batch = read(After.parse("abcd-2"), Topics.ALL, 10);

        assertThat(batch.reset()).isTrue();
        assertThat(titles(batch)).containsExactly("1", "2", "3");
        assertThat(batch.cursor()).isEqualTo("k3f9-3");
    }

    @Test
    void placeThatIsNotYetReachedIsAGap() {
        publishMany(3);

        assertThat(read(After.parse("k3f9-4"), Topics.ALL, 10).reset()).isTrue();
        assertThat(read(After.parse("k3f9-999999999999999999"), Topics.ALL, 10).reset())
                .isTrue();
    }

    @Test
    void gapIsSaidOnceEvenWhenNothingIsRetained() {
        Subscription subscription = feed.subscribe(After.parse("abcd-2"), Topics.ALL);
        assertThat(subscription.startsWithGap()).isTrue();
        assertThat(subscription.isBehind()).isTrue();

        Batch gap = subscription.next(10);

        assertThat(gap.reset()).isTrue();
        assertThat(gap.isEmpty()).isFalse();
        assertThat(gap.notifications()).isEmpty();
        assertThat(subscription.startsWithGap()).isFalse();
        assertThat(subscription.next(10).isEmpty()).isTrue();
    }

    @Test
    void readerThatTheRingHasOvertakenIsToldOfTheGap() {
        Subscription subscription = feed.subscribe(After.Bound.NOW, Topics.ALL);
        publishMany(5);
        assertThat(subscription.isOverrun()).isFalse();
        publishMany(2);
        assertThat(subscription.isOverrun()).isTrue();

        Batch batch = subscription.next(10);

        assertThat(batch.reset()).isTrue();
        assertThat(batch.notifications()).extracting(Published::position)
                .containsExactly(3L, 4L, 5L, 6L, 7L);
        assertThat(subscription.isOverrun()).isFalse();
        assertThat(subscription.next(10).isEmpty()).isTrue();
    }

    @Test
    void limitBoundsABatchAndTheNextGoesOn() {
        Subscription subscription = feed.subscribe(After.Bound.NOW, Topics.ALL);
        publishMany(5);

        assertThat(titles(subscription.next(2))).containsExactly("1", "2");
        assertThat(subscription.cursor()).isEqualTo("k3f9-2");
        assertThat(titles(subscription.next(2))).containsExactly("3", "4");
        assertThat(titles(subscription.next(2))).containsExactly("5");
        assertThat(subscription.next(2).isEmpty()).isTrue();
    }

    @Test
    void limitCountsOnlyTheReadersTopics() {
        Subscription subscription = feed.subscribe(After.Bound.NOW, Topics.parse("b"));
        publish("a", "1");
        publish("b", "2");
        publish("a", "3");
        publish("b", "4");

        Batch first = subscription.next(1);
        Batch second = subscription.next(1);

        assertThat(titles(first)).containsExactly("2");
        assertThat(first.cursor()).isEqualTo("k3f9-2");
        assertThat(titles(second)).containsExactly("4");
    }

    @Test
    void otherTopicsMoveTheCursorAndGiveNothing() {
        Subscription subscription = feed.subscribe(After.Bound.NOW, Topics.parse("b"));
        publish("a", "1");
        assertThat(subscription.isBehind()).isTrue();

        Batch batch = subscription.next(10);

        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.cursor()).isEqualTo("k3f9-1");
        assertThat(subscription.isBehind()).isFalse();
    }

    @Test
    void readersAtTheSamePlaceAreGivenTheSameBatch() {
        Subscription one = feed.subscribe(After.Bound.NOW, Topics.ALL);
        Subscription other = feed.subscribe(After.Bound.NOW, Topics.ALL);
        publish("orders", "news");

        Batch batch = one.next(10);

        assertThat(other.next(10)).isSameAs(batch);
    }

    @Test
    void readersOfOtherTopicsOrPlacesAreNotGivenTheSameBatch() {
        Subscription all = feed.subscribe(After.Bound.NOW, Topics.ALL);
        Subscription builds = feed.subscribe(After.Bound.NOW, Topics.parse("builds"));
        publish("orders", "1");
        Subscription later = feed.subscribe(After.Bound.NOW, Topics.ALL);
        publish("builds", "2");

        assertThat(titles(all.next(10))).containsExactly("1", "2");
        assertThat(titles(builds.next(10))).containsExactly("2");
        assertThat(titles(later.next(10))).containsExactly("2");
    }

    @Test
    void batchIsEncodedOncePerEncoding() {
        List<Batch> encoded = new ArrayList<>();
        Batch.Encoding<String> encoding = batch -> {
            encoded.add(batch);
            return batch.cursor();
        };
        publish("orders", "news");
        Batch batch = read(After.Bound.EARLIEST, Topics.ALL, 10);

        assertThat(batch.encoded(encoding)).isSameAs(batch.encoded(encoding))
                .isEqualTo("k3f9-1");
        assertThat(encoded).containsExactly(batch);
    }

    @Test
    void hubsAreWokenAfterEachPublicationAndNotAfterTheyEnd() {
        List<Long> woken = new ArrayList<>();
        Runnable end = feed.onPublish(() -> woken.add(feed.position()));
        publish("orders", "1");
        publish("orders", "2");

        end.run();
        publish("orders", "3");

        assertThat(woken).containsExactly(1L, 2L);
        assertThat(feed.wakeUpCount()).isZero();
    }

    @Test
    void publishTogetherWakesTheHubsOnce() {
        List<Long> woken = new ArrayList<>();
        feed.onPublish(() -> woken.add(feed.position()));

        feed.publishTogether(
                List.of(draft("a", "1"), draft("a", "2"), draft("a", "3")));

        assertThat(woken).containsExactly(3L);
        assertThat(titles(read(After.Bound.EARLIEST, Topics.ALL, 10)))
                .containsExactly("1", "2", "3");
    }

    @Test
    void readingAfterTheCursorBeforeGivesTheNotification() {
        publish("orders", "1");
        Notification second = publish("orders", "2");

        assertThat(feed.cursorBefore(second)).isEqualTo("k3f9-1");
    }

    @Test
    void ringOfOneRetainsTheNewest() {
        NotificationFeed small = new NotificationFeed(1, CLOCK, "k3f9");
        Subscription subscription = small.subscribe(After.Bound.NOW, Topics.ALL);

        small.publish(draft("a", "1"));
        assertThat(titles(subscription.next(10))).containsExactly("1");
        small.publish(draft("a", "2"));
        small.publish(draft("a", "3"));
        small.publish(draft("a", "4"));

        Batch batch = subscription.next(10);
        assertThat(titles(batch)).containsExactly("4");
        assertThat(batch.reset()).isTrue();
    }

    /** Four publishers and four readers: everything retained arrives once, each publisher's in its order. */
    @Test
    void nothingIsLostOrTwiceOrOutOfOrderAmongManyThreads() throws Exception {
        int publishers = 4;
        int each = 2_000;
        NotificationFeed large = new NotificationFeed(publishers * each);
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Subscription> subscriptions = IntStream.range(0, 4)
                .mapToObj(i -> large.subscribe(After.Bound.NOW,
                        i == 0 ? Topics.parse("p0") : Topics.ALL))
                .toList();

        List<Future<List<Published>>> readers = subscriptions.stream()
                .map(subscription -> threads.submit(() -> {
                    List<Published> read = new ArrayList<>();
                    while (subscription.isBehind()
                            || large.position() < publishers * each) {
                        read.addAll(subscription.next(64).notifications());
                        Thread.onSpinWait();
                    }
                    return read;
                })).toList();
        for (int p = 0; p < publishers; p++) {
            String topic = "p" + p;
            threads.execute(() -> IntStream.range(0, each)
                    .forEach(i -> large.publish(draft(topic, topic + "." + i))));
        }

        List<Published> filtered = readers.get(0).get(Wire.LIMIT.toSeconds() * 2,
                TimeUnit.SECONDS);
        assertThat(filtered).extracting(p -> p.notification().title())
                .containsExactlyElementsOf(
                        IntStream.range(0, each).mapToObj(i -> "p0." + i).toList());
        for (Future<List<Published>> reader : readers.subList(1, 4)) {
            List<Published> all = reader.get(Wire.LIMIT.toSeconds() * 2,
                    TimeUnit.SECONDS);
            assertThat(all).extracting(Published::position)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, publishers * each)
                                    .mapToObj(i -> (long) i).toList());
            assertThat(all.stream().map(p -> p.notification().title())
                    .filter(t -> t.startsWith("p3.")))
                    .containsExactlyElementsOf(
                            IntStream.range(0, each).mapToObj(i -> "p3." + i).toList());
        }
        threads.shutdownNow();
    }

    /** A ring far too small for its publishers: there are gaps, and each is said. */
    @Test
    void readerThatIsOvertakenAgainAndAgainMissesNothingUnsaid() throws Exception {
        int count = 5_000;
        NotificationFeed small = new NotificationFeed(8);
        Subscription subscription = small.subscribe(After.Bound.NOW, Topics.ALL);
        ExecutorService publisher = Executors.newSingleThreadExecutor();
        publisher.execute(() -> IntStream.range(0, count)
                .forEach(i -> small.publish(draft("a", "t"))));

        List<String> wrong = new ArrayList<>();
        long last = 0;
        while (last < count) {
            Batch batch = subscription.next(64);
            boolean gap = batch.reset();
            for (Published published : batch.notifications()) {
                boolean goesOn = published.position() == last + 1;
                boolean samePlace = published.notification().cursor()
                        .endsWith("-" + published.position());
                if (goesOn == gap || !samePlace) {
                    wrong.add("%s after %d, gap %b".formatted(published.notification(),
                            last, gap));
                }
                gap = false;
                last = published.position();
            }
        }

        assertThat(wrong).isEmpty();
        publisher.shutdownNow();
    }

    private void publishMany(int count) {
        IntStream.rangeClosed(1, count)
                .forEach(i -> publish("orders", Integer.toString(i)));
    }

    private Notification publish(String topic, String title) {
        return feed.publish(draft(topic, title));
    }

    private Batch read(After after, Topics topics, int limit) {
        return feed.subscribe(after, topics).next(limit);
    }

    private static NotificationDraft draft(String topic, String title) {
        return new NotificationDraft(topic, Severity.INFO, title, "");
    }

    private static List<String> titles(Batch batch) {
        return batch.notifications().stream()
                .map(published -> published.notification().title()).toList();
    }
}

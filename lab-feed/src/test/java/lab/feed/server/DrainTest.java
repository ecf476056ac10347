package lab.feed.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import lab.feed.After;
import lab.feed.Batch;
import lab.feed.NotificationFeed;
import lab.feed.Json;
import lab.feed.NotificationDraft;
import lab.feed.Topics;
import lab.testkit.Wire;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class DrainTest {

    private final NotificationFeed feed = new NotificationFeed(100);
    private final TransportMetrics metrics = new TransportMetrics("test",
            new SimpleMeterRegistry(), () -> 0);
    private final FakeSink sink = new FakeSink();
    private final Drain drain = new Drain(feed.subscribe(After.Bound.NOW, Topics.ALL),
            sink, metrics);

    /** Takes a write when it is told to; or at once. */
    private static final class FakeSink implements Drain.Sink {

        private final List<List<String>> writes = new ArrayList<>();
        private final List<Callback> underWay = new ArrayList<>();
        private boolean takesAtOnce;
        private int heartbeats;
        private int disconnects;

        @Override
        public void write(Batch batch, Callback callback) {
            writes.add(batch.notifications().stream().map(p -> p.notification().title())
                    .toList());
            take(callback);
        }

        @Override
        public void heartbeat(Callback callback) {
            heartbeats++;
            take(callback);
        }

        private void take(Callback callback) {
            if (takesAtOnce) {
                callback.succeeded();
            } else {
                underWay.add(callback);
            }
        }

        @Override
        public void disconnectSlow() {
            disconnects++;
        }

        Callback next() {
            return underWay.remove(0);
        }
    }

    @Test
    void withoutNewsNothingIsWritten() {
        drain.run();

        assertThat(sink.writes).isEmpty();
    }

    @Test
    void oneWriteAtATimeAndWhatWaitsGoesOutTogether() {
        publish("1");
        drain.run();
        publish("2");
        drain.run();
        publish("3");
        drain.run();
        assertThat(sink.writes).containsExactly(List.of("1"));

        sink.next().succeeded();

        assertThat(sink.writes).containsExactly(List.of("1"), List.of("2", "3"));
        assertThat(sink.underWay).hasSize(1);
    }

    @Test
    void oneWriteHasABound() {
        sink.takesAtOnce = true;
        IntStream.rangeClosed(1, 70).forEach(i -> publish(Integer.toString(i)));

        drain.run();

        assertThat(sink.writes).extracting(List::size).containsExactly(64, 6);
    }

    @Test
    void deliveredIsWhatTheSocketHasTaken() {
        publish("1");
        drain.run();
        assertThat(metrics.counts().delivered()).isZero();

        sink.next().succeeded();

        assertThat(metrics.counts().delivered()).isEqualTo(1);
    }

    @Test
    void failureEndsIt() {
        publish("1");
        drain.run();
        sink.next().failed(new EofException());
        publish("2");

        drain.run();
        drain.heartbeat();

        assertThat(drain.hasEnded()).isTrue();
        assertThat(sink.writes).containsExactly(List.of("1"));
        assertThat(sink.heartbeats).isZero();
        assertThat(metrics.counts().delivered()).isZero();
        assertThat(sink.disconnects).isZero();
    }

    @Test
    void endedWritesNothingMore() {
        publish("1");
        drain.run();
        publish("2");

        drain.end();
        sink.next().succeeded();

        assertThat(sink.writes).containsExactly(List.of("1"));
    }

    @Test
    void heartbeatIsWrittenWhenNothingElseIs() {
        drain.heartbeat();
        drain.heartbeat();
        assertThat(sink.heartbeats).isEqualTo(1);
        publish("1");
        drain.run();
        assertThat(sink.writes).isEmpty();

        sink.next().succeeded();

        assertThat(sink.writes).containsExactly(List.of("1"));
        drain.heartbeat();
        assertThat(sink.heartbeats).isEqualTo(1);
    }

    @Test
    void socketThatTimesOutIsASlowClient() {
        publish("1");
        drain.run();

        sink.next().failed(new TimeoutException());

        assertThat(sink.disconnects).isEqualTo(1);
        assertThat(metrics.counts().disconnectedSlowClients()).isEqualTo(1);
    }

    /** The ring may turn over in a moment; only who has taken nothing for two seconds is too slow. */
    @Test
    void overrunIsForgivenUntilThePatienceEnds() {
        publish("first");
        drain.run();
        long start = System.nanoTime();
        IntStream.rangeClosed(1, 101).forEach(i -> publish(Integer.toString(i)));
        drain.run();
        boolean early = System.nanoTime() - start < Duration.ofSeconds(2).toNanos();
        int disconnectsEarly = sink.disconnects;

        while (sink.disconnects == 0
                && System.nanoTime() - start < Wire.LIMIT.toNanos()) {
            drain.run();
            Thread.onSpinWait();
        }

        if (early) { // unless this thread itself was held up
            assertThat(disconnectsEarly).isZero();
        }
        assertThat(sink.disconnects).isEqualTo(1);
        assertThat(metrics.counts().disconnectedSlowClients()).isEqualTo(1);
        assertThat(drain.hasEnded()).isTrue();
    }

    @Test
    void overrunClientThatReadsAgainIsToldOfTheGap() {
        publish("first");
        drain.run();
        IntStream.rangeClosed(1, 110).forEach(i -> publish(Integer.toString(i)));

        sink.takesAtOnce = true;
        sink.next().succeeded();

        assertThat(sink.writes.get(1)).hasSize(64).startsWith("11");
        assertThat(sink.writes.get(2)).hasSize(36).endsWith("110");
        assertThat(metrics.counts().resets()).isEqualTo(1);
    }

    @Test
    void replacedSubscriptionGoesOnFromItsOwnPlace() {
        publish("orders", "1");
        drain.run();
        publish("orders", "2");
        drain.replace(feed.subscribe(After.Bound.NOW, Topics.parse("builds")), () -> {
        });
        publish("builds", "3");

        sink.next().succeeded();

        assertThat(sink.writes).containsExactly(List.of("1"), List.of("3"));
    }

    @Test
    void cursorIsAfterWhatWasHandedToTheConnection() {
        publish("1");
        drain.run();
        publish("2");

        assertThat(drain.cursor()).endsWith("-1");
    }

    @Test
    void drainsDrainTheirOwnAndLeaveNothingBehind() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Drain.Sink queue = new Drain.Sink() {
            @Override
            public void write(Batch batch, Callback callback) {
                batch.notifications().forEach(p -> heard.add(p.notification().title()));
                callback.succeeded();
            }

            @Override
            public void heartbeat(Callback callback) {
                heard.add("heartbeat");
                callback.succeeded();
            }

            @Override
            public void disconnectSlow() {
                heard.add("disconnected");
            }
        };
        Drains drains = new Drains("drain-test", feed, Duration.ofMinutes(1));
        Drain first = new Drain(feed.subscribe(After.Bound.NOW, Topics.parse("first")),
                queue, metrics);
        Drain second = new Drain(
                feed.subscribe(After.Bound.NOW, Topics.parse("second")), queue,
                metrics);
        publish("first", "before");

        drains.add(first);
        drains.add(second);
        assertThat(next(heard)).isEqualTo("before");
        publish("first", "1");
        assertThat(next(heard)).isEqualTo("1");
        drains.remove(first);
        publish("first", "2");
        publish("second", "3");
        assertThat(next(heard)).isEqualTo("3");
        drains.close();

        assertThat(feed.wakeUpCount()).isZero();
        assertThat(heard).isEmpty();
    }

    @Test
    void quietDrainsAreWrittenToAtEachHeartbeat() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Drain.Sink queue = new Drain.Sink() {
            @Override
            public void write(Batch batch, Callback callback) {
                callback.failed(new AssertionError("there is no news"));
            }

            @Override
            public void heartbeat(Callback callback) {
                heard.add("heartbeat");
                callback.succeeded();
            }

            @Override
            public void disconnectSlow() {
                heard.add("disconnected");
            }
        };

        try (Drains drains = new Drains("drain-test", feed, Duration.ofMillis(10))) {
            drains.add(new Drain(feed.subscribe(After.Bound.NOW, Topics.ALL), queue,
                    metrics));

            assertThat(next(heard)).isEqualTo("heartbeat");
            assertThat(next(heard)).isEqualTo("heartbeat");
        }
    }

    private static String next(BlockingQueue<String> queue)
            throws InterruptedException {
        return queue.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void publish(String title) {
        publish("a", title);
    }

    private void publish(String topic, String title) {
        feed.publish(NotificationDraft.parse(Json.parse(
                "{\"topic\":\"%s\",\"severity\":\"info\",\"title\":\"%s\"}"
                        .formatted(topic, title))));
    }
}

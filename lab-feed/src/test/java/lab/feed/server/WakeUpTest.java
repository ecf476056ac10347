package lab.feed.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lab.feed.FeedSimulator;
import lab.feed.NotificationFeed;
import lab.testkit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WakeUpTest {

    private final NotificationFeed feed = new NotificationFeed(10);
    private final FeedSimulator simulator = new FeedSimulator(1);
    private final BlockingQueue<Long> passes = new LinkedBlockingQueue<>();
    private WakeUp wakeUp;

    private void start(Runnable pass) {
        wakeUp = new WakeUp("wake-up-test", feed, pass);
    }

    @AfterEach
    void stop() {
        wakeUp.close();
        assertThat(passes).isEmpty();
    }

    @Test
    void newsStartsAPassOnItsOwnThread() throws InterruptedException {
        BlockingQueue<String> threads = new LinkedBlockingQueue<>();

        start(() -> threads.add(Thread.currentThread().getName()));
        feed.publish(simulator.next(0));

        assertThat(threads.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                .isEqualTo("wake-up-test");
    }

    @Test
    void newsDuringAPassIsLeftToOneMore() throws InterruptedException {
        Semaphore mayEnd = new Semaphore(0);
        start(() -> {
            passes.add(feed.position());
            mayEnd.acquireUninterruptibly();
        });

        feed.publish(simulator.next(0));
        assertThat(nextPass()).isEqualTo(1);
        feed.publish(simulator.next(0));
        feed.publish(simulator.next(0));
        feed.publish(simulator.next(0));
        mayEnd.release();
        assertThat(nextPass()).isEqualTo(4);
        feed.publishTogether(List.of(simulator.next(0), simulator.next(0)));
        mayEnd.release();

        assertThat(nextPass()).isEqualTo(6);
        mayEnd.release();
    }

    @Test
    void passThatFailsIsNotTheLast() throws InterruptedException {
        start(() -> {
            passes.add(feed.position());
            throw new IllegalStateException(
                    "This is what the test is about; the log says so");
        });

        feed.publish(simulator.next(0));
        assertThat(nextPass()).isEqualTo(1);
        feed.publish(simulator.next(0));

        assertThat(nextPass()).isEqualTo(2);
    }

    @Test
    void signalAsksForAPassWithoutNews() throws InterruptedException {
        start(() -> passes.add(feed.position()));

        wakeUp.signal();

        assertThat(nextPass()).isZero();
    }

    @Test
    void closedItsThreadEndsAndTheFeedForgetsIt() throws InterruptedException {
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        start(() -> threads.add(Thread.currentThread()));
        wakeUp.signal();
        Thread thread = threads.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS);

        wakeUp.close();
        feed.publish(simulator.next(0));

        thread.join(Wire.LIMIT.toMillis());
        assertThat(thread.isAlive()).isFalse();
        assertThat(feed.wakeUpCount()).isZero();
        assertThat(threads).isEmpty();
    }

    private Long nextPass() throws InterruptedException {
        return passes.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
}

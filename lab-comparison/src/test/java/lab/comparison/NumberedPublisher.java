package lab.comparison;

import java.util.concurrent.Semaphore;
import lab.feed.NotificationDraft;
import lab.feed.NotificationFeed;
import lab.feed.Severity;

/**
 * Publishes "1", "2", "3" … from a thread of its own, and never gets further ahead of the
 * reader than it may.
 */
final class NumberedPublisher implements AutoCloseable {

    private final NotificationFeed feed;
    private final Semaphore allowed;
    private final Thread thread = new Thread(this::publish, "publisher");
    private volatile boolean closed;

    /** @param lead how far it may get ahead of the reader */
    NumberedPublisher(NotificationFeed feed, int lead) {
        this.feed = feed;
        this.allowed = new Semaphore(lead);
        thread.start();
    }

    static NotificationDraft draft(String title, int bodyLength) {
        return new NotificationDraft("test", Severity.INFO, title,
                "x".repeat(bodyLength));
    }

    /** One has been read, so one more may be published. */
    void read() {
        allowed.release();
    }

    private void publish() {
        for (int number = 1; !closed; number++) {
            allowed.acquireUninterruptibly();
            feed.publish(draft(Integer.toString(number), 0));
        }
    }

    @Override
    public void close() {
        closed = true;
        allowed.release();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

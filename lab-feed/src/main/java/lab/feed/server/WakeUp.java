package lab.feed.server;

import java.util.concurrent.Semaphore;
import lab.feed.NotificationFeed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that runs a pass over some clients whenever the feed has news. What is published
 * during a pass is left to the next one, so that under load each write carries more.
 */
public final class WakeUp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WakeUp.class);

    private final Semaphore news = new Semaphore(0);
    private final Runnable endSubscription;
    private final Thread thread;
    private volatile boolean closed;

    /** @param pass must not block: it holds up the other clients of this thread */
    public WakeUp(String name, NotificationFeed feed, Runnable pass) {
        endSubscription = feed.onPublish(this::signal);
        thread = new Thread(() -> run(pass), name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Asks for a pass, as news does. Never blocks. */
    public void signal() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    @Override
    public void close() {
        endSubscription.run();
        closed = true;
        news.release();
    }

    private void run(Runnable pass) {
        while (true) {
            news.acquireUninterruptibly();
            news.drainPermits();
            if (closed) {
                return;
            }
            try {
                pass.run();
            } catch (RuntimeException bug) {
                LOG.error("A pass over the clients ended early", bug); // the next one is due all the same
            }
        }
    }
}

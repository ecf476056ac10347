package lab.feed.server;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import lab.feed.Batch;
import lab.feed.Subscription;
import org.eclipse.jetty.util.Callback;

/**
 * Moves one subscription into one connection, with at most one write under way. While the
 * socket takes no more, nothing is queued: the subscription's cursor stays where it is, and
 * what waits goes out together later. Backpressure, batching and replay are this one loop.
 */
public final class Drain {

    /** A bound for one write; what exceeds it is the next write. */
    private static final int MAX_NOTIFICATIONS_PER_WRITE = 64;
    /** A write may be under way while the ring turns over, if only for a moment. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The connection, as its transport sees it. None of the methods may block. */
    public interface Sink {

        /** Writes the batch; the callback when the socket has taken all of it. */
        void write(Batch batch, Callback callback);

        /** Writes something that carries no news, so that a dead connection is noticed. */
        void heartbeat(Callback callback);

        /** Ends the connection of a client that reads too slowly. */
        void disconnectSlow();
    }

    private final Sink sink;
    private final TransportMetrics metrics;

    // Guarded by this.
    private Subscription subscription;
    private boolean writing;
    private boolean closed;
    private long writeStartNanos;

    public Drain(Subscription subscription, Sink sink, TransportMetrics metrics) {
        this.subscription = subscription;
        this.sink = sink;
        this.metrics = metrics;
    }

    /** Writes what there is, if the connection can take more. */
    public synchronized void run() {
        while (!writing && !closed && subscription.isBehind()) {
            Batch batch = subscription.next(MAX_NOTIFICATIONS_PER_WRITE);
            if (!batch.isEmpty()) {
                startWrite();
                sink.write(batch, new Written(batch));
            }
        }
        if (writing && subscription.isOverrun() && hasStalled()) {
            disconnectSlow();
        }
    }

    /** Not needed while a write is under way: that one notices a dead connection too. */
    public synchronized void heartbeat() {
        if (!writing && !closed) {
            startWrite();
            sink.heartbeat(new Written(null));
        }
    }

    /**
     * Goes on with another subscription; what is under way is still written.
     *
     * @param announce writes something that must come after everything of the old subscription
     *        and before everything of the new one; must not block
     */
    public synchronized void replace(Subscription newSubscription, Runnable announce) {
        subscription = newSubscription;
        announce.run();
    }

    /** Everything before it has been handed to the connection. */
    public synchronized String cursor() {
        return subscription.cursor();
    }

    /** Nothing more is written. */
    public synchronized void end() {
        closed = true;
    }

    synchronized boolean hasEnded() {
        return closed;
    }

    private void startWrite() {
        writing = true;
        writeStartNanos = System.nanoTime();
    }

    private boolean hasStalled() {
        return System.nanoTime() - writeStartNanos > PATIENCE.toNanos();
    }

    private synchronized void written(Batch batch) {
        writing = false;
        if (batch != null) {
            metrics.delivered(batch);
        }
    }

    private synchronized void failed(Throwable cause) {
        // Jetty's idle time-out: the socket has taken nothing for that long.
        if (!closed && cause instanceof TimeoutException) {
            disconnectSlow();
        }
        closed = true;
    }

    private synchronized void disconnectSlow() {
        if (!closed) {
            closed = true;
            metrics.disconnectedSlowClient();
            sink.disconnectSlow();
        }
    }

    /** Mostly called within {@link Sink#write}, by the same thread; then {@link #run} goes on. */
    private final class Written implements Callback {

        private final Batch batch;

        Written(Batch batch) {
            this.batch = batch;
        }

        @Override
        public void succeeded() {
            boolean withinWrite = Thread.holdsLock(Drain.this);
            written(batch);
            if (!withinWrite) {
                run();
            }
        }

        @Override
        public void failed(Throwable cause) {
            Drain.this.failed(cause);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}

package lab.engineio;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Finds out whether a client is still there (Engine.IO protocol v4, "Heartbeat"): the server pings one
 * interval after the last pong, and a client that does not answer in time is gone.
 */
final class Heartbeat {

    private final ScheduledExecutorService scheduler;
    private final EngineOptions options;
    private final Runnable ping;
    private final Runnable timeout;

    // Guarded by this.
    private ScheduledFuture<?> next;
    /** By {@link System#nanoTime}: when the client must have answered the next ping. */
    private long deadlineNanos;
    private boolean awaitsPong;
    private boolean stopped;

    /** @param timeout what to do with a client that has not answered */
    Heartbeat(ScheduledExecutorService scheduler, EngineOptions options, Runnable ping,
            Runnable timeout) {
        this.scheduler = scheduler;
        this.options = options;
        this.ping = ping;
        this.timeout = timeout;
    }

    /** The session has begun. */
    void begin() {
        long now = System.nanoTime();
        synchronized (this) {
            deadlineNanos = now + options.pingInterval().toNanos()
                    + options.pingTimeout().toNanos();
        }
        schedule(this::ping, options.pingInterval().toNanos());
    }

    /** A pong that nobody asked for changes nothing: many of them must not cost a timer each. */
    void pong() {
        synchronized (this) {
            if (!awaitsPong) {
                return;
            }
            awaitsPong = false;
        }
        begin();
    }

    private void ping() {
        synchronized (this) {
            awaitsPong = true;
        }
        schedule(timeout, nanosLeft()); // first: the pong may be quick
        ping.run();
    }

    /** The timer may be late; whoever asks must not be answered because of that. */
    boolean isOver() {
        return nanosLeft() <= 0;
    }

    private synchronized long nanosLeft() {
        return deadlineNanos - System.nanoTime();
    }

    private synchronized void schedule(Runnable task, long nanos) {
        if (stopped) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        next = scheduler.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
    }
}

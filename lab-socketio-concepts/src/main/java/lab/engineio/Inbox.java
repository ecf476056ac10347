package lab.engineio;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs what comes in one after the other, in order, on whichever thread brings it. While the transport
 * changes, an HTTP thread and a WebSocket's may bring something at once: the second leaves its task to the
 * first. Not a lock, because a task may well make another session do something, and that one this.
 */
final class Inbox {

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger();

    /** Returns when the task has run, or another thread is about to run it. */
    void run(Runnable task) {
        tasks.add(task);
        if (unfinished.getAndIncrement() == 0) {
            RuntimeException failure = null;
            do {
                failure = runNext(failure);
            } while (unfinished.decrementAndGet() > 0);
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** One that fails must not keep the others from running. */
    private RuntimeException runNext(RuntimeException earlier) {
        try {
            tasks.remove().run();
            return earlier;
        } catch (RuntimeException failure) {
            return failure;
        }
    }
}

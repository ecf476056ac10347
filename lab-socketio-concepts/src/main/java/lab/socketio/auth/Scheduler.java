package lab.socketio.auth;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs something later. A test has one of its own, and does not wait. */
@FunctionalInterface
public interface Scheduler {

    /** @return takes it back, if it has not run */
    Runnable after(Duration delay, Runnable task);

    /** On one thread, which ends by itself when there is nothing to wait for. */
    static Scheduler onThread(String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true); // a socket that went must not be kept for its token's life
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return (delay, task) -> {
            Future<?> scheduled = timer.schedule(task, delay.toNanos(),
                    TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        };
    }
}

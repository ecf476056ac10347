package lab.socketio.auth;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Stands where a test has put it; what is due runs when the test moves it. For any thread. */
public final class FakeTime extends Clock implements TimeMeter, Scheduler {

    private record Task(Instant at, Runnable run) {
    }

    private static final Instant START = Instant.parse("2026-11-20T10:15:30Z");

    // Guarded by this.
    private final List<Task> tasks = new ArrayList<>();
    private Instant now = START;

    /** Runs, on the thread of the test, what has become due. */
    public void pass(Duration time) {
        List<Task> due;
        synchronized (this) {
            now = now.plus(time);
            due = tasks.stream().filter(task -> !task.at().isAfter(now)).toList();
            tasks.removeAll(due);
        }
        due.forEach(task -> task.run().run());
    }

    /** As a machine does that slept: the time has passed, and the timers are late. */
    public synchronized void passUnnoticed(Duration time) {
        now = now.plus(time);
    }

    /** What is scheduled and was not taken back. */
    public synchronized int waiting() {
        return tasks.size();
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable task) {
        Task scheduled = new Task(now.plus(delay), task);
        tasks.add(scheduled);
        return () -> {
            synchronized (this) {
                tasks.remove(scheduled);
            }
        };
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public long currentTimeNanos() {
        return Duration.between(START, instant()).toNanos();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}

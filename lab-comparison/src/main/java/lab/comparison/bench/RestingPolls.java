package lab.comparison.bench;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** Interval polling's clients between two polls, the next to ask first. */
final class RestingPolls {

    private final long intervalNanos;
    private final Queue<PollingClient> byDue = new PriorityQueue<>(
            Comparator.comparingLong(PollingClient::dueNanos));

    RestingPolls(Duration interval) {
        intervalNanos = interval.toNanos();
    }

    /** {@code intervals}: less than 1 to spread the clients, which do not poll in step. */
    void rest(PollingClient client, double intervals) {
        client.due(System.nanoTime() + (long) (intervals * intervalNanos));
        byDue.add(client);
    }

    /** Takes out one that should poll now; null: none should. */
    PollingClient due() {
        PollingClient next = byDue.peek();
        return next != null && next.dueNanos() <= System.nanoTime()
                ? byDue.remove()
                : null;
    }

    /** Until the next should poll, rounded down to at least 1; 0 when none rests. */
    long waitMillis() {
        PollingClient next = byDue.peek();
        return next == null
                ? 0
                : Math.max(1, (next.dueNanos() - System.nanoTime()) / 1_000_000);
    }
}

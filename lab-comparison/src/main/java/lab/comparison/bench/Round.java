package lab.comparison.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/**
 * The account of one stretch of publishing: what was sent when, what arrived where and how
 * late. The publisher writes the times, the clients' loop everything else.
 *
 * <p>Latency counts from when a publish was <em>due</em>, not from when the server
 * found time to take it: otherwise a server that stalls would hide its own delay.
 */
final class Round {

    private static final long LONGEST_MICROS = 120_000_000;

    private final int first;
    private final int count;
    private final int clients;
    private final AtomicLongArray due;
    private final AtomicLongArray sent;
    /** When the server said 201; 0 until then. */
    private final AtomicLongArray confirmed;
    private final SequenceChecker checker;
    private final Histogram latencyMicros = new Histogram(LONGEST_MICROS, 3);
    private long outOfOrder;
    private long lastArrival;
    private final AtomicLong visibleReceived = new AtomicLong();

    Round(int first, int count, int clients) {
        this.first = first;
        this.count = count;
        this.clients = clients;
        due = new AtomicLongArray(count);
        sent = new AtomicLongArray(count);
        confirmed = new AtomicLongArray(count);
        checker = new SequenceChecker(clients, count);
    }

    void due(int index, long nanos) {
        due.set(index, nanos);
    }

    long dueNanos(int index) {
        return due.get(index);
    }

    void sent(int index, long nanos) {
        sent.set(index, nanos);
    }

    void confirmed(int index, long nanos) {
        confirmed.set(index, nanos);
    }

    int sequence(int index) {
        return first + index;
    }

    int count() {
        return count;
    }

    /** {@code sequence} of another round is not counted. */
    void arrived(int client, int sequence, long now) {
        int index = sequence - first;
        if (index < 0 || index >= count || client >= clients) {
            return;
        }
        int before = checker.highest(client);
        if (!checker.receive(client, index)) {
            return;
        }
        if (index < before && overtaken(index, before)) {
            outOfOrder++;
        }
        lastArrival = now;
        long micros = (now - due.get(index)) / 1_000;
        latencyMicros.recordValue(Math.max(0, Math.min(micros, LONGEST_MICROS)));
    }

    /**
     * Publishes that were under way at the same time have no order among them. Only one that
     * was confirmed before the other was sent must also arrive before it.
     */
    private boolean overtaken(int early, int late) {
        long done = confirmed.get(early);
        return done != 0 && sent.get(late) > done;
    }

    /** Lets other threads see how far it is; once per turn of the loop is often enough. */
    void publishCounts() {
        visibleReceived.setRelease(checker.received());
    }

    long received() {
        return visibleReceived.getAcquire();
    }

    /** Only after the loop has been told to count towards another round. */
    Deliveries result(int accepted, int refused, double plannedSeconds) {
        long expected = (long) accepted * clients;
        long nanos = Math.max(0, lastArrival - due.get(0));
        return new Deliveries(checker.received(),
                Math.max(0, expected - checker.received()),
                checker.duplicates(), outOfOrder, refused,
                Math.max(plannedSeconds, nanos / 1e9), latencyMicros);
    }
}

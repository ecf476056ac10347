package lab.feed;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The feed that every transport carries: one bounded ring of notifications, and a cursor
 * into it for each reader. A reader that is behind reads on from its cursor; one that is
 * so far behind that the ring has turned over, or whose cursor is of another epoch, is told
 * that there is a gap and starts with the earliest notification that is retained.
 *
 * <p>Safe for any number of threads. Reading takes no lock.
 */
public final class NotificationFeed {

    private static final int EPOCH_LENGTH = 6;

    private final String epoch;
    private final Clock clock;
    private final int capacity;
    private final AtomicReferenceArray<Published> ring;
    private final List<Runnable> wakeUps = new CopyOnWriteArrayList<>();
    private volatile long position;
    private volatile Reading latestReading;

    /** @param capacity how many notifications are retained, at least 1 */
    public NotificationFeed(int capacity) {
        this(capacity, Clock.systemUTC(), drawEpoch());
    }

    NotificationFeed(int capacity, Clock clock, String epoch) {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "Capacity must be at least 1, was " + capacity);
        }
        this.capacity = capacity;
        // One slot more than is retained: the one being written is nobody's to read.
        this.ring = new AtomicReferenceArray<>(capacity + 1);
        this.clock = clock;
        this.epoch = epoch;
    }

    /** Appends the draft and wakes every hub. Publishers take turns; no reader holds one up. */
    public Notification publish(NotificationDraft draft) {
        Notification notification = append(draft);
        wakeUps.forEach(Runnable::run);
        return notification;
    }

    /** Appends all of them before it wakes the hubs, so that they can go out together. */
    public void publishTogether(List<NotificationDraft> drafts) {
        drafts.forEach(this::append);
        wakeUps.forEach(Runnable::run);
    }

    private synchronized Notification append(NotificationDraft draft) {
        long next = position + 1;
        Notification notification = draft.publish(cursorAt(next),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        ring.set(slot(next), new Published(next, notification, Json.bytes(notification),
                System.nanoTime()));
        position = next;
        return notification;
    }

    /**
     * A reader that starts at {@code after}. It needs no closing: the feed does not know its
     * readers.
     */
    public Subscription subscribe(After after, Topics topics) {
        long newest = position;
        long earliest = earliestPosition(newest);
        if (after == After.Bound.NOW) {
            return new Subscription(this, topics, newest, null);
        }
        if (after instanceof Cursor cursor) {
            return isRetained(cursor, earliest, newest)
                    ? new Subscription(this, topics, cursor.position(), null)
                    : new Subscription(this, topics, earliest, cursor);
        }
        return new Subscription(this, topics, earliest, null);
    }

    /**
     * Calls {@code wakeUp} after each publication, on the publisher's thread: it must neither
     * block nor throw.
     *
     * @return ends it
     */
    public Runnable onPublish(Runnable wakeUp) {
        wakeUps.add(wakeUp);
        return () -> wakeUps.remove(wakeUp);
    }

    /** How many were ever published, which is the position of the newest. */
    public long position() {
        return position;
    }

    /** Reading one notification after it gives {@code notification}, while that is retained. */
    public String cursorBefore(Notification notification) {
        return cursorAt(Cursor.parse(notification.cursor()).position() - 1);
    }

    /** For a test that nothing is left behind. */
    public int wakeUpCount() {
        return wakeUps.size();
    }

    long earliestPosition() {
        return earliestPosition(position);
    }

    String cursorAt(long at) {
        return new Cursor(epoch, at).toString();
    }

    /** A batch, and the position that it reaches: further than its last notification if the rest is on other topics. */
    record Reading(long from, long newest, long position, Topics topics, int limit,
            Batch batch) {

        boolean answers(long askedFrom, long newestNow, Topics askedTopics,
                int askedLimit) {
            return from == askedFrom && newest == newestNow && limit == askedLimit
                    && topics.equals(askedTopics) && !batch.reset();
        }
    }

    Reading read(long from, Topics topics, int limit, boolean gap) {
        long newest = position;
        Reading latest = latestReading;
        if (!gap && latest != null && latest.answers(from, newest, topics, limit)) {
            return latest;
        }
        Reading reading = scan(from, newest, topics, limit, gap);
        if (!reading.batch().isEmpty()) {
            latestReading = reading;
        }
        return reading;
    }

    private Reading scan(long from, long newest, Topics topics, int limit,
            boolean gap) {
        List<Published> found = new ArrayList<>();
        long at = from;
        while (at < newest && found.size() < limit) {
            Published published = ring.get(slot(at + 1));
            if (published.position() != at + 1) {
                // The ring has turned over since: whatever was found is older than the gap.
                return scan(earliestPosition(position), position, topics, limit, true);
            }
            if (topics.include(published.notification().topic())) {
                found.add(published);
            }
            at++;
        }
        return new Reading(from, newest, at, topics, limit,
                new Batch(found, cursorAt(from), cursorAt(at), gap));
    }

    private boolean isRetained(Cursor cursor, long earliest, long newest) {
        return cursor.epoch().equals(epoch)
                && cursor.position() >= earliest
                && cursor.position() <= newest;
    }

    private long earliestPosition(long newest) {
        return Math.max(0, newest - capacity);
    }

    private int slot(long at) {
        return (int) (at % ring.length());
    }

    private static String drawEpoch() {
        StringBuilder epoch = new StringBuilder();
        new SecureRandom().ints(EPOCH_LENGTH, 0, Character.MAX_RADIX)
                .forEach(digit -> epoch
                        .append(Character.forDigit(digit, Character.MAX_RADIX)));
        return epoch.toString();
    }
}

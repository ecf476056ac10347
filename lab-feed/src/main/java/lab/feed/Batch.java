package lab.feed;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one read of the feed gave. Readers that stand at the same place are given the same
 * batch, so that it is also encoded once for all of them.
 */
public final class Batch {

    /**
     * How a transport writes a batch: constant for a transport, and the key of the cache.
     *
     * @param <T> the bytes for the wire, in one piece or several
     */
    public interface Encoding<T> {
        T encode(Batch batch);
    }

    private final List<Published> notifications;
    private final String start;
    private final String cursor;
    private final boolean reset;
    private final Map<Encoding<?>, Object> encoded = new ConcurrentHashMap<>(2);

    Batch(List<Published> notifications, String start, String cursor, boolean reset) {
        this.notifications = List.copyOf(notifications);
        this.start = start;
        this.cursor = cursor;
        this.reset = reset;
    }

    /** Oldest first. */
    public List<Published> notifications() {
        return notifications;
    }

    /** Where the reading began: after a gap, the place before all that is retained. */
    public String start() {
        return start;
    }

    /** Where to go on from. */
    public String cursor() {
        return cursor;
    }

    /** There is a gap before the first notification: what was asked for is not retained. */
    public boolean reset() {
        return reset;
    }

    /** There is nothing to say: no notification and no gap. */
    public boolean isEmpty() {
        return notifications.isEmpty() && !reset;
    }

    /** What goes over the wire; shared, so nobody may write to it. No encoding may ask for another. */
    @SuppressWarnings("unchecked") // an encoding's entry was made by that encoding
    public <T> T encoded(Encoding<T> encoding) {
        Object bytes = encoded.get(encoding); // nearly always there: no lock, no lambda
        return (T) (bytes != null
                ? bytes
                : encoded.computeIfAbsent(encoding, e -> e.encode(this)));
    }
}

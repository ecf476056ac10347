package lab.feed;

/**
 * One reader of the feed: a place in the ring, and nothing else. However slow its reader,
 * it holds no notification back and costs the same memory.
 *
 * <p>Not for several threads at once: its owner takes turns.
 */
public final class Subscription {

    private final NotificationFeed feed;
    private final Topics topics;
    private long position;
    private boolean reset;

    Subscription(NotificationFeed feed, Topics topics, long position, boolean reset) {
        this.feed = feed;
        this.topics = topics;
        this.position = position;
        this.reset = reset;
    }

    /**
     * What came since the last call, and moves on. Never blocks.
     *
     * @param limit how many notifications at most, so that one write has a bound
     * @return empty if there is nothing new on these topics
     */
    public Batch next(int limit) {
        NotificationFeed.Reading reading = feed.read(position, topics, limit, reset);
        position = reading.position();
        reset = false;
        return reading.batch();
    }

    /** There is something to read, though perhaps on other topics. */
    public boolean isBehind() {
        return reset || position < feed.position();
    }

    /** What this reader has not yet read is no longer all retained: it is too slow. */
    public boolean isOverrun() {
        return position < feed.earliestPosition();
    }

    /** Where {@link #next} goes on. */
    public String cursor() {
        return feed.cursorAt(position);
    }

    /** The subscription begins with a gap. */
    public boolean startsWithGap() {
        return reset;
    }
}

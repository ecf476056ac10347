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
    /** What was asked for and is not retained; null if nothing is missing, or once that is said. */
    private Cursor missing;

    Subscription(NotificationFeed feed, Topics topics, long position, Cursor missing) {
        this.feed = feed;
        this.topics = topics;
        this.position = position;
        this.missing = missing;
    }

    /**
     * What came since the last call, and moves on. Never blocks.
     *
     * @param limit how many notifications at most, so that one write has a bound
     * @return empty if there is nothing new on these topics
     */
    public Batch next(int limit) {
        NotificationFeed.Reading reading = feed.read(position, topics, limit,
                missing != null);
        position = reading.position();
        missing = null;
        return reading.batch();
    }

    /** There is something to read, though perhaps on other topics. */
    public boolean isBehind() {
        return missing != null || position < feed.position();
    }

    /** What this reader has not yet read is no longer all retained: it is too slow. */
    public boolean isOverrun() {
        return position < feed.earliestPosition();
    }

    /**
     * Where {@link #next} goes on. As long as a gap has not been read it is the cursor that was
     * asked for: a client that breaks off now and resumes from it is told of the gap then.
     */
    public String cursor() {
        return missing != null ? missing.toString() : feed.cursorAt(position);
    }

    /** The subscription begins with a gap. */
    public boolean startsWithGap() {
        return missing != null;
    }
}

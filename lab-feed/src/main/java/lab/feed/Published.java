package lab.feed;

/**
 * A notification in the ring, serialised once however many clients receive it.
 *
 * @param position 1 for the first of the feed
 * @param json its UTF-8; shared, so nobody may write to it
 * @param publishedNanos {@link System#nanoTime()}, to measure how long delivery takes
 */
public record Published(long position, Notification notification, byte[] json,
        long publishedNanos) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Published that
                && notification.equals(that.notification);
    }

    @Override
    public int hashCode() {
        return notification.hashCode();
    }
}

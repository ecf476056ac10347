package lab.feed.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import lab.feed.Notification;
import lab.feed.NotificationDraft;
import lab.feed.NotificationFeed;

/** Publishes for clients, each address at its rate, whichever transport it uses. */
public final class Publisher {

    private final NotificationFeed feed;
    private final int perSecond;
    private final Buckets buckets;

    Publisher(NotificationFeed feed, int perSecond) {
        this.feed = feed;
        this.perSecond = perSecond;
        this.buckets = new Buckets(perSecond, maxAtOnce(),
                TimeMeter.SYSTEM_MILLISECONDS);
    }

    /**
     * Publishes what a client sent.
     *
     * @throws lab.feed.InvalidInput if it is not a draft; that counts towards the rate too
     * @throws TooManyRequests if the address publishes too fast
     */
    public Notification publish(String address, JsonNode draft) {
        take(address, 1);
        return feed.publish(NotificationDraft.parse(draft));
    }

    /** An address's whole allowance: for more it would wait in vain. */
    int maxAtOnce() {
        return 2 * perSecond;
    }

    /**
     * Takes from the address's allowance.
     *
     * @throws TooManyRequests if it has fewer left; then nothing is taken
     */
    void take(String address, int count) {
        Duration wait = buckets.take(address, count);
        if (!wait.isZero()) {
            throw new TooManyRequests(perSecond, wait);
        }
    }

    /** The client publishes faster than {@code lab.publish.rate}. */
    public static final class TooManyRequests extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Duration wait;

        TooManyRequests(int perSecond, Duration wait) {
            super("Publishes must be at most %d a second from one address, bursts of %d; try again in %d ms"
                    .formatted(perSecond, 2 * perSecond, wait.toMillis() + 1));
            this.wait = wait;
        }

        /** For {@code Retry-After} (RFC 9110 §10.2.3): whole seconds, at least one. */
        public long retryAfterSeconds() {
            return Math.max(1,
                    TimeUnit.NANOSECONDS.toSeconds(wait.toNanos() + 999_999_999L));
        }
    }
}

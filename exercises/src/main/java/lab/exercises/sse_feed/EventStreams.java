package lab.exercises.sse_feed;

import io.javalin.http.Context;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lab.feed.Batch;
import lab.feed.NotificationFeed;
import lab.feed.Published;
import lab.feed.Subscription;

/**
 * Everybody who reads the event stream. New clients, publications, heartbeats and sockets that take more
 * come on threads of their own.
 */
final class EventStreams {

    /** How long a browser waits before it connects again. */
    private static final int RETRY_MILLIS = 2_000;
    /** A bound for one write. */
    private static final int MAX_BATCH = 64;

    private final NotificationFeed feed;
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();

    EventStreams(NotificationFeed feed) {
        this.feed = feed;
    }

    /** How many clients there are. */
    int size() {
        return clients.size();
    }

    /** Something has been published. */
    void published() {
        clients.forEach(EventStreams::drain);
    }

    /**
     * A reader of the feed that starts where the client says.
     *
     * @param lastEventId the field: null, or what the browser has received last
     * @param after the parameter: null, {@code earliest} or a cursor
     * @param topics the parameter: null or {@code a,b}
     */
    Subscription subscribe(String lastEventId, String after, String topics) {
        // TODO 1: When a browser connects again the address is still that of the first time, but it knows better.
        throw new UnsupportedOperationException("TODO 1");
    }

    /** Sets what the response begins with. */
    static void setHead(Context ctx) {
        // TODO 2: Say what it is, that nobody may keep it, and that a proxy may not collect it before passing it on.
        throw new UnsupportedOperationException("TODO 2");
    }

    /** A client whose stream has just begun, and is ready. */
    void add(Client client) {
        // TODO 3: Send retry and the id to resume from. Keep the client until it goes; only then see what there is.
        throw new UnsupportedOperationException("TODO 3");
    }

    /** Sends what the client has not been sent yet, be it history or live, as far as it takes it. */
    private static void drain(Client client) {
        // TODO 4: Write the next batch while the client is ready. What it does not take stays in the feed.
        throw new UnsupportedOperationException("TODO 4");
    }

    /** As text of the stream; {@link Published#json} is always a single line. */
    private static String encode(Batch batch) {
        // TODO 5: An event reset if there is a gap, then an event for each notification, all with their ids.
        throw new UnsupportedOperationException("TODO 5");
    }

    /** Called now and then: keeps streams from looking idle, and finds the clients that are gone. */
    void heartbeat() {
        // TODO 6: Write a comment to each client that is ready.
        throw new UnsupportedOperationException("TODO 6");
    }
}

package lab.exercises.sse_feed;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lab.feed.After;
import lab.feed.Batch;
import lab.feed.NotificationFeed;
import lab.feed.Published;
import lab.feed.Subscription;
import lab.feed.Topics;

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
        // tag::todo-1[] When a browser connects again the address is still that of the first time, but it knows better.
        return feed.subscribe(After.parse(lastEventId == null ? after : lastEventId),
                Topics.parse(topics));
        // end::todo-1[]
    }

    /** Sets what the response begins with. */
    static void setHead(Context ctx) {
        // tag::todo-2[] Say what it is, that nobody may keep it, and that a proxy may not collect it before passing it on.
        ctx.contentType("text/event-stream");
        ctx.header("Cache-Control", "no-store");
        ctx.header("X-Accel-Buffering", "no");
        // end::todo-2[]
    }

    /** A client whose stream has just begun, and is ready. */
    void add(Client client) {
        // tag::todo-3[] Send retry and the id to resume from. Keep the client until it goes; only then see what there is.
        ResponseStream response = client.response();
        response.write("retry: %d\nid: %s\n\n".formatted(RETRY_MILLIS,
                client.subscription().cursor()));
        clients.add(client);
        response.onClose(() -> clients.remove(client));
        response.onReady(() -> drain(client));
        drain(client);
        // end::todo-3[]
    }

    /** Sends what the client has not been sent yet, be it history or live, as far as it takes it. */
    private static void drain(Client client) {
        // tag::todo-4[] Write the next batch while the client is ready. What it does not take stays in the feed.
        synchronized (client) {
            while (client.response().isReady() && client.subscription().isBehind()) {
                Batch batch = client.subscription().next(MAX_BATCH);
                if (!batch.isEmpty()) {
                    client.response().write(encode(batch));
                }
            }
        }
        // end::todo-4[]
    }

    /** As text of the stream; {@link Published#json} is always a single line. */
    private static String encode(Batch batch) {
        // tag::todo-5[] An event reset if there is a gap, then an event for each notification, all with their ids.
        StringBuilder stream = new StringBuilder();
        if (batch.reset()) {
            stream.append("id: %1$s\nevent: reset\ndata: {\"cursor\":\"%1$s\"}\n\n"
                    .formatted(batch.start()));
        }
        for (Published published : batch.notifications()) {
            stream.append("id: ").append(published.notification().cursor())
                    .append("\nevent: notification\ndata: ")
                    .append(new String(published.json(), StandardCharsets.UTF_8))
                    .append("\n\n");
        }
        return stream.toString();
        // end::todo-5[]
    }

    /** Called now and then: keeps streams from looking idle, and finds the clients that are gone. */
    void heartbeat() {
        // tag::todo-6[] Write a comment to each client that is ready.
        for (Client client : clients) {
            synchronized (client) {
                if (client.response().isReady()) {
                    client.response().write(": heartbeat\n\n");
                }
            }
        }
        // end::todo-6[]
    }
}

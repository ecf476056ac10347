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
        return feed.subscribe(After.parse(lastEventId == null ? after : lastEventId),
                Topics.parse(topics));
    }

    /** Sets what the response begins with. */
    static void setHead(Context ctx) {
        ctx.contentType("text/event-stream");
        ctx.header("Cache-Control", "no-store");
        ctx.header("X-Accel-Buffering", "no");
    }

    /** A client whose stream has just begun, and is ready. */
    void add(Client client) {
        ResponseStream response = client.response();
        response.write("retry: %d\nid: %s\n\n".formatted(RETRY_MILLIS,
                client.subscription().cursor()));
        clients.add(client);
        response.onClose(() -> clients.remove(client));
        drain(client);
    }

    /** Sends what the client has not been sent yet, be it history or live, as far as it takes it. */
    private static void drain(Client client) {
        synchronized (client) {
            while (client.response().isReady() && client.subscription().isBehind()) {
                Batch batch = client.subscription().next(MAX_BATCH);
                if (!batch.isEmpty()) {
                    client.response().write(encode(batch));
                }
            }
        }
    }

    /** As text of the stream; {@link Published#json} is always a single line. */
    private static String encode(Batch batch) {
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
    }

    /** Called now and then: keeps streams from looking idle, and finds the clients that are gone. */
    void heartbeat() {
        for (Client client : clients) {
            synchronized (client) {
                if (client.response().isReady()) {
                    client.response().write(": heartbeat\n\n");
                }
            }
        }
    }
}

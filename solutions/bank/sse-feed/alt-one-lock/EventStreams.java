package lab.exercises.sse_feed;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

    private final NotificationFeed feed;
    /** Guarded by this. */
    private final List<Client> clients = new ArrayList<>();

    EventStreams(NotificationFeed feed) {
        this.feed = feed;
    }

    /** How many clients there are. */
    synchronized int size() {
        return clients.size();
    }

    /** Something has been published. */
    synchronized void published() {
        for (Client client : List.copyOf(clients)) {
            drain(client);
            if (client.subscription().isOverrun()) {
                client.response().close(); // it comes again, and is told of the gap
            }
        }
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
    synchronized void add(Client client) {
        ResponseStream response = client.response();
        response.write("retry: %d\nid: %s\n\n".formatted(RETRY_MILLIS,
                client.subscription().cursor()));
        clients.add(client);
        response.onClose(() -> remove(client));
        response.onReady(() -> drain(client));
        drain(client);
    }

    private synchronized void remove(Client client) {
        clients.remove(client);
    }

    /** Sends what the client has not been sent yet, be it history or live, as far as it takes it. */
    private synchronized void drain(Client client) {
        while (client.response().isReady() && client.subscription().isBehind()) {
            Batch batch = client.subscription().next(1);
            if (!batch.isEmpty()) {
                client.response().write(encode(batch));
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
    synchronized void heartbeat() {
        for (Client client : List.copyOf(clients)) {
            if (client.response().isReady()) {
                client.response().write(": still here\n: really\n\n");
            }
        }
    }
}

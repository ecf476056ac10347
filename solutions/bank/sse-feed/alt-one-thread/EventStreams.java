package lab.exercises.sse_feed;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
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
    /** Everything below happens on this thread, so that nothing needs a lock. */
    private final ExecutorService thread;
    private final Set<Client> clients = new HashSet<>();
    private volatile int size;

    EventStreams(NotificationFeed feed, ExecutorService thread) {
        this.feed = feed;
        this.thread = thread;
    }

    /** How many clients there are. */
    int size() {
        return size;
    }

    private void later(Runnable task) {
        if (!thread.isShutdown()) {
            thread.execute(task);
        }
    }

    /** Something has been published. */
    void published() {
        thread.execute(() -> clients.forEach(EventStreams::drain));
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
        thread.execute(() -> {
            client.response().write("retry: %d\nid: %s\n\n".formatted(RETRY_MILLIS,
                    client.subscription().cursor()));
            clients.add(client);
            size = clients.size();
            client.response().onClose(() -> later(() -> {
                clients.remove(client);
                size = clients.size();
            }));
            client.response().onReady(() -> later(() -> drain(client)));
            drain(client);
        });
    }

    /** Sends what the client has not been sent yet, be it history or live, as far as it takes it. */
    private static void drain(Client client) {
        while (client.response().isReady() && client.subscription().isBehind()) {
            Batch batch = client.subscription().next(MAX_BATCH);
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
    void heartbeat() {
        thread.execute(() -> clients.stream().map(Client::response)
                .filter(ResponseStream::isReady)
                .forEach(response -> response.write(":\n\n")));
    }
}

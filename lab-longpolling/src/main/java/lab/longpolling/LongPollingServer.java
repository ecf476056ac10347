package lab.longpolling;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import lab.feed.NotificationFeed;
import lab.feed.Subscription;
import lab.feed.server.Connections;
import lab.feed.server.LabMain;
import lab.feed.server.LabServer;
import lab.feed.server.Query;
import lab.feed.server.Settings;
import lab.feed.server.Transport;
import lab.feed.server.TransportMetrics;

/** The feed by long polling: {@code GET /poll?after=&topics=}. */
public final class LongPollingServer implements Transport {

    private static final int DEFAULT_PORT = 7001;

    private final NotificationFeed feed;
    private final PollHub hub;

    public LongPollingServer(LabServer.Parts parts) {
        feed = parts.feed();
        hub = new PollHub(parts);
    }

    public static void main(String[] args) {
        LabMain.run(args, "longpolling", DEFAULT_PORT, LongPollingServer::start);
    }

    public static LabServer start(Settings settings) {
        return LabServer.start(settings, LongPollingServer::new);
    }

    @Override
    public String name() {
        return "longpolling";
    }

    @Override
    public void configure(JavalinConfig config) {
        config.routes.get("/poll", this::poll);
        config.routes.exception(PollHub.Dropped.class, (dropped, ctx) -> Connections.cut(ctx));
    }

    // tag::poll[]
    private void poll(Context ctx) {
        Query query = Query.of(ctx);
        Subscription subscription = feed.subscribe(query.after(), query.topics());
        hub.metrics().subscribed(query.after(), subscription);
        // The handler returns, the thread is free, and the request waits for the future.
        ctx.future(() -> hub.poll(subscription, query.client())
                .thenAccept(answer -> answer.send(ctx)));
    }
    // end::poll[]

    @Override
    public TransportMetrics metrics() {
        return hub.metrics();
    }

    @Override
    public int drop(String client) {
        return hub.drop(client) ? 1 : 0;
    }

    @Override
    public void stop() {
        hub.stop();
    }
}

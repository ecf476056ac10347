package lab.longpolling;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
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

    private final PollHub hub;

    public LongPollingServer(LabServer.Parts parts) {
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
        config.routes.exception(PollHub.Dropped.class,
                (dropped, ctx) -> Connections.breakOff(Connections.endPoint(ctx)));
    }

    // tag::poll[]
    private void poll(Context ctx) {
        PollHub.Poll poll = hub.open(Query.of(ctx));
        PollConnection.takeOver(ctx, hub);
        // The handler returns, the thread is free, and the request waits for the future.
        ctx.future(() -> {
            hub.start(poll);
            return poll.answer().thenCompose(batch -> PollAnswer.send(ctx, batch));
        });
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

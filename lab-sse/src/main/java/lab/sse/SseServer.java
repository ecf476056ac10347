package lab.sse;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import lab.feed.After;
import lab.feed.server.LabMain;
import lab.feed.server.LabServer;
import lab.feed.server.Query;
import lab.feed.server.Settings;
import lab.feed.server.Transport;
import lab.feed.server.TransportMetrics;

/** The feed as Server-Sent Events: {@code GET /events?after=&topics=}. */
public final class SseServer implements Transport {

    private static final int DEFAULT_PORT = 7002;

    private final SseHub hub;

    public SseServer(LabServer.Parts parts) {
        hub = new SseHub(parts);
    }

    public static void main(String[] args) {
        LabMain.run(args, "sse", DEFAULT_PORT, SseServer::start);
    }

    public static LabServer start(Settings settings) {
        return LabServer.start(settings, SseServer::new);
    }

    @Override
    public String name() {
        return "sse";
    }

    @Override
    public void configure(JavalinConfig config) {
        config.routes.get("/events", this::stream);
        config.routes.head("/events", SseServer::setHead); // otherwise Javalin says text/plain
    }

    private void stream(Context ctx) throws IOException {
        Query query = Query.of(ctx);
        // The browser's own reconnection knows better than the address of the first connection.
        String lastEventId = ctx.header("Last-Event-ID");
        After after = lastEventId == null ? query.after() : After.parse(lastEventId);

        setHead(ctx);
        hub.open(ctx, after, query.topics(), query.client());
    }

    private static void setHead(Context ctx) {
        ctx.contentType("text/event-stream");
        ctx.header("Cache-Control", "no-store");
        ctx.header("X-Accel-Buffering", "no"); // nginx would collect events before passing them on
    }

    @Override
    public TransportMetrics metrics() {
        return hub.metrics();
    }

    @Override
    public int drop(String client) {
        return hub.drop(client);
    }

    @Override
    public void stop() {
        hub.stop();
    }
}

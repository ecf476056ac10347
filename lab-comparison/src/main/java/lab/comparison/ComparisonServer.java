package lab.comparison;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.feed.InvalidInput;
import lab.feed.Json;
import lab.feed.NotificationFeed;
import lab.feed.server.LabMain;
import lab.feed.server.LabServer;
import lab.feed.server.Query;
import lab.feed.server.Settings;
import lab.feed.server.Transport;
import lab.longpolling.LongPollingServer;
import lab.socketio.demo.SocketIoTransports;
import lab.sse.SseServer;
import lab.websocket.WebSocketServer;

/** All transports on one feed and one port, with what they cost. */
public final class ComparisonServer {

    private static final int DEFAULT_PORT = 7000;

    private ComparisonServer() {
    }

    public static void main(String[] args) {
        LabMain.run(args, "comparison", DEFAULT_PORT, ComparisonServer::start);
    }

    public static LabServer start(Settings settings) {
        WireRoute wire = new WireRoute();
        Traffic traffic = new Traffic(wire);
        return LabServer.start(settings, parts -> new LabServer.Lab(
                "comparison",
                transports(parts),
                config -> configure(config, traffic, wire),
                traffic),
                new NotificationFeed(settings.capacity()));
    }

    private static List<Transport> transports(LabServer.Parts parts) {
        List<Transport> transports = new ArrayList<>(List.of(
                new LongPollingServer(parts), new SseServer(parts),
                new WebSocketServer(parts)));
        transports.addAll(SocketIoTransports.of(parts));
        return transports;
    }

    private static void configure(JavalinConfig config, Traffic traffic,
            WireRoute wire) {
        wire.configure(config);
        config.routes.get("/traffic", ctx -> traffic(ctx, traffic));
        config.events.serverStopping(wire::stop);
    }

    /**
     * {@code GET /traffic?client=}: what one client has caused on the server's sockets.
     *
     * <pre>
     * {"transports":{"sse":{"requests":1,"bytesUp":312,"bytesDown":8120,"connections":1}}}
     * </pre>
     */
    private static void traffic(Context ctx, Traffic traffic) {
        String client = Query.of(ctx).client();
        if (client == null) {
            throw new InvalidInput("client", "the name of a client", "missing");
        }
        ctx.contentType("application/json");
        ctx.header("Cache-Control", "no-store");
        ctx.result(Json.bytes(Map.of("transports", traffic.of(client))));
    }
}

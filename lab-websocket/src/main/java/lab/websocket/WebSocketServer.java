package lab.websocket;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import lab.feed.InvalidInput;
import lab.feed.server.LabMain;
import lab.feed.server.LabServer;
import lab.feed.server.Origins;
import lab.feed.server.Problem;
import lab.feed.server.ProblemException;
import lab.feed.server.Query;
import lab.feed.server.Settings;
import lab.feed.server.Transport;
import lab.feed.server.TransportMetrics;
import lab.feed.websocket.Deflate;
import lab.feed.websocket.Handshake;
import lab.feed.websocket.WebSocketConnection;

/**
 * The feed over WebSocket: {@code /ws?after=&topics=}. With {@code deflate=true} messages are
 * compressed, if the client offers it; otherwise not, so that they can be read on the wire.
 */
public final class WebSocketServer implements Transport {

    static final String SUBPROTOCOL = "lab.feed.v1";

    private static final int DEFAULT_PORT = 7003;
    /** As much as a notification may take over HTTP. */
    private static final int MAX_MESSAGE_BYTES = 8 * 1024;
    /** A peer that answers pings is never idle that long; one that does not is gone before. */
    private static final int IDLE_HEARTBEATS = 3;

    private final Duration idle;
    private final Origins origins;
    private final WebSocketHub hub;

    public WebSocketServer(LabServer.Parts parts) {
        idle = parts.settings().heartbeat().multipliedBy(IDLE_HEARTBEATS);
        origins = parts.origins();
        hub = new WebSocketHub(parts);
    }

    public static void main(String[] args) {
        LabMain.run(args, "websocket", DEFAULT_PORT, WebSocketServer::start);
    }

    public static LabServer start(Settings settings) {
        return LabServer.start(settings, WebSocketServer::new);
    }

    @Override
    public String name() {
        return "websocket";
    }

    /**
     * Javalin finds the route and runs the handler before the upgrade; the upgrade is ours, so
     * that what Javalin would do with the connection is left out.
     */
    @Override
    public void configure(JavalinConfig config) {
        config.routes.wsBeforeUpgrade("/ws", this::upgrade);
        config.routes.ws("/ws", none -> {
        });
        config.routes.get("/ws", Handshake::requireUpgrade); // Javalin knows an upgrade by its version
    }

    // tag::handshake[]
    private void upgrade(Context ctx) throws IOException {
        ctx.skipRemainingHandlers();
        try {
            Handshake.requireUpgrade(ctx);
            Handshake.requireKey(ctx);
            origins.require(ctx);
            Query query = Query.of(ctx);
            boolean deflate = "true".equals(ctx.queryParam("deflate"))
                    && Deflate.isAcceptable(ctx.header("Sec-WebSocket-Extensions"));
            Handshake.accept(ctx, SUBPROTOCOL, deflate);
            WebSocketConnection.takeOver(ctx, MAX_MESSAGE_BYTES, deflate, idle,
                    hub.newClient(query, ctx.req().getRemoteAddr()));
        } catch (InvalidInput invalid) {
            refuse(ctx, Problem.of(invalid));
        } catch (ProblemException refused) {
            refuse(ctx, refused.problem());
        }
    }
    // end::handshake[]

    /** Javalin writes no results while it upgrades. */
    private static void refuse(Context ctx, Problem problem) throws IOException {
        ctx.res().setHeader("Sec-WebSocket-Protocol", null);
        problem.sendDirectly(ctx);
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

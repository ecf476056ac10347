package lab.websocket;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import java.io.IOException;
import java.time.Duration;
import lab.feed.InvalidInput;
import lab.feed.server.Connections;
import lab.feed.server.LabEndPoint;
import lab.feed.server.LabMain;
import lab.feed.server.LabServer;
import lab.feed.server.Origins;
import lab.feed.server.Problem;
import lab.feed.server.ProblemException;
import lab.feed.server.Query;
import lab.feed.server.Settings;
import lab.feed.server.Transport;
import lab.feed.server.TransportMetrics;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;

/** The feed over WebSocket: {@code /ws?after=&topics=}. */
public final class WebSocketServer implements Transport {

    private static final int DEFAULT_PORT = 7003;
    /** As much as a notification may take over HTTP. */
    private static final int MAX_MESSAGE_BYTES = 8 * 1024;
    /** Jetty's own frames, and compressed ones: more than a batch and its answers. */
    private static final int MAX_OUTGOING_FRAMES = 256;
    private static final String ENDPOINT = "endpoint";

    private final Settings settings;
    private final Origins origins;
    private final WebSocketHub hub;

    public WebSocketServer(LabServer.Parts parts) {
        settings = parts.settings();
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

    @Override
    public void configure(JavalinConfig config) {
        config.jetty.modifyWebSocketServletFactory(this::limit);
        config.jetty.modifyServer(server -> server.insertHandler(new DeflateSwitch()));
        config.routes.wsBeforeUpgrade("/ws", this::beforeUpgrade);
        config.routes.ws("/ws", this::serve);
        config.routes.get("/ws", Handshake::requireVersion); // an upgrade without a version
    }

    private void limit(JettyWebSocketServletFactory factory) {
        factory.setMaxTextMessageSize(MAX_MESSAGE_BYTES);
        factory.setMaxBinaryMessageSize(MAX_MESSAGE_BYTES);
        factory.setMaxOutgoingFrames(MAX_OUTGOING_FRAMES);
        // Half-open peers are noticed by their missing pongs; a ping is traffic to this timer.
        factory.setIdleTimeout(settings.heartbeat().multipliedBy(3).plus(Duration.ofSeconds(1)));
    }

    // tag::handshake[]
    private void beforeUpgrade(Context ctx) throws IOException {
        try {
            Handshake.requireVersion(ctx);
            Handshake.requireKey(ctx);
            origins.require(ctx);
            Query.of(ctx);
            Handshake.selectSubprotocol(ctx);
            ctx.attribute(ENDPOINT, Connections.endPoint(ctx));
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
        ctx.skipRemainingHandlers();
    }

    private void serve(WsConfig ws) {
        ws.onConnect(this::open);
        ws.onMessage(ctx -> hub.receive(ctx.session, ctx.message()));
        ws.onBinaryMessage(ctx -> ctx.closeSession(CloseCode.UNSUPPORTED_DATA.code(), "Only text is understood here"));
        ws.onClose(ctx -> hub.close(ctx.session));
        ws.onError(ctx -> hub.close(ctx.session));
    }

    private void open(WsConnectContext ctx) {
        LabEndPoint endPoint = ctx.attribute(ENDPOINT);
        hub.open(ctx.session, endPoint, Connections.address(endPoint), Query.of(ctx::queryParam));
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

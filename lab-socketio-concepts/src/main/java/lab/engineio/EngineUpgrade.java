package lab.engineio;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import lab.feed.InvalidInput;
import lab.feed.server.Problem;
import lab.feed.server.ProblemException;
import lab.feed.websocket.CloseCode;
import lab.feed.websocket.Frame;
import lab.feed.websocket.Handshake;
import lab.feed.websocket.WebSocketConnection;
import org.eclipse.jetty.util.Callback;

/**
 * WebSocket as the carrier of a session: a new one, or one that begins by polling and is upgraded
 * (Engine.IO protocol v4, "Upgrade": {@code 2probe}, {@code 3probe}, {@code 5}).
 */
final class EngineUpgrade {

    private static final String PROBE = "probe";

    private final EngineServer server;

    EngineUpgrade(EngineServer server) {
        this.server = server;
    }

    void upgrade(Context ctx) throws IOException {
        ctx.skipRemainingHandlers();
        try {
            Handshake.requireUpgrade(ctx);
            Handshake.requireKey(ctx);
            EngineError error = server.check(ctx, "websocket");
            if (error != null) {
                error.sendDirectly(ctx);
                return;
            }
            EngineOptions options = server.options();
            Duration idle = options.pingInterval().plus(options.pingTimeout())
                    .multipliedBy(2); // the heartbeat ends a dead session long before
            Handshake.accept(ctx, null, false);
            String id = ctx.queryParam("sid");
            WebSocketConnection.takeOver(ctx, options.maxPayload(), false, idle,
                    id == null
                            ? new Carrier(EngineServer.request(ctx))
                            : new Carrier(server.socket(id)));
        } catch (InvalidInput invalid) {
            Problem.of(invalid).sendDirectly(ctx);
        } catch (ProblemException refused) {
            refused.problem().sendDirectly(ctx);
        }
    }

    private enum Step {
        AWAITS_PROBE, AWAITS_UPGRADE, CARRIES, REFUSED
    }

    /** One WebSocket. */
    private final class Carrier implements WebSocketConnection.Listener {

        /** What opens a session; null if there is one that is to be upgraded. */
        private final EngineRequest request;
        /** Null until the session is opened, or if it has ended meanwhile. */
        private EngineSocket socket;
        private WebSocketConnection connection;
        private ScheduledFuture<?> timeout;
        /** The timeout may come while the connection's own thread goes on: hence the lock. */
        private volatile Step step = Step.AWAITS_PROBE;

        Carrier(EngineRequest request) {
            this.request = request;
        }

        Carrier(EngineSocket socket) {
            this.request = null;
            this.socket = socket;
        }

        @Override
        public void onOpen(WebSocketConnection opened) {
            connection = opened;
            if (request != null) { // only now: a client may leave before it has its answer
                socket = server.open(request);
                step = Step.CARRIES;
                socket.carryOn(opened);
                write(server.handshake(socket, List.of()));
                server.announce(socket);
            } else if (socket == null || !socket.mayUpgrade()) {
                refuse("This session has its WebSocket already");
            } else {
                timeout = server.scheduler().schedule(
                        () -> refuse("The upgrade takes too long"),
                        server.options().upgradeTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void onText(String text) {
            try {
                EnginePacket packet = EnginePacket.decode(text);
                if (step == Step.CARRIES) {
                    socket.receive(packet);
                } else {
                    prepare(packet);
                }
            } catch (IllegalArgumentException malformed) {
                if (step == Step.CARRIES) {
                    socket.close("parse error");
                } else {
                    refuse("Not a packet");
                }
            }
        }

        /** Before the upgrade there is only the probe, and the word that completes it. */
        private synchronized void prepare(EnginePacket packet) {
            boolean isProbe = packet.type() == EnginePacket.Type.PING
                    && PROBE.equals(packet.data().text());
            if (isProbe && step == Step.AWAITS_PROBE && socket.probe(true)) {
                step = Step.AWAITS_UPGRADE;
                write("3" + PROBE);
            } else if (packet.type() == EnginePacket.Type.UPGRADE
                    && step == Step.AWAITS_UPGRADE && socket.carryOn(connection)) {
                step = Step.CARRIES;
                timeout.cancel(false);
            } else {
                refuse("Nothing but an upgrade is awaited");
            }
        }

        @Override
        public void onBinary(byte[] bytes) {
            if (step == Step.CARRIES) {
                socket.receive(EnginePacket.message(EngineMessage.binary(bytes)));
            } else {
                refuse("Nothing but an upgrade is awaited");
            }
        }

        @Override
        public void onClose() {
            refuse("It has ended by itself");
            if (step == Step.CARRIES) {
                socket.lost(connection);
            }
        }

        /** Polling goes on; unless the upgrade is complete, which the timeout may not have known. */
        private synchronized void refuse(String reason) {
            if (step == Step.CARRIES) {
                return;
            }
            if (timeout != null) {
                timeout.cancel(false);
            }
            if (step == Step.AWAITS_UPGRADE) {
                socket.probe(false);
            }
            step = Step.REFUSED;
            connection.close(CloseCode.PROTOCOL_ERROR, reason);
        }

        private void write(String packet) {
            connection.write(Frame.text(packet).encode(), Callback.NOOP);
        }
    }
}

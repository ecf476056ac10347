package lab.websocket;

import java.nio.ByteBuffer;
import java.util.List;
import lab.feed.Batch;
import lab.feed.server.Drain;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * The other end of one connection. Sends frames, not strings: a payload is encoded once and
 * shared by all the connections that it goes to, which Javalin's and Jetty's {@code send}
 * would encode for each.
 */
final class WebSocketPeer implements Drain.Sink {

    /** RFC 6455 §5.5.1: two bytes of the 125 are the code. */
    static final int MAX_REASON_BYTES = 123;
    private static final ByteBuffer NO_PAYLOAD = ByteBuffer.allocate(0);

    private final Session session;
    private final CoreSession frames;
    private final EndPoint endPoint;

    /** Guarded by the drain, which sends one heartbeat at a time. */
    private long bytesInAtLastPing = -1;

    WebSocketPeer(Session session, EndPoint endPoint) {
        this.session = session;
        this.frames = ((WebSocketSession) session).getCoreSession();
        this.endPoint = endPoint;
    }

    /** Sends a text message and returns; a peer that has too many waiting is cut off. */
    void send(ByteBuffer payload) {
        frames.sendFrame(new Frame(OpCode.TEXT, payload), Callback.from(() -> {
        }, failed -> cut()), false);
    }

    @Override
    public void write(Batch batch, Callback callback) {
        List<ByteBuffer> payloads = batch.encoded(ServerMessage.ENCODING);
        int last = payloads.size() - 1;
        for (int i = 0; i <= last; i++) {
            Frame frame = new Frame(OpCode.TEXT, payloads.get(i).slice());
            // All but the last may wait in Jetty's buffer, so that the batch is one write.
            frames.sendFrame(frame, i == last ? callback : Callback.NOOP, i < last);
        }
    }

    /**
     * A ping, which every peer must answer (§5.5.2). Jetty takes its own ping for activity, so
     * it would never notice that nothing comes back any more; this does.
     */
    @Override
    public void heartbeat(Callback callback) {
        long bytesIn = endPoint.getConnection().getBytesIn();
        if (bytesIn == bytesInAtLastPing) {
            callback.failed(new java.util.concurrent.TimeoutException("No pong since the last ping"));
            cut();
            return;
        }
        bytesInAtLastPing = bytesIn;
        frames.sendFrame(new Frame(OpCode.PING, NO_PAYLOAD.slice()), callback, false);
    }

    @Override
    public void disconnectSlow() {
        // It would have to read everything else first, so it hardly gets to see this.
        close(CloseCode.TRY_AGAIN_LATER, "Reading too slowly");
        cut();
    }

    /** @param reason at most 123 bytes of UTF-8 */
    void close(CloseCode code, String reason) {
        session.close(code.code(), reason, org.eclipse.jetty.websocket.api.Callback.NOOP);
    }

    /** Ends the connection without a close frame: the peer sees 1006. */
    void cut() {
        endPoint.close();
    }
}

package lab.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeoutException;
import lab.feed.Batch;
import lab.feed.server.Connections;
import lab.feed.server.Drain;
import lab.feed.server.LabEndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * The other end of one connection.
 *
 * <p>Jetty reads from it, and closes it. But what we send goes to the socket as bytes that
 * are encoded once for all connections: Javalin's and Jetty's {@code send} would make a
 * frame of each message for each of them, which costs as much again as the write itself.
 * Only where compression was negotiated every connection needs bytes of its own.
 */
final class WebSocketPeer implements Drain.Sink {

    /** Frames of a batch, one after the other, as one write. */
    private static final Batch.Encoding<ByteBuffer> FRAMES = WebSocketPeer::frames;
    private static final ByteBuffer PING = ByteBuffer.wrap(new Frame(Frame.PING, ByteBuffer.allocate(0)).encode());
    /** Answers that wait to be written; who asks for more without reading is cut off. */
    private static final int MAX_WAITING_ANSWERS = 64;

    private final Session session;
    private final CoreSession compressing;
    private final LabEndPoint endPoint;

    /** Guarded by the drain, which sends one heartbeat at a time. */
    private long bytesInAtLastPing = -1;

    WebSocketPeer(Session session, LabEndPoint endPoint) {
        this.session = session;
        this.endPoint = endPoint;
        boolean compressed = !session.getUpgradeResponse().getExtensions().isEmpty();
        this.compressing = compressed ? ((WebSocketSession) session).getCoreSession() : null;
    }

    /** Sends a text message and returns. */
    void send(ByteBuffer payload) {
        if (endPoint.waitingWrites() >= MAX_WAITING_ANSWERS) {
            cut();
        } else if (compressing != null) {
            compress(List.of(payload), Callback.NOOP);
        } else {
            endPoint.write(Callback.NOOP, ByteBuffer.wrap(new Frame(Frame.TEXT, payload).encode()));
        }
    }

    @Override
    public void write(Batch batch, Callback callback) {
        if (compressing != null) {
            compress(batch.encoded(ServerMessage.ENCODING), callback);
        } else {
            endPoint.write(callback, batch.encoded(FRAMES).duplicate());
        }
    }

    /**
     * A ping, which every peer must answer (§5.5.2). A peer of which nothing has come in since
     * the last one is gone, though its TCP connection may look open for minutes.
     */
    @Override
    public void heartbeat(Callback callback) {
        long bytesIn = endPoint.getConnection().getBytesIn();
        if (bytesIn == bytesInAtLastPing) {
            callback.failed(new TimeoutException("No pong since the last ping"));
            cut();
            return;
        }
        bytesInAtLastPing = bytesIn;
        endPoint.write(callback, PING.duplicate());
    }

    @Override
    public void disconnectSlow() {
        // It would have to read everything else first, so it hardly gets to see this.
        close(CloseCode.TRY_AGAIN_LATER, "Reading too slowly");
        cut();
    }

    /** @param reason at most 123 bytes of UTF-8 (§5.5.1: with the code, at most 125) */
    void close(CloseCode code, String reason) {
        session.close(code.code(), reason, org.eclipse.jetty.websocket.api.Callback.NOOP);
    }

    /** Ends the connection without a close frame: the peer sees 1006. */
    void cut() {
        Connections.reset(endPoint);
    }

    private static ByteBuffer frames(Batch batch) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (ByteBuffer payload : ServerMessage.ENCODING.encode(batch)) {
            frames.writeBytes(new Frame(Frame.TEXT, payload).encode());
        }
        return ByteBuffer.wrap(frames.toByteArray());
    }

    private void compress(List<ByteBuffer> payloads, Callback callback) {
        int last = payloads.size() - 1;
        for (int i = 0; i <= last; i++) {
            // All but the last may wait in Jetty's buffer, so that a batch is one write.
            compressing.sendFrame(
                    new org.eclipse.jetty.websocket.core.Frame(OpCode.TEXT, payloads.get(i).slice()),
                    i == last ? callback : Callback.NOOP,
                    i < last);
        }
    }
}

package lab.feed.server;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * A response body that is written for as long as the client stays, without HTTP in between.
 *
 * <p>Javalin's and the servlet's output streams block when the client reads slowly, and keep
 * the whole request in memory while it lasts. So once the response's head is out, the socket
 * is taken over, in the way in which Jetty hands it to WebSocket (an "upgrade" of the
 * connection): what is left is the socket, this object, and an asynchronous {@link #write}.
 * Nothing delimits the body but its end (RFC 9112 §6.3, rule 8), which the head says with
 * {@code Connection: close}.
 */
public final class StreamConnection extends AbstractConnection.NonBlocking
        implements
            Connection.UpgradeTo {

    /** A client of a stream has nothing more to say; what it says all the same is discarded. */
    private static final int DISCARD_BUFFER_SIZE = 256;

    /** What becomes of the connection. Called by Jetty's threads. */
    public interface Listener {

        /** The head is out, the socket is ours. */
        void onOpen(StreamConnection connection);

        /** The connection has ended, from whichever side; exactly once. */
        void onClose(StreamConnection connection);
    }

    private final Listener listener;

    private StreamConnection(EndPoint endPoint, Executor executor, Listener listener) {
        super(endPoint, executor);
        this.listener = listener;
    }

    /**
     * Sends the head of the response as it is set in {@code ctx}, and takes the socket over when
     * the handler returns.
     *
     * @param idle after how long without any byte either way the connection ends
     * @throws IOException if the client is gone
     */
    public static void takeOver(Context ctx, Duration idle, Listener listener)
            throws IOException {
        ctx.header("Connection", "close");
        ctx.res().flushBuffer();
        Connections.endPoint(ctx).setIdleTimeout(idle.toMillis());
        Connections.upgrade(ctx, (endPoint, connector) -> new StreamConnection(endPoint,
                connector.getExecutor(), listener));
    }

    /**
     * Starts writing and returns; writes take turns.
     *
     * @param callback called when the socket has taken everything, or has failed
     */
    public void write(ByteBuffer bytes, Callback callback) {
        getEndPoint().write(callback, bytes);
    }

    /** How many writes wait for the socket to take those before them. */
    public int waitingWrites() {
        return ((LabEndPoint) getEndPoint()).waitingWrites();
    }

    /** Cuts the connection without a goodbye. */
    public void cut() {
        Connections.reset(getEndPoint());
    }

    /** Ends the body: the client reads what was written, then its end. */
    public void end() {
        getEndPoint().shutdownOutput();
    }

    /** What the client sent after its request. */
    @Override
    public void onUpgradeTo(ByteBuffer discarded) {
        BufferUtil.clear(discarded);
    }

    @Override
    public void onOpen() {
        super.onOpen();
        listener.onOpen(this);
        fillInterested(); // only now, so that onClose never comes first
    }

    @Override
    public void onFillable() {
        ByteBuffer discarded = BufferUtil.allocate(DISCARD_BUFFER_SIZE);
        try {
            int read = getEndPoint().fill(discarded);
            if (read >= 0) {
                fillInterested();
            } else {
                close(); // the client's FIN: nobody reads any more
            }
        } catch (IOException reset) {
            close();
        }
    }

    @Override
    public void onClose(Throwable cause) {
        super.onClose(cause);
        listener.onClose(this);
    }
}

package lab.longpolling;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import lab.feed.Batch;
import lab.feed.server.Connections;
import lab.feed.server.ProblemException;
import lab.feed.server.Query;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * A connection on which one poll follows another.
 *
 * <p>Whoever has polled once polls again, over the same connection, with the same request but
 * for the cursor. So after the first answer the connection is taken over from HTTP, as
 * Jetty hands it to WebSocket: what comes next is read here, and if it is a plain poll it
 * goes to the hub, and the answer to the socket, past the layers of Jetty, the servlets and
 * Javalin, which cost more time than all the rest, and several kilobytes for each poll that
 * is held. Whatever else comes is given back to Jetty, byte for byte. Without this class
 * everything works the same, only slower.
 */
final class PollConnection extends AbstractConnection.NonBlocking
        implements
            Connection.UpgradeTo {

    /** A longer head is not a plain poll. */
    private static final int MAX_HEAD_BYTES = 2_048;

    private final PollHub hub;
    private final Connector connector;
    private ByteBuffer alreadyReceived = BufferUtil.EMPTY_BUFFER;
    /** The poll that is held, or null. */
    private volatile PollHub.Poll poll;

    // Guarded by this.
    /** The socket has not yet taken the answer to the last poll. */
    private boolean writing;
    /** The request that has come all the same. Until it is its turn nothing more is read. */
    private ByteBuffer early;

    private PollConnection(EndPoint endPoint, Connector connector, PollHub hub) {
        super(endPoint, connector.getExecutor());
        this.connector = connector;
        this.hub = hub;
    }

    /** To be called before the request is answered; the rest happens when it has been. */
    static void takeOver(Context ctx, PollHub hub) {
        String connection = ctx.header("Connection");
        boolean stays = connection == null
                || connection.toLowerCase(Locale.ROOT).equals("keep-alive");
        // What is left of a body would be taken for the next request.
        boolean hasBody = ctx.header("Content-Length") != null
                || ctx.header("Transfer-Encoding") != null;
        if (stays && !hasBody && ctx.protocol().equals("HTTP/1.1")) {
            Connections.upgrade(ctx, (endPoint,
                    connector) -> new PollConnection(endPoint, connector, hub));
        }
    }

    @Override
    public void onUpgradeTo(ByteBuffer received) {
        alreadyReceived = received;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        if (alreadyReceived.hasRemaining()) {
            receive(alreadyReceived);
            alreadyReceived = BufferUtil.EMPTY_BUFFER;
        } else {
            fillInterested();
        }
    }

    /** Called by the selector's own thread: nothing here may wait. */
    @Override
    public void onFillable() {
        try {
            ByteBuffer bytes = BufferUtil.allocate(MAX_HEAD_BYTES);
            int filled = getEndPoint().fill(bytes);
            if (filled > 0) {
                receive(bytes);
            } else if (filled == 0) {
                fillInterested();
            } else {
                close();
            }
        } catch (IOException gone) {
            close();
        }
    }

    private void receive(ByteBuffer bytes) {
        if (poll != null) {
            close(); // a second request before the first is answered: nobody pipelines polls
            return;
        }
        synchronized (this) {
            if (writing) {
                early = bytes;
                return;
            }
        }
        Query query = PollRequest.parse(bytes);
        if (query == null) {
            giveBack(bytes);
            return;
        }
        PollHub.Poll next = hub.open(query);
        poll = next;
        fillInterested(); // or nobody would notice that the client leaves while its poll is held
        next.answer().whenComplete(this::answer);
        hub.start(next);
    }

    /** Whatever it is, Jetty and Javalin know what to do with it. */
    private void giveBack(ByteBuffer bytes) {
        Connection http = connector.getConnectionFactory(HttpConnectionFactory.class)
                .newConnection(connector, getEndPoint());
        getEndPoint().setConnection(http);
        ((Connection.UpgradeTo) http).onUpgradeTo(bytes);
        http.onOpen();
    }

    private void answer(Batch batch, Throwable refused) {
        poll = null; // before writing: the next request may come before write returns
        if (refused == null) {
            write(PollAnswer.bytes(batch));
        } else if (refused instanceof ProblemException problem) {
            write(PollAnswer.bytes(problem.problem()));
        } else {
            Connections.breakOff(getEndPoint());
        }
    }

    private void write(ByteBuffer response) {
        synchronized (this) {
            writing = true;
        }
        getEndPoint().write(
                Callback.from(Invocable.InvocationType.NON_BLOCKING, this::written,
                        failed -> close()),
                response);
    }

    private void written() {
        ByteBuffer next;
        synchronized (this) {
            writing = false;
            next = early;
            early = null;
        }
        if (next != null) {
            receive(next);
        }
    }

    @Override
    public void onClose(Throwable cause) {
        super.onClose(cause);
        PollHub.Poll held = poll;
        if (held != null) {
            hub.abandon(held);
        }
    }
}

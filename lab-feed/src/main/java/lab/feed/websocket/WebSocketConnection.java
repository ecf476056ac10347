package lab.feed.websocket;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
import lab.feed.server.Connections;
import lab.feed.server.LabEndPoint;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * One WebSocket connection after its handshake: frames in, frames out, and the close that
 * both sides agree on (RFC 6455 §5 to §7).
 *
 * <p>Javalin's WebSocket would encode each message anew for each client, queue without a
 * limit for one that does not read, and keep the request in memory as long as the
 * connection lasts. This is the protocol itself, on Jetty's asynchronous socket.
 */
public final class WebSocketConnection extends AbstractConnection.NonBlocking
        implements
            Connection.UpgradeTo {

    private static final int READ_BYTES = 4_096;
    /** How long the peer may take to answer a close frame, or to hang up. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    /** Answers that wait to be written; who asks for more without reading is cut off. */
    private static final int MAX_WAITING_ANSWERS = 64;
    private static final byte[] NOTHING = {};

    /** What becomes of the connection. Called by one thread at a time, which must not be blocked. */
    public interface Listener {

        void onOpen(WebSocketConnection connection);

        void onText(String message);

        /**
         * @throws ProtocolException which ends the connection, unless a listener knows what to do
         *         with bytes
         */
        default void onBinary(byte[] message) {
            throw new ProtocolException(CloseCode.UNSUPPORTED_DATA,
                    "Only text is understood here");
        }

        /** Nothing is said any more, after close frames or without; exactly once. */
        void onClose();
    }

    /** RFC 6455 §7, and the names of the browser's {@code readyState}. */
    private enum State {
        OPEN,
        /** A close frame has been sent, the peer's is awaited. */
        CLOSING,
        /** Both have been exchanged, or the peer broke the protocol. Nothing more is sent. */
        CLOSED
    }

    private final Listener listener;
    private final MessageReader messages;
    private final boolean deflates;
    private byte[] beginOfFrame = NOTHING;
    private volatile long receivedFrames;

    // Guarded by this.
    private State state = State.OPEN;
    private boolean endIsTold;

    private WebSocketConnection(EndPoint endPoint, Connector connector,
            int maxMessageBytes, boolean deflates,
            Listener listener) {
        super(endPoint, connector.getExecutor());
        this.messages = new MessageReader(maxMessageBytes, deflates);
        this.deflates = deflates;
        this.listener = listener;
    }

    /** Takes the socket over when the response to the handshake, set in {@code ctx}, has been sent. */
    public static void takeOver(Context ctx, int maxMessageBytes, boolean deflates,
            Duration idle, Listener listener) {
        Connections.endPoint(ctx).setIdleTimeout(idle.toMillis());
        Connections.upgrade(ctx,
                (endPoint, connector) -> new WebSocketConnection(endPoint, connector,
                        maxMessageBytes, deflates, listener));
    }

    /** Compression was negotiated: frames with RSV1 are understood. */
    public boolean deflates() {
        return deflates;
    }

    /** Grows with every frame that comes in: a peer that still answers pings is alive. */
    public long receivedFrames() {
        return receivedFrames;
    }

    /**
     * Writes whole frames and returns; writes take turns.
     *
     * @param callback called when the socket has taken everything, or has failed
     */
    public void write(ByteBuffer frames, Callback callback) {
        synchronized (this) {
            if (state == State.OPEN) {
                // Within the lock, so that nothing is written behind a close frame (§5.5.1).
                getEndPoint().write(callback, frames);
                return;
            }
        }
        callback.failed(new ClosedChannelException());
    }

    /** Writes what the peer has asked for. One that asks and asks, and reads no answer, is cut off. */
    public void answer(ByteBuffer frame) {
        if (((LabEndPoint) getEndPoint()).waitingWrites() >= MAX_WAITING_ANSWERS) {
            cut();
        } else {
            write(frame, Callback.NOOP);
        }
    }

    /** Says why and waits for the peer to agree; after five seconds the connection ends all the same. */
    public void close(CloseCode code, String reason) {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            state = State.CLOSING;
            getEndPoint().write(Callback.NOOP,
                    Frame.close(code.code(), reason).encode());
        }
        ((LabEndPoint) getEndPoint()).closeAfter(CLOSE_PATIENCE);
    }

    /** Ends the connection without a close frame: the peer sees 1006. */
    public void cut() {
        Connections.reset(getEndPoint());
    }

    @Override
    public void onUpgradeTo(ByteBuffer alreadyReceived) {
        beginOfFrame = BufferUtil.toArray(alreadyReceived);
    }

    @Override
    public void onOpen() {
        super.onOpen();
        listener.onOpen(this);
        receive(ByteBuffer.wrap(NOTHING));
        fillInterested();
    }

    @Override
    public void onFillable() {
        ByteBuffer bytes = BufferUtil.allocate(READ_BYTES);
        try {
            int filled = getEndPoint().fill(bytes);
            if (filled < 0) {
                close(); // the peer has hung up
                return;
            }
            receive(bytes);
            fillInterested();
        } catch (IOException gone) {
            close();
        }
    }

    private void receive(ByteBuffer bytes) {
        ByteBuffer in = ByteBuffer.wrap(join(beginOfFrame, bytes));
        beginOfFrame = NOTHING;
        try {
            Frame frame;
            while (!isClosed()
                    && (frame = Frame.read(in, messages.maxPayload())) != null) {
                receivedFrames++;
                receive(frame);
            }
            beginOfFrame = isClosed() ? NOTHING : BufferUtil.toArray(in);
        } catch (ProtocolException broken) {
            end(Frame.close(broken.code().code(), broken.getMessage())); // §7.1.7: fail the connection
        }
    }

    private void receive(Frame frame) {
        switch (frame.opcode()) {
            case Frame.PING ->
                answer(Frame.control(Frame.PONG, frame.payload()).encode());
            case Frame.PONG -> {
                // It has been counted, which is all that it is for.
            }
            case Frame.CLOSE -> receiveClose(frame.payload());
            default -> {
                Frame message = messages.read(frame);
                if (message != null) {
                    receiveMessage(message);
                }
            }
        }
    }

    private void receiveMessage(Frame message) {
        if (message.opcode() == Frame.TEXT) {
            listener.onText(MessageReader.utf8(message.payload()));
        } else {
            listener.onBinary(message.payload());
        }
    }

    /** §5.5.1: the answer to a close frame is a close frame, usually with the same code. */
    private void receiveClose(byte[] payload) {
        if (payload.length == 0) {
            end(Frame.control(Frame.CLOSE, NOTHING));
            return;
        }
        int code = payload.length < Short.BYTES
                ? CloseCode.NO_STATUS
                : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        if (!CloseCode.mayBeSent(code)) {
            throw new ProtocolException(CloseCode.PROTOCOL_ERROR,
                    "Close code %d must not be sent (RFC 6455 §7.4)".formatted(code));
        }
        MessageReader.utf8(Arrays.copyOfRange(payload, Short.BYTES, payload.length)); // the reason is text too
        end(Frame.close(code, ""));
    }

    /** Sends the last frame, unless one was sent before, and ends the connection (§7.1.1: the server does). */
    private void end(Frame close) {
        synchronized (this) {
            boolean closeIsSent = state != State.OPEN;
            state = State.CLOSED;
            ByteBuffer last = closeIsSent ? BufferUtil.EMPTY_BUFFER : close.encode();
            getEndPoint().write(
                    Callback.from(getEndPoint()::shutdownOutput, failed -> close()),
                    last);
        }
        // The peer's own end is awaited: to close at once could destroy what it has not yet read.
        ((LabEndPoint) getEndPoint()).closeAfter(CLOSE_PATIENCE);
        tellEnd();
    }

    private synchronized boolean isClosed() {
        return state == State.CLOSED;
    }

    @Override
    public void onClose(Throwable cause) {
        super.onClose(cause);
        tellEnd();
    }

    private void tellEnd() {
        synchronized (this) {
            if (endIsTold) {
                return;
            }
            endIsTold = true;
        }
        listener.onClose(); // out of the lock: a listener may have one of its own, in which it writes
    }

    private static byte[] join(byte[] begin, ByteBuffer rest) {
        byte[] joined = new byte[begin.length + rest.remaining()];
        System.arraycopy(begin, 0, joined, 0, begin.length);
        rest.get(joined, begin.length, rest.remaining());
        return joined;
    }
}

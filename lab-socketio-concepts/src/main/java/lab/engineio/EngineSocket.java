package lab.engineio;

import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import lab.feed.websocket.CloseCode;
import lab.feed.websocket.Frame;
import lab.feed.websocket.WebSocketConnection;
import org.eclipse.jetty.util.Callback;

/**
 * One session with one client, whichever transport carries it at the moment (Engine.IO protocol v4).
 * What is sent while the client is between two polls, or changes the transport, waits here, in order.
 */
public final class EngineSocket {

    /** What becomes of the session. Called by one thread at a time, in order; must not block. */
    public interface Listener {

        void onMessage(EngineMessage message);

        /**
         * Exactly once.
         *
         * @param reason in the official server's words: {@code transport close}, {@code transport error},
         *        {@code ping timeout}, {@code parse error}, {@code forced close}; or the one given to
         *        {@link EngineSocket#close(String)}
         */
        void onClose(String reason);
    }

    private record Waiting(EnginePacket packet, Callback taken) {
    }

    private final EngineServer server;
    private final String id;
    private final EngineRequest request;
    private final Heartbeat heartbeat;
    private final Inbox inbox = new Inbox();
    private volatile Listener listener;

    // Guarded by this.
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private long waitingBytes;
    /** The poll that is held; null between two polls. */
    private CompletableFuture<byte[]> poll;
    /** Carries the session; null as long as polling does. */
    private WebSocketConnection connection;
    /** A WebSocket that has been probed: every poll is answered at once, so that none is held when it takes over. */
    private boolean probed;
    private boolean posting;
    /** Nothing more may be sent; what waits is still delivered, then a close packet. */
    private boolean closing;
    private boolean closed;

    EngineSocket(EngineServer server, String id, EngineRequest request) {
        this.server = server;
        this.id = id;
        this.request = request;
        this.heartbeat = new Heartbeat(server.scheduler(), server.options(), this::ping,
                this::silent);
    }

    /** Unguessable: whoever knows it can read and write in the client's name. */
    public String id() {
        return id;
    }

    /** The request that opened the session. */
    public EngineRequest request() {
        return request;
    }

    /** To be set while the server announces the session; from then on it is told everything. */
    public void listener(Listener listener) {
        this.listener = listener;
    }

    /** {@code polling} or {@code websocket}. */
    public synchronized String transport() {
        return connection == null ? "polling" : "websocket";
    }

    /** False while something waits to be written: what may be lost is not sent then. */
    public synchronized boolean isWritable() {
        return !closing && waiting.isEmpty()
                && (connection != null ? waitingBytes == 0 : poll != null);
    }

    /** Queues and returns at once. What is sent to a closed session is dropped. */
    public void send(EngineMessage message) {
        send(List.of(message), Callback.NOOP);
    }

    /**
     * Queues messages that follow each other on the wire, and returns at once.
     *
     * @param messages at least one
     * @param taken told when the transport has taken the last of them; fails if the session ends before
     */
    public void send(List<EngineMessage> messages, Callback taken) {
        boolean refused;
        boolean tooSlow = false;
        synchronized (this) {
            refused = closing || closed;
            for (int i = 0; i < messages.size() && !refused; i++) {
                enqueue(EnginePacket.message(messages.get(i)),
                        i == messages.size() - 1 ? taken : Callback.NOOP);
            }
            if (!refused) {
                flush();
                tooSlow = waitingBytes > server.options().maxBuffered();
            }
        }
        if (refused) {
            taken.failed(new ClosedChannelException());
        } else if (tooSlow) {
            server.execute(this::cut); // whoever sends to many is not to do what the end of one brings
        }
    }

    /** Ends the session after what is queued. */
    public void close() {
        synchronized (this) {
            if (closing || closed) {
                return;
            }
            closing = true;
            enqueue(EnginePacket.CLOSE, Callback.NOOP);
            flush();
            if (connection == null && !waiting.isEmpty()) {
                return; // the next poll takes it; without one the heartbeat ends the session
            }
        }
        end(EnginePacket.CLOSE, "forced close");
    }

    /** Ends the session without a word, as a broken cable would. */
    public void cut() {
        WebSocketConnection carrying;
        synchronized (this) {
            carrying = connection;
        }
        if (carrying != null) {
            carrying.cut();
        }
        end(EnginePacket.CLOSE, "transport error");
    }

    private void enqueue(EnginePacket packet, Callback taken) {
        waiting.add(new Waiting(packet, taken));
        waitingBytes += packet.size();
    }

    /** Hands over what waits, if the transport can take it. Called with the lock held. */
    private void flush() {
        if (connection != null) {
            for (Waiting next; (next = waiting.poll()) != null;) {
                write(next);
            }
        } else if (poll != null && !waiting.isEmpty()) {
            answerPoll();
        } else if (poll != null && probed) {
            enqueue(EnginePacket.NOOP, Callback.NOOP);
            answerPoll();
        }
    }

    private void write(Waiting next) {
        int size = next.packet().size();
        Callback written = Callback.from(() -> {
            synchronized (this) {
                waitingBytes -= size;
            }
            next.taken().succeeded();
        }, next.taken()::failed);
        EngineMessage message = next.packet().data();
        connection.write(message != null
                ? message.frame()
                : Frame.text(next.packet().encode()).encode(),
                written);
    }

    private void answerPoll() {
        List<EnginePacket> packets = new ArrayList<>();
        List<Callback> taken = new ArrayList<>();
        long bytes = 0;
        // At least one: a client that sets no smaller limit takes what it was told in "maxPayload".
        for (Waiting next; (next = waiting.peek()) != null && (packets.isEmpty()
                || bytes + next.packet().size() <= server.options().maxPayload());) {
            waiting.remove();
            bytes += next.packet().size();
            packets.add(next.packet());
            taken.add(next.taken());
        }
        waitingBytes -= bytes;
        CompletableFuture<byte[]> answered = poll;
        poll = null;
        // Outside of the lock: what waits for the answer writes it, and may come back here.
        server.execute(() -> {
            answered.complete(EnginePacket.encodePayload(packets));
            taken.forEach(Callback::succeeded);
        });
    }

    /**
     * A poll, held until there is something to say.
     *
     * @return completes with the answer's body; null if the session has ended, and this poll is refused
     */
    CompletableFuture<byte[]> poll() {
        if (heartbeat.isOver()) {
            silent();
            return null;
        }
        CompletableFuture<byte[]> next = new CompletableFuture<>();
        boolean twoAtOnce;
        boolean last;
        synchronized (this) {
            if (closed || connection != null) {
                return null;
            }
            twoAtOnce = poll != null;
            if (!twoAtOnce) {
                poll = next;
                flush();
            }
            last = closing && waiting.isEmpty();
        }
        if (twoAtOnce) {
            end(EnginePacket.CLOSE, "transport error");
            return null;
        }
        if (last) {
            end(EnginePacket.CLOSE, "forced close");
        }
        return next;
    }

    /** @return false if another one is under way, which ends the session, or the session has ended */
    boolean beginPost() {
        synchronized (this) {
            if (closed || connection != null) {
                return false;
            }
            if (!posting) {
                posting = true;
                return true;
            }
        }
        end(EnginePacket.CLOSE, "transport error");
        return false;
    }

    synchronized void endPost() {
        posting = false;
    }

    /** Takes what the client says. */
    void receive(EnginePacket packet) {
        switch (packet.type()) {
            case MESSAGE -> inbox.run(() -> deliver(packet.data()));
            case PONG -> heartbeat.alive();
            case CLOSE -> end(EnginePacket.NOOP, "transport close");
            default -> close("parse error");
        }
    }

    /** Ends the session at once, as that of a client that broke the protocol; what is queued is dropped. */
    public void close(String reason) {
        end(EnginePacket.CLOSE, reason);
    }

    private void deliver(EngineMessage message) {
        synchronized (this) {
            if (closed) {
                return; // onClose is the last that a listener is told
            }
        }
        listener.onMessage(message);
    }

    /** The session begins on a WebSocket, or goes on there: from now on nothing goes out by polling. */
    synchronized boolean carryOn(WebSocketConnection next) {
        if (closing || connection != null) {
            return false;
        }
        if (poll != null) {
            enqueue(EnginePacket.NOOP, Callback.NOOP);
            answerPoll();
        }
        connection = next;
        probed = false;
        flush();
        return true;
    }

    /** It is carried by polling, and no other WebSocket is about to take over. */
    synchronized boolean mayUpgrade() {
        return !closing && connection == null && !probed;
    }

    /** @return false if it is too late for an upgrade */
    synchronized boolean probe(boolean underWay) {
        if (closing || connection != null || probed && underWay) {
            return false;
        }
        probed = underWay;
        flush();
        return true;
    }

    /** The WebSocket that carries the session has ended. */
    void lost(WebSocketConnection ended) {
        synchronized (this) {
            if (connection != ended) {
                return;
            }
        }
        end(EnginePacket.CLOSE, "transport close");
    }

    private void silent() {
        boolean goodbyeWaits;
        synchronized (this) {
            goodbyeWaits = closing; // for a poll that has not come
        }
        close(goodbyeWaits ? "forced close" : "ping timeout");
    }

    /** The session has been announced. */
    void begin() {
        heartbeat.alive();
    }

    private synchronized void ping() {
        if (!closing) {
            enqueue(EnginePacket.PING, Callback.NOOP);
            flush();
        }
    }

    /** @param goodbye what a poll is answered with; a noop if the client is the one who goes */
    private void end(EnginePacket goodbye, String reason) {
        List<Waiting> dropped;
        WebSocketConnection carrying;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            closing = true;
            dropped = List.copyOf(waiting);
            waiting.clear();
            waitingBytes = 0;
            carrying = connection;
            if (poll != null) {
                enqueue(goodbye, Callback.NOOP);
                answerPoll();
            } else if (goodbye == EnginePacket.NOOP && carrying == null) {
                server.expectLastPoll(id);
            }
        }
        heartbeat.stop();
        server.remove(this);
        dropped.forEach(each -> each.taken().failed(new ClosedChannelException()));
        if (carrying != null) {
            carrying.close(CloseCode.GOING_AWAY, reason);
        }
        if (listener != null) {
            inbox.run(() -> listener.onClose(reason));
        }
    }
}

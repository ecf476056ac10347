package lab.engineio;

import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import lab.feed.server.Connections;
import lab.feed.websocket.CloseCode;
import lab.feed.websocket.WebSocketConnection;
import org.eclipse.jetty.io.EndPoint;
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

    /** A packet on its way, and who wants to know when the transport has taken it. */
    private final class Outgoing implements Callback {

        private final EnginePacket packet;
        private final Callback taken;

        Outgoing(EnginePacket packet, Callback taken) {
            this.packet = packet;
            this.taken = taken;
        }

        @Override
        public void succeeded() {
            synchronized (EngineSocket.this) {
                unsentBytes -= packet.size();
                beingTaken--;
            }
            if (taken != NOOP) { // nearly always: nobody wants to know
                tell(taken::succeeded);
            }
        }

        @Override
        public void failed(Throwable gone) {
            tell(() -> taken.failed(gone));
        }

        @Override
        public InvocationType getInvocationType() {
            return taken.getInvocationType();
        }
    }

    /**
     * One poll, held until there is something to say.
     *
     * @param body of the answer
     * @param packets that the answer consists of; none as long as it is held
     */
    record Poll(EndPoint endPoint, CompletableFuture<byte[]> body,
            List<Outgoing> packets) {
    }

    private final EngineServer server;
    private final String id;
    private final EngineRequest request;
    private final Heartbeat heartbeat;
    private final Inbox inbox = new Inbox();
    private volatile Listener listener;
    private final Runnable turn = this::takeTurn;
    /** To be done out of the lock: whoever is told may have one of its own, in which it sends. */
    private final Queue<Runnable> untold = new ConcurrentLinkedQueue<>();

    // Guarded by this.
    private final Queue<Outgoing> waiting = new ArrayDeque<>();
    /** It will be its turn to write what waits. */
    private boolean turnAwaited;
    /** Of what waits, and of what a socket has not yet taken. */
    private long unsentBytes;
    /** How many packets the transport has been given, of which it may not have taken everything. */
    private int beingTaken;
    /** The poll that is held; null between two polls. */
    private Poll held;
    /** The poll whose answer is being written; null if there is none. */
    private Poll answering;
    /** Carries the session; null as long as polling does. */
    private WebSocketConnection connection;
    /** A WebSocket that has been probed: every poll is answered at once, so that none is held when it takes over. */
    private boolean probed;
    /** The body of the POST that is under way; null between two of them. */
    private CompletableFuture<byte[]> post;
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

    /** False while the client does not take what it was sent before: what may be lost is not sent then. */
    public synchronized boolean isWritable() {
        return !closing && (connection != null ? beingTaken == 0 : held != null);
    }

    /** Queues and returns at once: another thread writes. What is sent to a closed session is dropped. */
    public void send(EngineMessage message) {
        send(List.of(message), Callback.NOOP);
    }

    /**
     * Queues messages that follow each other on the wire, and returns at once.
     *
     * @param messages at least one
     * @param taken told by another thread, perhaps before this returns, when the socket has taken the last of
     *        them; fails if the session ends before
     */
    public void send(List<EngineMessage> messages, Callback taken) {
        boolean refused;
        boolean tooSlow;
        boolean needsTurn;
        synchronized (this) {
            refused = closing || closed;
            for (int i = 0; i < messages.size() && !refused; i++) {
                enqueue(EnginePacket.message(messages.get(i)),
                        i == messages.size() - 1 ? taken : Callback.NOOP);
            }
            tooSlow = !refused && unsentBytes > server.options().maxBuffered();
            needsTurn = !refused && !turnAwaited;
            turnAwaited |= needsTurn;
        }
        if (refused) {
            taken.failed(new ClosedChannelException());
        } else if (tooSlow) {
            cut();
        } else if (needsTurn) {
            server.awaitTurn(turn);
        }
    }

    private void takeTurn() {
        synchronized (this) {
            turnAwaited = false;
            flush();
        }
        tellAll();
    }

    /** Ends the session after what is queued. */
    public void close() {
        sayGoodbye();
    }

    /** The same. Done when the client has been told; fails if it has not. */
    CompletableFuture<Void> sayGoodbye() {
        CompletableFuture<Void> told = new CompletableFuture<>();
        boolean goodbyeWaits;
        synchronized (this) {
            if (closing || closed) {
                told.complete(null);
                return told;
            }
            closing = true;
            enqueue(EnginePacket.CLOSE, Callback.from(() -> told.complete(null),
                    told::completeExceptionally));
            flush();
            // The next poll takes it; without one the heartbeat ends the session.
            goodbyeWaits = connection == null && !waiting.isEmpty();
        }
        tellAll();
        if (!goodbyeWaits) {
            end(EnginePacket.CLOSE, "forced close");
        }
        return told;
    }

    /**
     * Ends the session without a word, as a broken cable would. Its listener is told of it by another thread: who
     * cuts off a client that reads too slowly mostly holds a lock, in which it sends to others.
     */
    public void cut() {
        server.execute(ended(null, "transport error"));
    }

    private void enqueue(EnginePacket packet, Callback taken) {
        waiting.add(new Outgoing(packet, taken));
        unsentBytes += packet.size();
    }

    private void tell(Runnable news) {
        untold.add(news);
        if (!Thread.holdsLock(this)) {
            tellAll();
        }
    }

    private void tellAll() {
        for (Runnable news; (news = untold.poll()) != null;) {
            news.run();
        }
    }

    /** Hands over what waits, if the transport can take it. Called with the lock held. */
    private void flush() {
        if (connection != null) {
            writeWaiting();
        } else if (held != null && !waiting.isEmpty()) {
            answerPoll();
        } else if (held != null && probed) {
            enqueue(EnginePacket.NOOP, Callback.NOOP);
            answerPoll();
        }
    }

    private void writeWaiting() {
        while (waiting.size() > 1) {
            FrameBatch batch = new FrameBatch();
            for (Outgoing next; (next = waiting.peek()) != null
                    && batch.add(next.packet.frame(), next);) {
                handOver();
            }
            connection.write(batch.bytes(), batch);
        }
        if (!waiting.isEmpty()) { // mostly the only one
            Outgoing last = handOver();
            connection.write(last.packet.frame(), last);
        }
    }

    private Outgoing handOver() {
        beingTaken++;
        return waiting.remove();
    }

    private void answerPoll() {
        Poll poll = held;
        held = null;
        answering = poll;
        List<EnginePacket> packets = new ArrayList<>();
        long bytes = 0;
        // At least one: a client that sets no smaller limit takes what it was told in "maxPayload". A goodbye comes
        // alone: official clients act on it before they have acted on what stands before it.
        for (Outgoing next; (next = waiting.peek()) != null && (packets.isEmpty()
                || next.packet != EnginePacket.CLOSE
                        && bytes + next.packet.size() <= server.options()
                                .maxPayload());) {
            handOver();
            bytes += next.packet.size();
            packets.add(next.packet);
            poll.packets().add(next);
        }
        tell(() -> poll.body().complete(EnginePacket.encodePayload(packets)));
    }

    /**
     * The answer to a poll has been written.
     *
     * @param gone why it could not be, so that what it carried is lost; null if it could
     */
    void answered(Poll poll, Throwable gone) {
        synchronized (this) {
            if (answering == poll) {
                answering = null;
            }
        }
        if (gone == null) {
            poll.packets().forEach(Outgoing::succeeded);
        } else {
            poll.packets().forEach(packet -> packet.failed(gone));
            close("transport error");
        }
    }

    /**
     * A poll has come.
     *
     * @param endPoint that it came from
     * @return completes with the answer's body; null if the session has ended, and this poll is refused
     */
    Poll poll(EndPoint endPoint) {
        if (heartbeat.isOver()) {
            silent();
            return null;
        }
        Poll next = new Poll(endPoint, new CompletableFuture<>(), new ArrayList<>());
        boolean twoAtOnce;
        boolean last;
        synchronized (this) {
            if (closed || connection != null) {
                return null;
            }
            twoAtOnce = held != null;
            if (!twoAtOnce) {
                held = next;
                flush();
            }
            last = closing && waiting.isEmpty();
        }
        tellAll();
        if (twoAtOnce) {
            end(EnginePacket.CLOSE, "transport error");
            return null;
        }
        if (last) {
            end(EnginePacket.CLOSE, "forced close");
        }
        return next;
    }

    /**
     * A POST has come.
     *
     * @return to be completed with its body, and fails if the session ends before; null if another one is
     *         under way, which ends the session, or the session has ended
     */
    CompletableFuture<byte[]> beginPost() {
        synchronized (this) {
            if (closed || connection != null) {
                return null;
            }
            if (post == null) {
                post = new CompletableFuture<>();
                return post;
            }
        }
        end(EnginePacket.CLOSE, "transport error");
        return null;
    }

    synchronized void endPost() {
        post = null;
    }

    /** Takes what the client says. */
    void receive(EnginePacket packet) {
        switch (packet.type()) {
            case MESSAGE -> inbox.run(() -> deliver(packet.data()));
            case PONG -> heartbeat.pong();
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
            if (closing) {
                return; // onClose is the last that a listener is told
            }
        }
        listener.onMessage(message);
    }

    /** The session begins on a WebSocket, or goes on there: from now on nothing goes out by polling. */
    boolean carryOn(WebSocketConnection next) {
        synchronized (this) {
            if (closing || connection != null) {
                return false;
            }
            if (held != null) {
                enqueue(EnginePacket.NOOP, Callback.NOOP);
                answerPoll();
            }
            connection = next;
            probed = false;
            flush();
        }
        tellAll();
        return true;
    }

    /** It is carried by polling, and no other WebSocket is about to take over. */
    synchronized boolean mayUpgrade() {
        return !closing && connection == null && !probed;
    }

    /** @return false if it is too late for an upgrade */
    boolean probe(boolean underWay) {
        synchronized (this) {
            if (closing || connection != null || probed && underWay) {
                return false;
            }
            probed = underWay;
            flush();
        }
        tellAll();
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
        heartbeat.begin();
    }

    private void ping() {
        synchronized (this) {
            if (!closing) {
                enqueue(EnginePacket.PING, Callback.NOOP);
                flush();
            }
        }
        tellAll();
    }

    private void end(EnginePacket goodbye, String reason) {
        ended(goodbye, reason).run();
    }

    /**
     * The session has ended.
     *
     * @param goodbye what a poll is answered with; a noop if the client is the one who goes; null if it is to
     *        be told nothing
     * @return what is left to do, by a thread that holds no lock
     */
    private Runnable ended(EnginePacket goodbye, String reason) {
        List<Outgoing> dropped;
        synchronized (this) {
            if (closed) {
                return this::tellAll;
            }
            closed = true;
            closing = true;
            if (connection != null && goodbye != null) {
                writeWaiting(); // it was sent before, and its turn would have come
            }
            dropped = List.copyOf(waiting);
            waiting.clear();
            if (held != null && goodbye != null) {
                enqueue(goodbye, Callback.NOOP);
                answerPoll();
            } else if (goodbye == EnginePacket.NOOP && connection == null) {
                server.expectLastPoll(id);
            }
        }
        return () -> {
            heartbeat.stop();
            server.remove(this);
            leave(goodbye == null, reason);
            tellAll();
            dropped.forEach(packet -> packet.failed(new ClosedChannelException()));
            if (listener != null) {
                inbox.run(() -> listener.onClose(reason));
            }
        };
    }

    /** Ends what carries the session. */
    private void leave(boolean withoutAWord, String reason) {
        WebSocketConnection carrying;
        Poll polling;
        CompletableFuture<byte[]> unfinished;
        synchronized (this) {
            carrying = connection;
            polling = held != null ? held : answering;
            unfinished = post;
        }
        if (carrying != null && withoutAWord) {
            carrying.cut();
        } else if (carrying != null) {
            carrying.close(CloseCode.GOING_AWAY, reason);
        } else if (polling != null && withoutAWord) {
            Connections.reset(polling.endPoint());
            polling.body().completeExceptionally(new ClosedChannelException());
        }
        if (unfinished != null) {
            unfinished.completeExceptionally(new ClosedChannelException());
        }
    }
}

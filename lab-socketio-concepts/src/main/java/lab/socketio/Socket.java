package lab.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import lab.engineio.EngineMessage;
import lab.engineio.EngineSocket;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client in one namespace. What it sends is told to listeners by one thread at a time, in order; they must
 * not block. Everything else may be called on any thread and returns at once.
 */
public final class Socket {

    private static final Logger LOG = LoggerFactory.getLogger(Socket.class);

    private final Namespace namespace;
    private final Connection client;
    private final Handshake handshake;
    private final Adapter.Session session;
    private final boolean recovered;

    private final Map<String, List<Consumer<Event>>> listeners = new ConcurrentHashMap<>();
    private final List<Consumer<Event>> anyListeners = new CopyOnWriteArrayList<>();
    private final List<EventMiddleware> middleware = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> disconnecting = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> disconnected = new CopyOnWriteArrayList<>();
    private final List<Consumer<RuntimeException>> errors = new CopyOnWriteArrayList<>();
    private final Map<Long, CompletableFuture<JsonNode>> acks = new ConcurrentHashMap<>();
    private final AtomicBoolean ending = new AtomicBoolean();
    /** Null until the end, then why. */
    private volatile String end;
    private volatile boolean opened;

    Socket(Namespace namespace, Connection client, Handshake handshake,
            Adapter.Session session, boolean recovered) {
        this.namespace = namespace;
        this.client = client;
        this.handshake = handshake;
        this.session = session;
        this.recovered = recovered;
    }

    /** New with each connection, unless it is recovered: not an identity of whoever uses it. Also a room. */
    public String id() {
        return session.sid();
    }

    public Namespace namespace() {
        return namespace;
    }

    public Handshake handshake() {
        return handshake;
    }

    /** The connection below, which may carry other namespaces too. */
    public EngineSocket conn() {
        return client.engine();
    }

    /** False before the namespace has admitted it, and after the end. */
    public boolean connected() {
        return opened && end == null;
    }

    /** Whether it goes on where a lost connection ended: with its id, rooms and data, and what it missed. */
    public boolean recovered() {
        return recovered;
    }

    /** For the application, as long as the socket lives. */
    public Map<String, Object> data() {
        return session.data();
    }

    /** A copy; its own room, named after the id, among them. Empty after the end. */
    public Set<String> rooms() {
        return namespace.adapter().socketRooms(this);
    }

    /** @throws IllegalStateException if it would be in too many rooms */
    public void join(String... rooms) {
        synchronized (namespace.adapter()) { // not between its last rooms and its end
            if (end == null) {
                namespace.adapter().addAll(this, Set.of(rooms));
            }
        }
    }

    public void leave(String room) {
        namespace.adapter().del(this, room);
    }

    /** Adds a listener. */
    public Socket on(String event, Consumer<Event> listener) {
        checkName(event);
        listeners.computeIfAbsent(event, none -> new CopyOnWriteArrayList<>())
                .add(listener);
        return this;
    }

    /** Adds a listener for every event, called before the others. */
    public Socket onAny(Consumer<Event> listener) {
        anyListeners.add(listener);
        return this;
    }

    /** Told why it ends while it is still in its rooms. */
    public Socket onDisconnecting(Consumer<String> listener) {
        disconnecting.add(listener);
        return this;
    }

    /** Told why it has ended, exactly once: at once if it has. */
    public Socket onDisconnect(Consumer<String> listener) {
        synchronized (disconnected) {
            if (end == null) {
                disconnected.add(listener);
                return this;
            }
        }
        listener.accept(end);
        return this;
    }

    /** Told of events that a middleware refused, and of what could not be read. */
    public Socket onError(Consumer<RuntimeException> listener) {
        errors.add(listener);
        return this;
    }

    /** Adds a middleware for its events. */
    public Socket use(EventMiddleware next) {
        middleware.add(next);
        return this;
    }

    /** Sends an event to this client alone. */
    public void emit(String event, Object... args) {
        new Emitter(this, false, null).emit(event, args);
    }

    /**
     * Sends what is encoded already, to the connection as it is.
     *
     * @param taken told when the transport has taken it, so that the next can be sent; fails at the end
     */
    public void emit(List<EngineMessage> encoded, Callback taken) {
        if (connected()) {
            conn().send(encoded, taken);
        } else {
            taken.failed(left());
        }
    }

    /** As {@link Emitter#emitWithAck}, without a time-out. */
    public CompletableFuture<JsonNode> emitWithAck(String event, Object... args) {
        return new Emitter(this, false, null).emitWithAck(event, args);
    }

    /** For an acknowledgement that must come in time. */
    public Emitter timeout(Duration limit) {
        return new Emitter(this, false, limit);
    }

    /** For what is lost if the client cannot take it at once. */
    public Emitter volatile_() {
        return new Emitter(this, true, null);
    }

    /** Everybody else in the namespace. */
    public BroadcastOperator broadcast() {
        return namespace.everybody().except(id());
    }

    /** Everybody else in one of the rooms. */
    public BroadcastOperator to(String... rooms) {
        return broadcast().to(rooms);
    }

    /** Everybody else in one of the rooms. */
    public BroadcastOperator in(String... rooms) {
        return broadcast().to(rooms);
    }

    /** Everybody else, but not those in one of the rooms. */
    public BroadcastOperator except(String... rooms) {
        return broadcast().except(rooms);
    }

    /** Everybody else on this server. */
    public BroadcastOperator local() {
        return broadcast().local();
    }

    /** @param close the whole connection, with every namespace on it */
    public void disconnect(boolean close) {
        if (close) {
            client.disconnect();
        } else if (connected()) {
            client.send(
                    new Packet(Packet.Type.DISCONNECT, namespace.name(), null, null));
            end("server namespace disconnect");
        }
    }

    /** @throws IllegalArgumentException if the protocol keeps the name for itself */
    static void checkName(String event) {
        if (PacketDecoder.RESERVED.contains(event)) {
            throw new IllegalArgumentException(
                    "An event must not be named like one of the protocol's, was \""
                            + event + '"');
        }
    }

    void write(Packet packet) {
        write(packet.encode(), false);
    }

    void write(List<EngineMessage> encoded, boolean volatile_) {
        if (connected() && !(volatile_ && !conn().isWritable())) {
            conn().send(encoded, Callback.NOOP);
        }
    }

    /** @return completes with the data of the ACK; fails at the time-out, or when the client leaves */
    CompletableFuture<JsonNode> expectAck(long id, Duration timeout) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        acks.put(id, answer);
        if (timeout != null) {
            answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
        CompletableFuture<JsonNode> forgotten = answer
                .whenComplete((given, missing) -> acks.remove(id));
        if (!connected()) {
            answer.completeExceptionally(left());
        }
        return forgotten;
    }

    private static SocketIoException left() {
        return new SocketIoException("socket has been disconnected");
    }

    /** False if it has gone while a middleware was asked, or was admitted before. */
    boolean mayOpen() {
        return !opened && end == null;
    }

    /** The namespace has admitted it. Called with the monitor of the adapter held. */
    void open() {
        Set<String> rooms = new HashSet<>(session.rooms());
        rooms.add(id());
        namespace.adapter().addAll(this, rooms);
        opened = true;
        for (JsonNode missed : session.missedPackets()) {
            write(new Packet(Packet.Type.EVENT, namespace.name(), null, missed));
        }
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("sid", id());
        if (namespace.options().recovers()) {
            data.put("pid", session.pid());
        }
        write(new Packet(Packet.Type.CONNECT, namespace.name(), null, data));
    }

    void onPacket(Packet packet) {
        switch (packet.type()) {
            case EVENT -> onEvent(packet);
            case ACK -> onAck(packet);
            case DISCONNECT -> end("client namespace disconnect");
            default ->
                throw new IllegalStateException("Not for a socket: " + packet.type());
        }
    }

    private void onEvent(Packet packet) {
        List<JsonNode> args = new ArrayList<>();
        packet.data().forEach(args::add);
        String name = args.remove(0).textValue();
        Event event = new Event(this, name, args, packet.id());
        Next.through(List.copyOf(middleware), (each, next) -> each.handle(event, next),
                refused -> {
                    if (refused != null) {
                        onError(refused);
                    } else if (connected()) {
                        tell(anyListeners, event);
                        tell(listeners.getOrDefault(name, List.of()), event);
                    }
                });
    }

    /** One that is unknown, or was answered before, is nothing: the time-out may have been quicker. */
    private void onAck(Packet packet) {
        CompletableFuture<JsonNode> waiting = packet.id() == null
                ? null
                : acks.get(packet.id());
        if (waiting != null) {
            waiting.complete(packet.data());
        }
    }

    void onError(RuntimeException error) {
        tell(errors, error);
    }

    /** Leaves the namespace, once. */
    void end(String reason) {
        if (!ending.compareAndSet(false, true)) {
            return;
        }
        tell(disconnecting, reason);
        synchronized (namespace.adapter()) {
            synchronized (disconnected) {
                end = reason;
            }
            if (opened) {
                namespace.persist(session, rooms(), reason);
                namespace.adapter().delAll(this);
            }
        }
        client.remove(this);
        namespace.leave();
        List.copyOf(acks.values())
                .forEach(waiting -> waiting.completeExceptionally(left()));
        tell(disconnected, reason);
    }

    /** A listener that fails must not keep the others from hearing. */
    private static <T> void tell(List<Consumer<T>> listeners, T what) {
        for (Consumer<T> listener : listeners) {
            try {
                listener.accept(what);
            } catch (RuntimeException bug) {
                LOG.error("A listener failed", bug);
            }
        }
    }
}

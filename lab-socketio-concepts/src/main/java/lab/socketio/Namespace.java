package lab.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Clients that are served together, apart from those of other namespaces on the same connections. */
public final class Namespace {

    /** After these a client may come back as if it had not been away. */
    private static final Set<String> RECOVERABLE = Set.of("transport error",
            "transport close",
            "forced close", "ping timeout", "server shutting down",
            "forced server close");

    private final SocketIoServer server;
    private final String name;
    private final List<Middleware> middleware;
    private final List<Consumer<Socket>> listeners;
    private final Adapter adapter;
    private final AtomicLong ids = new AtomicLong();

    Namespace(SocketIoServer server, String name) {
        this(server, name, new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
    }

    /** One of those that come and go: what is asked and told is shared with the others. */
    Namespace(SocketIoServer server, String name, List<Middleware> middleware,
            List<Consumer<Socket>> listeners) {
        this.server = server;
        this.name = name;
        this.middleware = middleware;
        this.listeners = listeners;
        this.adapter = server.options().adapter().apply(this);
    }

    public String name() {
        return name;
    }

    public SocketIoOptions options() {
        return server.options();
    }

    public Adapter adapter() {
        return adapter;
    }

    /** Adds a listener that is told of each socket, before anything that the socket sends. */
    public Namespace onConnection(Consumer<Socket> listener) {
        listeners.add(listener);
        return this;
    }

    /** Adds a middleware. A recovered socket has passed it before, and is not asked again. */
    public Namespace use(Middleware next) {
        middleware.add(next);
        return this;
    }

    BroadcastOperator everybody() {
        return new BroadcastOperator(this, BroadcastOptions.ALL);
    }

    public BroadcastOperator to(String... rooms) {
        return everybody().to(rooms);
    }

    public BroadcastOperator in(String... rooms) {
        return everybody().in(rooms);
    }

    public BroadcastOperator except(String... rooms) {
        return everybody().except(rooms);
    }

    public BroadcastOperator local() {
        return everybody().local();
    }

    public BroadcastOperator volatile_() {
        return everybody().volatile_();
    }

    public BroadcastOperator timeout(Duration limit) {
        return everybody().timeout(limit);
    }

    /** Sends an event to everybody. */
    public void emit(String event, Object... args) {
        everybody().emit(event, args);
    }

    /** As {@link BroadcastOperator#emitWithAck}. */
    public CompletableFuture<List<JsonNode>> emitWithAck(String event, Object... args) {
        return everybody().emitWithAck(event, args);
    }

    public List<Socket> fetchSockets() {
        return everybody().fetchSockets();
    }

    public void socketsJoin(String... rooms) {
        everybody().socketsJoin(rooms);
    }

    public void socketsLeave(String... rooms) {
        everybody().socketsLeave(rooms);
    }

    public void disconnectSockets(boolean close) {
        everybody().disconnectSockets(close);
    }

    /** One counter for all sockets: a broadcast is acknowledged under the same id by each. */
    long nextId() {
        return ids.getAndIncrement();
    }

    void connect(Connection client, Handshake handshake) {
        if (options().recovers() && recover(client, handshake)) {
            return;
        }
        Socket socket = new Socket(this, client, handshake,
                new Adapter.Session(server.newId(),
                        server.newId(), Set.of(), new ConcurrentHashMap<>(), List.of()),
                false);
        client.add(socket);
        Next.through(List.copyOf(middleware), (each, next) -> each.handle(socket, next),
                refused -> {
                    if (refused == null) {
                        admit(client, socket);
                    } else {
                        client.refuse(name, refused);
                        socket.end("refused");
                    }
                });
    }

    /** Restoring and admitting is one step: what is sent in between would be lost. */
    private boolean recover(Connection client, Handshake handshake) {
        JsonNode pid = handshake.auth().path("pid");
        JsonNode offset = handshake.auth().path("offset");
        if (!pid.isTextual() || !offset.isTextual()) {
            return false;
        }
        Socket socket;
        synchronized (adapter) {
            Adapter.Session session = adapter.restoreSession(pid.textValue(),
                    offset.textValue());
            if (session == null) {
                return false;
            }
            socket = new Socket(this, client, handshake, session, true);
            client.add(socket);
            socket.open();
        }
        announce(client, socket);
        return true;
    }

    private void admit(Connection client, Socket socket) {
        synchronized (adapter) {
            if (!socket.mayOpen()) {
                return;
            }
            socket.open();
        }
        announce(client, socket);
    }

    private void announce(Connection client, Socket socket) {
        client.welcome();
        listeners.forEach(listener -> listener.accept(socket));
    }

    void persist(Adapter.Session session, Set<String> rooms, String reason) {
        if (options().recovers() && RECOVERABLE.contains(reason)) {
            adapter.persistSession(
                    new Adapter.Session(session.sid(), session.pid(), rooms,
                            session.data(), List.of()));
        }
    }

    void leave() {
        server.leave(this);
    }
}

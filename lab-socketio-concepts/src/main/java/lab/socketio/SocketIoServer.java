package lab.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import lab.engineio.EngineServer;
import lab.engineio.EngineSocket;

/**
 * A Socket.IO v5 server (Socket.IO protocol v5 on Engine.IO protocol v4). The names are those of the official
 * server's API; what is asked of the server itself is meant for the namespace {@code /}.
 */
public final class SocketIoServer {

    private static final int ID_BYTES = 15;

    private final SocketIoOptions options;
    private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>();
    private final List<DynamicNamespaces> dynamic = new CopyOnWriteArrayList<>();
    /** Of the namespaces that come and go: how many sockets each has, admitted or not. Guarded by itself. */
    private final Map<Namespace, Integer> occupied = new HashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Namespace root;
    private EngineServer engine;

    public SocketIoServer(SocketIoOptions options) {
        this.options = options;
        this.root = of("/");
    }

    /** Adds the routes, for pages of any origin. Called once, before the server starts. */
    public void configure(JavalinConfig config) {
        configure(config, anyone -> {
        });
    }

    /**
     * Adds the routes. Called once, before the server starts.
     *
     * @param admission throws for a request from a page that may not connect
     */
    public void configure(JavalinConfig config, Consumer<Context> admission) {
        engine = new EngineServer(options.path(), options.engine(), admission,
                this::accept);
        engine.configure(config);
    }

    private void accept(EngineSocket connection) {
        connection.listener(new Connection(this, connection));
    }

    SocketIoOptions options() {
        return options;
    }

    /** The namespace of that name, which must begin with a slash; it is made if there is none yet. */
    public Namespace of(String name) {
        if (!name.startsWith("/")) {
            throw new IllegalArgumentException(
                    "A namespace must begin with \"/\", was \"" + name + '"');
        }
        return namespaces.computeIfAbsent(name, none -> new Namespace(this, name));
    }

    /** All namespaces whose names are accepted: each is made for its first client, and ends with its last. */
    public DynamicNamespaces of(Predicate<String> names) {
        DynamicNamespaces more = new DynamicNamespaces(this, names);
        dynamic.add(more);
        return more;
    }

    /** Those that exist at the moment. */
    public List<Namespace> namespaces() {
        return List.copyOf(namespaces.values());
    }

    /** How many connections there are. */
    public int connections() {
        return engine.size();
    }

    /** @return null if there is none of that name and none may be made */
    Namespace enter(String name) {
        synchronized (occupied) {
            Namespace found = namespaces.get(name);
            if (found != null) {
                occupied.computeIfPresent(found, (same, count) -> count + 1);
                return found;
            }
            for (DynamicNamespaces each : dynamic) {
                if (each.accepts(name)) {
                    Namespace made = each.child(name);
                    namespaces.put(name, made);
                    occupied.put(made, 1);
                    return made;
                }
            }
            return null;
        }
    }

    void leave(Namespace namespace) {
        synchronized (occupied) {
            Integer count = occupied.computeIfPresent(namespace,
                    (same, before) -> before - 1);
            if (count != null && count == 0) {
                occupied.remove(namespace);
                namespaces.remove(namespace.name());
            }
        }
    }

    /** Unguessable. */
    String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().encodeToString(id);
    }

    public SocketIoServer onConnection(Consumer<Socket> listener) {
        root.onConnection(listener);
        return this;
    }

    public SocketIoServer use(Middleware next) {
        root.use(next);
        return this;
    }

    public BroadcastOperator to(String... rooms) {
        return root.to(rooms);
    }

    public BroadcastOperator in(String... rooms) {
        return root.in(rooms);
    }

    public BroadcastOperator except(String... rooms) {
        return root.except(rooms);
    }

    public BroadcastOperator local() {
        return root.local();
    }

    public BroadcastOperator volatile_() {
        return root.volatile_();
    }

    public BroadcastOperator timeout(Duration limit) {
        return root.timeout(limit);
    }

    public void emit(String event, Object... args) {
        root.emit(event, args);
    }

    public CompletableFuture<List<JsonNode>> emitWithAck(String event, Object... args) {
        return root.emitWithAck(event, args);
    }

    public List<Socket> fetchSockets() {
        return root.fetchSockets();
    }

    public void socketsJoin(String... rooms) {
        root.socketsJoin(rooms);
    }

    public void socketsLeave(String... rooms) {
        root.socketsLeave(rooms);
    }

    public void disconnectSockets(boolean close) {
        root.disconnectSockets(close);
    }

    /** Ends every connection, and tells its client so. */
    public void close() {
        namespaces().forEach(namespace -> namespace.fetchSockets()
                .forEach(socket -> socket.end("server shutting down")));
        engine.stop();
    }
}

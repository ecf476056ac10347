package lab.socketio.clients;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lab.engineio.EngineOptions;
import lab.feed.NotificationFeed;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.socketio.Event;
import lab.socketio.Namespace;
import lab.socketio.Next;
import lab.socketio.Socket;
import lab.socketio.SocketIoException;
import lab.socketio.SocketIoOptions;
import lab.socketio.SocketIoServer;

/** What the official clients are tried against: a server that answers to all that they can do. */
final class ClientsServer implements AutoCloseable {

    private final SocketIoOptions options;

    // Guarded by this.
    private LabServer server;

    ClientsServer() {
        this(EngineOptions.DEFAULTS);
    }

    private ClientsServer(EngineOptions engine) {
        options = SocketIoOptions.DEFAULTS.withRecovery(Duration.ofMinutes(2))
                .withEngine(engine);
        server = start(0);
    }

    /** One whose clients notice within two seconds that it is silent. */
    static ClientsServer withQuickHeartbeat() {
        EngineOptions engine = EngineOptions.DEFAULTS;
        return new ClientsServer(new EngineOptions(Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                engine.upgradeTimeout(), engine.maxPayload(), engine.maxBuffered()));
    }

    private LabServer start(int port) {
        SocketIoServer io = new SocketIoServer(options);
        io.use(ClientsServer::admit).onConnection(this::welcome);
        io.of("/second").onConnection(this::welcome);
        io.of(name -> name.startsWith("/tenant-")).onConnection(this::welcome);
        return LabServer.start(Settings.forTests().withPort(port),
                parts -> new LabServer.Lab("engineio", List.of(), config -> {
                    io.configure(config);
                    config.events.serverStopping(io::close);
                }, null), new NotificationFeed(10));
    }

    private static void admit(Socket socket, Next next) {
        boolean wrong = "wrong"
                .equals(socket.handshake().auth().path("token").asText());
        next.run(wrong
                ? new SocketIoException("unauthorized",
                        Map.of("code", 401, "hint", "ask for a token"))
                : null);
    }

    private void welcome(Socket socket) {
        Namespace namespace = socket.namespace();
        socket.emit("welcome", namespace.name(), socket.handshake().auth());
        socket.on("echo", event -> {
            Object[] args = event.args().toArray();
            if (event.wantsAck()) {
                event.ack(args);
            } else {
                socket.emit("echo", args);
            }
        });
        socket.on("join", event -> {
            socket.join(event.arg(0).textValue());
            event.ack(socket.rooms().size());
        });
        socket.on("leave", event -> {
            socket.leave(event.arg(0).textValue());
            event.ack(socket.rooms().size());
        });
        socket.on("say", event -> namespace.to(event.arg(0).textValue())
                .emit("said", event.arg(1)));
        socket.on("shout", event -> socket.broadcast().emit("shouted", event.arg(0)));
        socket.on("transport", event -> event.ack(socket.conn().transport()));
        socket.on("ask", event -> ask(event, "question", Duration.ofSeconds(10)));
        socket.on("ask in vain",
                event -> ask(event, "unanswered", Duration.ofMillis(100)));
        socket.on("volatile", event -> {
            socket.volatile_().emit("tick", event.arg(0));
            event.ack();
        });
        socket.on("kick", event -> socket.disconnect(event.arg(0).booleanValue()));
        socket.on("cut", event -> cut(socket, event.arg(0).textValue()));
        socket.on("restart", event -> CompletableFuture.runAsync(this::restart));
    }

    private static void ask(Event event, String question, Duration limit) {
        event.socket().timeout(limit).emitWithAck(question, event.arg(0))
                .whenComplete((answer, missing) -> event.socket().emit("answered",
                        missing == null ? answer : "TimeoutException"));
    }

    /** Cuts the client off, and tells its room more than it can hear. */
    private static void cut(Socket socket, String room) {
        socket.conn().cut();
        socket.namespace().to(room).volatile_().emit("lost");
        for (int i = 1; i <= 5; i++) {
            socket.namespace().to(room).emit("said", i);
        }
    }

    synchronized URI uri() {
        return server.uri();
    }

    /** Stops, and starts again on the same port. */
    synchronized void restart() {
        int port = server.port();
        server.close();
        server = start(port);
    }

    @Override
    public synchronized void close() {
        server.close();
    }
}

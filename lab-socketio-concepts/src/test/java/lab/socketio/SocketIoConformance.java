package lab.socketio;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lab.engineio.EngineOptions;
import lab.feed.NotificationFeed;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;

/**
 * A server as the official protocol test suite expects it, on port 3000:
 *
 * <pre>
 * mvn -q -pl lab-socketio-concepts -am test-compile exec:java -Drun=lab-socketio-concepts \
 *     -Dexec.classpathScope=test -Dexec.mainClass=lab.socketio.SocketIoConformance -Dlab.port=3000
 * </pre>
 */
final class SocketIoConformance {

    static final SocketIoOptions OPTIONS = new SocketIoOptions("/socket.io",
            new EngineOptions(Duration.ofMillis(300), Duration.ofMillis(200),
                    Duration.ofSeconds(10), 1_000_000, 4_000_000),
            Duration.ofSeconds(1), null, 1_000, InMemoryAdapter::new);

    private SocketIoConformance() {
    }

    public static void main(String[] args) {
        SocketIoServer io = new SocketIoServer(OPTIONS);
        io.onConnection(SocketIoConformance::echo);
        io.of("/custom").onConnection(SocketIoConformance::greet);
        start(Settings.fromEnvironment(3000), io);
        System.out.println("Socket.IO conformance server: started");
    }

    private static void echo(Socket socket) {
        greet(socket);
        socket.on("message",
                event -> socket.emit("message-back", event.args().toArray()));
        socket.on("message-with-ack", event -> event.ack(event.args().toArray()));
    }

    /**
     * A moment after the answer to CONNECT: the suite waits for one message after the other, and does not see a
     * second one that comes in the same TCP segment as the first.
     */
    private static void greet(Socket socket) {
        CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS)
                .execute(() -> socket.emit("auth", socket.handshake().auth()));
    }

    static LabServer start(Settings settings, SocketIoServer io) {
        return LabServer.start(settings,
                parts -> new LabServer.Lab("engineio", List.of(),
                        config -> {
                            io.configure(config, parts.origins()::require);
                            config.events.serverStopping(io::close);
                        }, null),
                new NotificationFeed(10));
    }
}

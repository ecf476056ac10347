package lab.socketio.demo;

import io.javalin.config.JavalinConfig;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import lab.feed.server.LabServer;
import lab.feed.server.Transport;
import lab.feed.server.TransportMetrics;
import lab.socketio.Socket;
import lab.socketio.SocketIoServer;

/**
 * The feed over Socket.IO as two transports, for whoever compares them: one server, and each socket counted with what
 * carries its connection when it enters the namespace.
 */
public final class SocketIoTransports {

    private SocketIoTransports() {
    }

    /** {@code socketio-websocket} and {@code socketio-polling}, to be put into one server together. */
    public static List<Transport> of(LabServer.Parts parts) {
        SocketIoServer io = new SocketIoServer(
                SocketIoLab.options(parts.settings()));
        // The first is configured first and the last is stopped last, and what they share with it.
        return List.of(
                new Half("socketio-websocket", hub(parts, io, "websocket"),
                        config -> io.configure(config, parts.origins()::require),
                        () -> {
                        }),
                new Half("socketio-polling", hub(parts, io, "polling"),
                        config -> {
                        }, io::close));
    }

    private static FeedHub hub(LabServer.Parts parts, SocketIoServer io,
            String carrier) {
        Predicate<Socket> mine = socket -> socket.conn().transport().equals(carrier);
        FeedHub hub = new FeedHub(parts, "socketio-" + carrier, mine);
        hub.install(io);
        return hub;
    }

    /**
     * @param mount of the server that both share
     * @param close the same
     */
    private record Half(String name, FeedHub hub, Consumer<JavalinConfig> mount,
            Runnable close) implements Transport {

        @Override
        public void configure(JavalinConfig config) {
            mount.accept(config);
        }

        @Override
        public TransportMetrics metrics() {
            return hub.metrics();
        }

        @Override
        public int drop(String client) {
            return hub.drop(client);
        }

        @Override
        public void stop() {
            hub.stop();
            close.run();
        }
    }
}

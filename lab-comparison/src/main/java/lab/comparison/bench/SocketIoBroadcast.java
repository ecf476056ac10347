package lab.comparison.bench;

import io.javalin.config.JavalinConfig;
import java.util.List;
import lab.feed.NotificationFeed;
import lab.feed.server.LabMain;
import lab.feed.server.LabServer;
import lab.socketio.SocketIoOptions;
import lab.socketio.SocketIoServer;

/** Broadcasts what one client publishes: what the peers in {@code src/peers} do, with {@link SocketIoServer}. */
public final class SocketIoBroadcast {

    private SocketIoBroadcast() {
    }

    public static void main(String[] arguments) {
        SocketIoServer io = new SocketIoServer(SocketIoOptions.DEFAULTS);
        io.onConnection(socket -> socket.on("publish", event -> {
            io.emit("notification", event.arg(0));
            event.ack();
        }));
        LabMain.run(arguments, "socketio", 0,
                settings -> LabServer.start(settings, parts -> lab(io),
                        new NotificationFeed(settings.capacity())));
    }

    /** The comparison's page stands in for one of its own: nobody looks at it. */
    private static LabServer.Lab lab(SocketIoServer io) {
        return new LabServer.Lab("comparison", List.of(), (JavalinConfig config) -> {
            io.configure(config);
            config.events.serverStopping(io::close);
        }, null);
    }
}

package lab.comparison.bench;

import io.javalin.config.JavalinConfig;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lab.engineio.EngineMessage;
import lab.engineio.EngineOptions;
import lab.engineio.EngineServer;
import lab.engineio.EngineSocket;
import lab.feed.NotificationFeed;
import lab.feed.server.LabMain;
import lab.feed.server.LabServer;

/** Broadcasts what one client publishes; with this project's Engine.IO, and just as much of Socket.IO as it takes. */
public final class SocketIoBroadcast {

    private static final String PUBLISH = "[\"publish\",";

    private final Set<EngineSocket> sockets = ConcurrentHashMap.newKeySet();
    private final EngineServer engine = new EngineServer("/socket.io/",
            EngineOptions.DEFAULTS, anyone -> {
            }, this::connected);

    public static void main(String[] arguments) {
        SocketIoBroadcast broadcast = new SocketIoBroadcast();
        LabMain.run(arguments, "socketio", 7004, settings -> LabServer.start(settings,
                parts -> new LabServer.Lab("comparison", List.of(), broadcast::mount,
                        null),
                new NotificationFeed(1)));
    }

    private void mount(JavalinConfig config) {
        engine.configure(config);
        config.events.serverStopping(engine::stop);
    }

    private void connected(EngineSocket socket) {
        socket.listener(new EngineSocket.Listener() {

            @Override
            public void onMessage(EngineMessage message) {
                received(socket, message.text());
            }

            @Override
            public void onClose(String reason) {
                sockets.remove(socket);
            }
        });
    }

    private void received(EngineSocket socket, String packet) {
        if (packet.startsWith("0")) {
            sockets.add(socket);
            socket.send(EngineMessage.text("0{\"sid\":\"" + socket.id() + "\"}"));
            return;
        }
        int event = packet.indexOf(PUBLISH);
        EngineMessage notification = EngineMessage.text("2[\"notification\","
                + packet.substring(event + PUBLISH.length()));
        sockets.forEach(each -> each.send(notification));
        socket.send(EngineMessage.text("3" + packet.substring(1, event) + "[]"));
    }
}

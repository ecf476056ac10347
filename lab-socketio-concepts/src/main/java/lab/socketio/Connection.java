package lab.socketio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import lab.engineio.EngineMessage;
import lab.engineio.EngineSocket;
import lab.feed.Json;
import org.eclipse.jetty.util.Callback;

/** One connection and the namespaces that it carries. */
final class Connection implements EngineSocket.Listener {

    /** Each costs the server a little, and a client could name them without end. */
    private static final int MAX_NAMESPACES = 100;

    private final SocketIoServer server;
    private final EngineSocket engine;
    private final PacketDecoder decoder = new PacketDecoder();
    /** By namespace; also those that are not admitted yet. */
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>();
    /** Done when the first namespace has admitted the client. */
    private final CompletableFuture<Void> welcome = new CompletableFuture<>();
    private volatile boolean closed;

    Connection(SocketIoServer server, EngineSocket engine) {
        this.server = server;
        this.engine = engine;
        welcome.orTimeout(server.options().connectTimeout().toMillis(),
                TimeUnit.MILLISECONDS)
                .exceptionally(late -> {
                    disconnect();
                    return null;
                });
    }

    EngineSocket engine() {
        return engine;
    }

    void send(Packet packet) {
        engine.send(packet.encode(), Callback.NOOP);
    }

    @Override
    public void onMessage(EngineMessage message) {
        Packet packet;
        try {
            packet = decoder.add(message);
        } catch (IllegalArgumentException malformed) {
            sockets.values().forEach(socket -> socket.onError(malformed));
            engine.close("parse error");
            return;
        }
        if (packet != null && !closed) {
            take(packet);
        }
    }

    private void take(Packet packet) {
        Socket socket = sockets.get(packet.namespace());
        boolean opening = packet.type() == Packet.Type.CONNECT;
        if (socket == null && opening) {
            connect(packet);
        } else if (socket != null && socket.connected() && !opening
                && packet.type() != Packet.Type.CONNECT_ERROR) {
            socket.onPacket(packet);
        } else {
            disconnect(); // out of turn
        }
    }

    private void connect(Packet packet) {
        Namespace namespace = sockets.size() < MAX_NAMESPACES
                ? server.enter(packet.namespace())
                : null;
        if (namespace == null) {
            refuse(packet.namespace(), new SocketIoException("Invalid namespace"));
            return;
        }
        namespace.connect(this, Handshake.of(engine.request(), packet.data()));
    }

    /** From now on a second CONNECT to its namespace is out of turn. */
    void add(Socket socket) {
        sockets.put(socket.namespace().name(), socket);
    }

    void remove(Socket socket) {
        sockets.remove(socket.namespace().name(), socket);
    }

    void welcome() {
        welcome.complete(null);
    }

    /** Tells the client that a namespace does not admit it. */
    void refuse(String namespace, SocketIoException error) {
        ObjectNode data = JsonNodeFactory.instance.objectNode()
                .put("message", error.getMessage());
        if (error.data() != null) {
            data.set("data", Json.tree(error.data()));
        }
        send(new Packet(Packet.Type.CONNECT_ERROR, namespace, null, data));
    }

    /** Ends every namespace, and the connection. */
    void disconnect() {
        List.copyOf(sockets.values()).forEach(socket -> socket.disconnect(false));
        engine.close();
        onClose("forced server close");
    }

    @Override
    public void onClose(String reason) {
        closed = true;
        welcome.complete(null);
        List.copyOf(sockets.values()).forEach(socket -> socket.end(reason));
    }
}

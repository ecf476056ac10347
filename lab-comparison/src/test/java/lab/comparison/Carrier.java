package lab.comparison;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.longpolling.LongPollingServer;
import lab.socketio.demo.SocketIoLab;
import lab.sse.SseServer;
import lab.testkit.EngineWire;
import lab.testkit.Wire;
import lab.testkit.WsWire;
import lab.websocket.WebSocketServer;

/** A transport as the tests see it: a server of its own, a path, a way to read. */
enum Carrier {

    /** Every lab can be polled; only the comparison counts it as a transport. */
    POLLING("polling", "/notifications", ComparisonServer::start, null), LONG_POLLING(
            "longpolling", "/poll", LongPollingServer::start,
            "503"), SSE("sse", "/events", SseServer::start, "bye"), WEBSOCKET(
                    "websocket", "/ws", WebSocketServer::start,
                    "1001"), SOCKET_IO_WEBSOCKET("socketio-websocket",
                            "/socket.io/?EIO=4&transport=websocket",
                            SocketIoLab::start, "1"), SOCKET_IO_POLLING(
                                    "socketio-polling",
                                    "/socket.io/?EIO=4&transport=polling",
                                    SocketIoLab::start, "1");

    static final String[] UPGRADE = {"Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Key: " + WsWire.KEY, "Sec-WebSocket-Version: 13"};
    /** The text "40", a CONNECT; the mask is 0, so the payload is what it is. */
    static final byte[] CONNECT_FRAME = {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, '4',
            '0'};

    private final String transport;
    private final String path;
    private final Function<Settings, LabServer> lab;
    private final String goodbye;

    Carrier(String transport, String path, Function<Settings, LabServer> lab,
            String goodbye) {
        this.transport = transport;
        this.path = path;
        this.lab = lab;
        this.goodbye = goodbye;
    }

    /** As {@code /status} names it. */
    String transport() {
        return transport;
    }

    String path() {
        return path;
    }

    /** How a server that stops says so; null if there is nobody connected to be told. */
    String goodbye() {
        return goodbye;
    }

    boolean isHeldOpen() {
        return goodbye != null;
    }

    LabServer start(Settings settings) {
        return lab.apply(settings);
    }

    /** Whoever has no connection between two answers is asked for: it does not go on by itself. */
    boolean isPolled() {
        return this == POLLING || this == LONG_POLLING || this == SOCKET_IO_POLLING;
    }

    /** With these a server notices within five seconds that a client has gone without a word. */
    Settings impatient(Settings settings) {
        return this == SOCKET_IO_POLLING
                ? settings.withHeartbeat(Duration.ofSeconds(2)) // and as long for the pong
                : settings.withHold(Duration.ofMillis(500));
    }

    /** @param query such as {@code after=earliest} */
    String target(String query) {
        return path + (path.contains("?") ? "&" : "?") + query;
    }

    /** Asks, and reads nothing of the answer. */
    Wire ask(Wire wire, String query) throws IOException {
        return switch (this) {
            case POLLING, LONG_POLLING -> wire.request("GET", target(query));
            case SSE ->
                wire.request("GET", target(query), "Accept: text/event-stream");
            case WEBSOCKET -> wire.request("GET", target(query), UPGRADE);
            case SOCKET_IO_WEBSOCKET ->
                wire.request("GET", target(query), UPGRADE).send(CONNECT_FRAME);
            case SOCKET_IO_POLLING -> {
                EngineWire.open(wire, "polling", query).send("40").listen();
                yield wire;
            }
        };
    }

    FeedClient connect(URI server, String query) throws IOException {
        return connect(Wire.open(server), query);
    }

    /**
     * A client over this connection. It is known to be subscribed, unless its poll is held: that
     * has been sent, and may be still on its way.
     *
     * @param query such as {@code after=earliest&topics=a,b&client=c}; what is absent is absent
     */
    FeedClient connect(Wire wire, String query) throws IOException {
        return switch (this) {
            case POLLING -> {
                PollingFeedClient client = new PollingFeedClient(ask(wire, query), path,
                        query);
                client.readAnswer();
                yield client;
            }
            case LONG_POLLING -> new PollingFeedClient(ask(wire, query), path, query);
            case SSE -> new SseFeedClient(ask(wire, query));
            case WEBSOCKET ->
                new WebSocketFeedClient(WsWire.handshake(wire, target(query)));
            case SOCKET_IO_WEBSOCKET ->
                new SocketIoFeedClient(EngineWire.open(wire, "websocket", query));
            case SOCKET_IO_POLLING ->
                new SocketIoFeedClient(EngineWire.open(wire, "polling", query));
        };
    }
}

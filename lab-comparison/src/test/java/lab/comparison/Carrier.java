package lab.comparison;

import java.io.IOException;
import java.net.URI;
import java.util.function.Function;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.longpolling.LongPollingServer;
import lab.sse.SseServer;
import lab.testkit.Wire;
import lab.testkit.WsWire;
import lab.websocket.WebSocketServer;

/** A transport as the tests see it: a server of its own, a path, a way to read. */
enum Carrier {

    /** Every lab can be polled; only the comparison counts it as a transport. */
    POLLING("polling", "/notifications", ComparisonServer::start, null), LONG_POLLING(
            "longpolling", "/poll", LongPollingServer::start,
            "503"), SSE("sse", "/events", SseServer::start, "bye"), WEBSOCKET(
                    "websocket", "/ws", WebSocketServer::start, "1001");

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

    /** Asks, and reads nothing of the answer. */
    Wire ask(Wire wire, String query) throws IOException {
        String target = path + "?" + query;
        return switch (this) {
            case POLLING, LONG_POLLING -> wire.request("GET", target);
            case SSE -> wire.request("GET", target, "Accept: text/event-stream");
            case WEBSOCKET -> wire.request("GET", target, "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Key: " + WsWire.KEY, "Sec-WebSocket-Version: 13");
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
                new WebSocketFeedClient(WsWire.handshake(wire, path + "?" + query));
        };
    }
}

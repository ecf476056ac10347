package lab.comparison.bench;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A way in which the feed reaches a client, and how this one looks in plots. */
enum Transport {

    /** Asks at intervals. */
    POLLING("polling", "interval polling", "/notifications", "#6b7280", "2 3",
            "lab.longpolling.LongPollingServer"),
    /** Asks again as soon as it is answered. */
    LONG_POLLING("longpolling", "long polling", "/poll", "#b45309", "8 4",
            "lab.longpolling.LongPollingServer"),
    /** One response that does not end. */
    SSE("sse", "SSE", "/events", "#15803d", "12 3 2 3", "lab.sse.SseServer"),
    /** Frames, with the notification as JSON. */
    WEBSOCKET("websocket", "WebSocket", "/ws", "#1d4ed8", "none",
            "lab.websocket.WebSocketServer"),
    /** Over WebSocket from the start; without the feed, of which the peers know nothing. */
    SOCKETIO("socketio", "Socket.IO", "/socket.io/?EIO=4&transport=websocket",
            "#7c3aed", "2 6 8 6", "lab.comparison.bench.SocketIoBroadcast");

    /** As in {@code /status} and on the command line. */
    final String id;
    final String label;
    final String path;
    final String colour;
    /** SVG {@code stroke-dasharray}: tells the transports apart without colour. */
    final String dashes;
    /** The server that is started for it; every lab answers interval polls. */
    final String labClass;

    Transport(String id, String label, String path, String colour, String dashes,
            String labClass) {
        this.id = id;
        this.label = label;
        this.path = path;
        this.colour = colour;
        this.dashes = dashes;
        this.labClass = labClass;
    }

    /** Its clients say in each request from where they want to go on. */
    boolean isPolled() {
        return this == POLLING || this == LONG_POLLING;
    }

    static Transport of(String id) {
        return Arrays.stream(values()).filter(transport -> transport.id.equals(id))
                .findFirst().orElseThrow(() -> new IllegalArgumentException(
                        "Transport must be one of %s, was \"%s\"".formatted(ids(),
                                id)));
    }

    static String ids() {
        return Arrays.stream(values()).map(transport -> transport.id)
                .collect(Collectors.joining(", "));
    }
}

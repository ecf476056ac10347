package lab.comparison;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose bytes they are: found in the line with which every request begins.
 *
 * @param transport as in {@code /status}; null if it is none of the transports
 * @param client the name that the client gave itself, or null
 */
record Exchange(String transport, String client) {

    static final Exchange NONE = new Exchange(null, null);

    private static final Pattern REQUEST_LINE = Pattern
            .compile("([A-Z]{3,7}) (/[^? ]*)(?:\\?([^ ]*))? HTTP/1\\.[01]\r\n");
    private static final Pattern CLIENT = Pattern.compile("(?:^|&)client=([^&]*)");
    /** Engine.IO has one path for two transports, and asks and speaks by request. */
    private static final Pattern SOCKET_IO = Pattern
            .compile("(?:GET|POST) /socket\\.io/?");
    private static final Pattern CARRIER = Pattern
            .compile("(?:^|&)transport=(polling|websocket)(?:&|$)");
    /** Jetty refuses a head that is longer. */
    private static final int LONGEST_REQUEST_LINE = 8_192;
    private static final Map<String, String> TRANSPORTS = Map.of(
            "GET /notifications", "polling",
            "GET /poll", "longpolling",
            "GET /events", "sse",
            "GET /ws", "websocket");

    /** What begins with these bytes; null if no request does. Reads without moving anything. */
    static Exchange begunBy(ByteBuffer bytes) {
        ByteBuffer start = bytes.slice(bytes.position(),
                Math.min(bytes.remaining(), LONGEST_REQUEST_LINE));
        Matcher line = REQUEST_LINE.matcher(StandardCharsets.ISO_8859_1.decode(start));
        if (!line.lookingAt()) {
            return null;
        }
        String transport = transport(line.group(1) + " " + line.group(2),
                line.group(3));
        return transport == null
                ? NONE
                : new Exchange(transport, client(line.group(3)));
    }

    private static String transport(String target, String query) {
        if (!SOCKET_IO.matcher(target).matches()) {
            return TRANSPORTS.get(target);
        }
        Matcher carrier = CARRIER.matcher(query == null ? "" : query);
        return carrier.find() ? "socketio-" + carrier.group(1) : null;
    }

    /** Frames follow, if the server accepts it. */
    boolean isHandshake() {
        return isCounted() && transport.endsWith("websocket");
    }

    boolean isCounted() {
        return transport != null;
    }

    private static String client(String query) {
        Matcher client = CLIENT.matcher(query == null ? "" : query);
        if (!client.find()) {
            return null;
        }
        try {
            return URLDecoder.decode(client.group(1), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException brokenEscape) {
            return null; // nobody can ask for the traffic of that name either
        }
    }
}

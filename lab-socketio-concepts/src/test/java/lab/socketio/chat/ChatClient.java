package lab.socketio.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.socketio.SocketIoWire;
import lab.testkit.LabClient;

/**
 * One socket in one namespace, over a WebSocket of its own, packet by packet. What comes beside an answer waits, in
 * order, until it is asked for. Every wait ends after five seconds, a limit that only a failing test reaches.
 */
final class ChatClient implements AutoCloseable {

    /** Type, namespace, acknowledgement's id, JSON. */
    private static final Pattern PACKET = Pattern
            .compile("(\\d)(?:/(\\w+),)?(\\d*)(.*)", Pattern.DOTALL);

    private static final Pattern EVENT = Pattern.compile("2/\\w+,(\\[.*)",
            Pattern.DOTALL);

    private final SocketIoWire wire;
    private final String namespace;
    private final Queue<String> events = new ArrayDeque<>();
    private String answer;
    private String lastOffset;
    private int lastId;

    private ChatClient(SocketIoWire wire, String namespace) {
        this.wire = wire;
        this.namespace = namespace;
    }

    /** @param auth JSON, the data of CONNECT; empty for none */
    static ChatClient connect(URI server, String namespace, String auth)
            throws IOException {
        return over(SocketIoWire.open(server), namespace, auth);
    }

    /** Another namespace, over the connection of this client, which then reads for it alone. */
    ChatClient alsoIn(String other, String auth) throws IOException {
        return over(wire, other, auth);
    }

    private static ChatClient over(SocketIoWire wire, String namespace, String auth)
            throws IOException {
        ChatClient client = new ChatClient(wire, namespace);
        client.send("0/" + namespace + "," + auth);
        client.answer = client.read();
        return client;
    }

    static String token(String token) {
        return LabClient.json(Map.of("token", token));
    }

    /** What CONNECT was answered with: {@code 0/chat,{"sid":…}} or {@code 4/chat,{"message":…}}. */
    String answer() {
        return answer;
    }

    /** Of the last event; where connection state recovery is on, it stands behind the arguments. */
    String lastOffset() {
        return lastOffset;
    }

    /** Emits, and gives the acknowledgement. */
    JsonNode ask(String event, Map<String, ?> payload) throws IOException {
        return ask(LabClient.json(new Object[]{event, payload}));
    }

    /** @param event the packet's JSON */
    JsonNode ask(String event) throws IOException {
        int id = ++lastId;
        send("2/%s,%d%s".formatted(namespace, id, event));
        for (String packet = read();; packet = read()) {
            Matcher parts = parse(packet);
            if (parts.group(1).equals("3") && parts.group(3).equals("" + id)) {
                return LabClient.parse(parts.group(4)).get(0);
            }
            events.add(packet);
        }
    }

    /** Emits without an acknowledgement. */
    void tell(String event, Map<String, ?> payload) throws IOException {
        send("2/%s,%s".formatted(namespace,
                LabClient.json(new Object[]{event, payload})));
    }

    /** The next event, which must be this one. */
    JsonNode event(String name) throws IOException {
        JsonNode event = event();
        assertThat(event.get(0).textValue()).as("%s", event).isEqualTo(name);
        return event.get(1);
    }

    /** The next event, with its name. */
    JsonNode event() throws IOException {
        Matcher parts = parse(next());
        assertThat(parts.group(1)).as("%s", parts.group()).isEqualTo("2");
        return LabClient.parse(parts.group(4));
    }

    /** Skips what comes before it. */
    JsonNode eventually(String name) throws IOException {
        for (JsonNode event = event();; event = event()) {
            if (event.get(0).textValue().equals(name)) {
                return event.get(1);
            }
        }
    }

    /** The next packet, as it was on the wire. */
    String next() throws IOException {
        return events.isEmpty() ? read() : events.remove();
    }

    /** An answer comes behind everything that was emitted to this socket before. */
    void heardNothingElse() throws IOException {
        ask("[\"typing\"]");
        assertThat(events).isEmpty();
    }

    /** Forgets what has come. */
    void forget() throws IOException {
        ask("[\"typing\"]");
        events.clear();
    }

    /** @param packet of Socket.IO */
    void send(String packet) throws IOException {
        wire.send(packet);
    }

    SocketIoWire wire() {
        return wire;
    }

    private String read() throws IOException {
        String packet = wire.read();
        Matcher event = EVENT.matcher(packet);
        if (event.matches()) {
            JsonNode data = LabClient.parse(event.group(1));
            lastOffset = data.get(data.size() - 1).asText();
        }
        return packet;
    }

    private Matcher parse(String packet) {
        Matcher parts = PACKET.matcher(packet);
        assertThat(parts.matches()).as(packet).isTrue();
        assertThat(parts.group(2)).as(packet).isEqualTo(namespace);
        return parts;
    }

    /** The client goes, without a word. */
    @Override
    public void close() throws IOException {
        wire.close();
    }
}

package lab.socketio.editor;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import lab.socketio.SocketIoWire;
import lab.testkit.LabClient;

/** A client of {@code /editor} in raw packets. */
final class EditorClient implements AutoCloseable {

    /** A room as whoever made it knows it. */
    record Key(String room, String token) {
    }

    private static final String NAMESPACE = "/editor,";

    private final SocketIoWire wire;
    /** What came while an answer was waited for. */
    private final Queue<JsonNode> events = new ArrayDeque<>();
    private JsonNode connected;
    private JsonNode welcome;
    private String offset;
    private long lastId;

    private EditorClient(SocketIoWire wire) {
        this.wire = wire;
    }

    static EditorClient connect(EditorServer server) throws IOException {
        EditorClient client = new EditorClient(SocketIoWire.open(server.uri()));
        client.connected = client.wire.join(NAMESPACE);
        return client;
    }

    /** The same client over a new connection, with what it knows of the one before. */
    EditorClient reconnect(EditorServer server) throws IOException {
        EditorClient client = new EditorClient(SocketIoWire.open(server.uri()));
        client.welcome = welcome;
        client.wire.send("0" + NAMESPACE + LabClient.json(
                Map.of("pid", connected.path("pid").textValue(), "offset", offset)));
        return client.awaitConnected();
    }

    private EditorClient awaitConnected() throws IOException {
        String packet = wire.read();
        for (; !packet.startsWith("0"); packet = wire.read()) {
            events.add(event(packet));
        }
        connected = LabClient.parse(packet.substring(packet.indexOf('{')));
        return this;
    }

    String sid() {
        return connected.path("sid").textValue();
    }

    Key create() throws IOException {
        JsonNode answer = ask("create", "{\"name\":\"Ada\"}");
        return new Key(answer.path("room").textValue(),
                answer.path("token").textValue());
    }

    /** Joins, and reads what everybody is told of it; gives the answer. */
    JsonNode join(Key key, String name) throws IOException {
        welcome = ask("join", LabClient.json(
                Map.of("room", key.room(), "token", key.token(), "name", name)));
        if (!welcome.has("error")) {
            next("people");
        }
        return welcome;
    }

    /** Joins as who it was before. */
    JsonNode joinAgain(Key key, String name) throws IOException {
        welcome = ask("join", LabClient.json(
                Map.of("room", key.room(), "token", key.token(), "name", name,
                        "site", site(), "key", welcome.path("key").textValue())));
        return welcome;
    }

    JsonNode welcome() {
        return welcome;
    }

    /** As a page that has lost everything but this. */
    void rememberWelcome(JsonNode before) {
        welcome = before;
    }

    int site() {
        return welcome.path("site").intValue();
    }

    /** Emits with an acknowledgement; gives what it carries. */
    JsonNode ask(String event, String payload) throws IOException {
        long id = ++lastId;
        wire.send("2%s%d[\"%s\",%s]".formatted(NAMESPACE, id, event, payload));
        String packet = wire.read();
        for (; packet.startsWith("2"); packet = wire.read()) {
            events.add(event(packet));
        }
        String start = "3" + NAMESPACE + id;
        if (!packet.startsWith(start + "[")) {
            throw new AssertionError("Expected an answer to %d, was %s"
                    .formatted(id, packet));
        }
        return LabClient.parse(packet.substring(start.length())).path(0);
    }

    EditorClient tell(String event, String payload) throws IOException {
        wire.send("2%s[\"%s\",%s]".formatted(NAMESPACE, event, payload));
        return this;
    }

    /** The next event, which must be this one; gives its first argument. */
    JsonNode next(String name) throws IOException {
        JsonNode event = nextEvent();
        if (!event.path(0).textValue().equals(name)) {
            throw new AssertionError("Expected %s, was %s".formatted(name, event));
        }
        return event.path(1);
    }

    /** The next event with its arguments, but without the offset of recovery. */
    JsonNode nextEvent() throws IOException {
        return events.isEmpty() ? event(wire.read()) : events.remove();
    }

    boolean hasMore() {
        return !events.isEmpty();
    }

    private JsonNode event(String packet) {
        if (!packet.startsWith("2" + NAMESPACE)) {
            throw new AssertionError("Expected an event, was " + packet);
        }
        JsonNode data = LabClient.parse(packet.substring(1 + NAMESPACE.length()));
        if (data.path(data.size() - 1).isTextual() && data.size() > 1) {
            offset = data.path(data.size() - 1).textValue();
        }
        return data;
    }

    /** The next packet as it is. */
    String read() throws IOException {
        return wire.read();
    }

    /** As a broken cable would. */
    void hangUp() throws IOException {
        wire.hangUp();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}

package lab.socketio.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import lab.testkit.EngineWire;
import lab.testkit.LabClient;
import lab.testkit.Wire;

/** A reader of the feed over Socket.IO, in the namespace {@code /}. Packets are texts, without Engine.IO's type. */
final class FeedClient implements AutoCloseable {

    private final EngineWire engine;
    private final JsonNode connected;
    private final String subscribed;

    private FeedClient(EngineWire engine) throws IOException {
        this.engine = engine;
        this.connected = LabClient.parse(read().substring(1));
        this.subscribed = data().get(1).textValue();
    }

    /**
     * Connects, and reads the first event.
     *
     * @param query of the request that opens the connection
     * @param auth of the CONNECT packet
     */
    static FeedClient connect(URI server, String transport, String query, String auth)
            throws IOException {
        return new FeedClient(ask(server, transport, query, auth));
    }

    static FeedClient connect(URI server, String transport) throws IOException {
        return connect(server, transport, "", "");
    }

    /** Connects; what that is answered is yet to be read. */
    static EngineWire ask(URI server, String transport, String query, String auth)
            throws IOException {
        return EngineWire.open(Wire.open(server), transport, query).send("40" + auth);
    }

    String sid() {
        return connected.get("sid").textValue();
    }

    /** What a client says that wants to be recovered. */
    String auth(String offset) {
        return LabClient.json(Map.of("pid", connected.get("pid"),
                "offset", offset));
    }

    /** From where the feed is read. */
    String subscribed() {
        return subscribed;
    }

    String read() throws IOException {
        String packet = engine.read();
        if (!packet.startsWith("4")) {
            throw new AssertionError("Expected a message, was " + packet);
        }
        return packet.substring(1);
    }

    /** The array of the next EVENT or ACK. */
    JsonNode data() throws IOException {
        String packet = read();
        return LabClient.parse(packet.substring(packet.indexOf('[')));
    }

    /** The title of the next notification. */
    String title() throws IOException {
        JsonNode event = data();
        if (!event.get(0).textValue().equals("notification")) {
            throw new AssertionError("Expected a notification, was " + event);
        }
        return event.get(1).get("title").textValue();
    }

    FeedClient send(String packet) throws IOException {
        engine.send("4" + packet);
        return this;
    }

    EngineWire engine() {
        return engine;
    }

    @Override
    public void close() throws IOException {
        engine.close();
    }
}

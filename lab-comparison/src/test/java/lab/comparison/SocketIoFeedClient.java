package lab.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import lab.testkit.EngineWire;
import lab.testkit.LabClient;

/** Reads the events of the namespace {@code /}. */
final class SocketIoFeedClient implements FeedClient {

    private final EngineWire engine;
    private String cursor;

    /** Reads the event that is the first of every connection. */
    SocketIoFeedClient(EngineWire engine) throws IOException {
        this.engine = engine;
        String connected = engine.send("40").read();
        if (!connected.startsWith("40")) {
            throw new AssertionError("Expected CONNECT, was " + connected);
        }
        cursor = event(engine.read()).get(1).textValue();
        engine.listen();
    }

    @Override
    public Arrival next() throws IOException {
        String packet = engine.read();
        if (packet.equals("1")) {
            return Arrival.goodbye("1");
        }
        JsonNode event = event(packet);
        cursor = event.get(2).textValue();
        return switch (event.get(0).textValue()) {
            case "notification" -> Arrival.notification(event.get(1));
            case "reset" -> Arrival.reset(cursor);
            default -> throw new AssertionError("Unexpected: " + packet);
        };
    }

    private static JsonNode event(String packet) {
        if (!packet.startsWith("42")) {
            throw new AssertionError("Expected an event, was " + packet);
        }
        return LabClient.parse(packet.substring(2));
    }

    @Override
    public void listen() throws IOException {
        engine.listen();
    }

    @Override
    public String cursor() {
        return cursor;
    }

    @Override
    public void close() throws IOException {
        engine.close();
    }

    @Override
    public void reset() throws IOException {
        engine.reset();
    }
}

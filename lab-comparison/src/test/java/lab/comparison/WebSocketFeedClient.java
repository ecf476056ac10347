package lab.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import lab.testkit.LabClient;
import lab.testkit.WsWire;

/** Reads frames; answers pings. */
final class WebSocketFeedClient implements FeedClient {

    private final WsWire wire;
    private String cursor;

    /** Reads the message that opens every connection. */
    WebSocketFeedClient(WsWire wire) throws IOException {
        this.wire = wire;
        cursor = wire.readMessage().get("cursor").textValue();
    }

    @Override
    public Arrival next() throws IOException {
        WsWire.Frame frame = wire.readFrame();
        while (frame.opcode() == WsWire.PING) {
            wire.send(WsWire.PONG, frame.payload());
            frame = wire.readFrame();
        }
        if (frame.opcode() == WsWire.CLOSE) {
            return Arrival.goodbye(Integer.toString(frame.closeCode()));
        }
        JsonNode message = LabClient.parse(frame.text());
        return switch (message.get("type").textValue()) {
            case "notification" -> {
                cursor = message.get("cursor").textValue();
                yield Arrival.notification(message);
            }
            case "reset" -> {
                cursor = message.get("cursor").textValue();
                yield Arrival.reset(cursor);
            }
            case "ack" -> next(); // of what this client published; not where it reads
            default -> throw new AssertionError("Unexpected: " + message);
        };
    }

    void publish(String topic, String title) throws IOException {
        wire.sendText(LabClient.json(Map.of(
                "type", "publish", "ref", "1", "topic", topic, "severity", "info",
                "title", title, "body", "")));
    }

    @Override
    public String cursor() {
        return cursor;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    @Override
    public void reset() throws IOException {
        wire.wire().reset();
    }
}

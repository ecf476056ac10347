package lab.comparison;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import lab.testkit.LabClient;
import lab.testkit.Wire;

/** Reads an event stream, block by block. */
final class SseFeedClient implements FeedClient {

    private final Wire wire;
    private String cursor;

    /** Reads the answer's head, and the block that every stream begins with. */
    SseFeedClient(Wire wire) throws IOException {
        this.wire = wire;
        String head = wire.readBlock();
        if (!head.startsWith("HTTP/1.1 200 ")) {
            throw new AssertionError("The stream was refused: " + head);
        }
        cursor = readFields().get("id");
    }

    @Override
    public Arrival next() throws IOException {
        Map<String, String> fields = readFields();
        while (!fields.containsKey("event")) {
            fields = readFields(); // a comment
        }
        cursor = fields.getOrDefault("id", cursor);
        return switch (fields.get("event")) {
            case "notification" ->
                Arrival.notification(LabClient.parse(fields.get("data")));
            case "reset" -> Arrival.reset(fields.get("id"));
            case "bye" -> Arrival.goodbye("bye");
            default -> throw new AssertionError("Unknown event: " + fields);
        };
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
        wire.reset();
    }

    private Map<String, String> readFields() throws IOException {
        Map<String, String> fields = new HashMap<>();
        wire.readBlock().lines().forEach(line -> {
            int colon = line.indexOf(": ");
            fields.put(line.substring(0, colon), line.substring(colon + 2));
        });
        return fields;
    }
}

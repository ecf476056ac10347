package lab.sse;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import lab.testkit.LabClient;
import lab.testkit.Wire;

/** An open {@code GET /events}, read block by block as it is on the wire. */
final class EventStream implements AutoCloseable {

    private final Wire wire;
    private final String head;
    private final String firstBlock;

    private EventStream(Wire wire, String head, String firstBlock) {
        this.wire = wire;
        this.head = head;
        this.firstBlock = firstBlock;
    }

    /** Connects and reads the head, and the block that every stream begins with. */
    static EventStream open(URI server, String target, String... fields)
            throws IOException {
        return open(Wire.open(server), target, fields);
    }

    static EventStream open(Wire wire, String target, String... fields)
            throws IOException {
        String head = wire.request("GET", target, fields).readBlock();
        if (!head.startsWith("HTTP/1.1 200 ")) {
            throw new AssertionError("The stream was refused: " + head);
        }
        return new EventStream(wire, head, wire.readBlock());
    }

    String head() {
        return head;
    }

    String firstBlock() {
        return firstBlock;
    }

    /** The lines up to the next blank line. */
    String next() throws IOException {
        return wire.readBlock();
    }

    /** The title of the next event, which must be a notification. */
    String nextTitle() throws IOException {
        String block = next();
        if (!block.contains("event: notification\n")) {
            throw new AssertionError("Expected a notification, was " + block);
        }
        return LabClient.parse(field(block, "data")).get("title").textValue();
    }

    List<String> nextTitles(int count) throws IOException {
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            titles.add(nextTitle());
        }
        return titles;
    }

    /** The value of the first field of this name in the block; null if it has none. */
    static String field(String block, String name) {
        return block.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse(null);
    }

    Wire wire() {
        return wire;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}

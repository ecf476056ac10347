package lab.judge;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A response that is a stream of events, read as a browser reads it (WHATWG HTML, "Interpreting an
 * event stream"), while it comes.
 */
public final class EventStream implements AutoCloseable {

    private static final Rule UTF_8 = Rule.rule("UTF-8", "De l'UTF-8")
            .source("WHATWG HTML, Parsing an event stream");
    private static final Rule BLOCK = Rule.rule("An event, or at least a comment",
            "Un événement, ou du moins un commentaire")
            .source("WHATWG HTML, Parsing an event stream");
    private static final Rule EVENT = Rule.rule("An event with data",
            "Un événement avec des données")
            .source("WHATWG HTML, Interpreting an event stream");
    private static final int MAX_BLOCKS = 10_000;

    /**
     * An event that a browser would dispatch.
     *
     * @param id the last event id at that moment
     * @param name {@code message} unless the stream says otherwise
     */
    public record Event(String id, String name, String data, Transcript.Place place)
            implements
                Trial.Seen {

        @Override
        public Text got() {
            return Text.same("id \"%s\", event \"%s\", data \"%s\"".formatted(
                    Printable.text(id), Printable.text(name), Printable.text(data)));
        }
    }

    /**
     * Lines up to a blank one, as they are on the wire, without their ends.
     *
     * @param event null if a browser dispatches nothing for it
     */
    public record Block(List<String> lines, Event event, Transcript.Place place)
            implements
                Trial.Seen {

        /** What follows the colon of each comment line. */
        public List<String> comments() {
            return lines.stream().filter(line -> line.startsWith(":"))
                    .map(line -> line.substring(1)).toList();
        }

        @Override
        public Text got() {
            return Text.same(Printable.text(String.join("\n", lines)));
        }
    }

    private final Wire wire;
    private final Trial trial;
    private final Response head;
    private final Bytes body;
    private String lastEventId = "";
    private String retry;
    private int pushedBack = -1;
    private boolean begun;

    EventStream(Wire wire, Trial trial, Response head) {
        this.wire = wire;
        this.trial = trial;
        this.head = head;
        this.body = new StreamedBody(wire, trial, head);
    }

    /** The answer to a request that the check has sent by itself; reads its head. */
    public static EventStream over(Trial trial, Wire wire) {
        return new EventStream(wire, trial, wire.readHead());
    }

    /** Status and fields, without a body. */
    public Response head() {
        return head;
    }

    /** The connection below, to be reset, or not to be read. */
    public Wire wire() {
        return wire;
    }

    /** The last {@code retry} that is valid, in milliseconds; null if there was none. */
    public String retry() {
        return retry;
    }

    public String lastEventId() {
        return lastEventId;
    }

    /** The next event; blocks that dispatch nothing are passed over. The stream's end ends the check. */
    public Event next() {
        for (int i = 0; i < MAX_BLOCKS; i++) {
            Block block = nextBlock();
            if (block.event() != null) {
                return block.event();
            }
        }
        throw trial.failure(Outcome.FAIL, EVENT,
                Text.text("blocks without data, without end",
                        "des blocs sans données, sans fin"),
                wire.place());
    }

    /** The next block, whatever is in it; {@code retry} and {@code id} in it have had their effect. */
    public Block nextBlock() {
        Block block = blockOrEnd();
        if (block == null) {
            throw trial.failure(Outcome.FAIL, BLOCK,
                    Text.text("the stream's end", "la fin du flux"), null);
        }
        return block;
    }

    /** Null at the stream's end; what is there without a blank line after it is dropped. */
    public Block blockOrEnd() {
        List<String> lines = new ArrayList<>();
        Transcript.Place place = body.place();
        while (true) {
            String line = lineOrEnd();
            if (line == null) {
                return null;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            } else if (!lines.isEmpty()) {
                return new Block(List.copyOf(lines), interpret(lines, place), place);
            } else {
                place = body.place();
            }
        }
    }

    /** CR, LF and CRLF end a line; one byte order mark at the beginning is no part of it. */
    private String lineOrEnd() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = take();
        while (b != '\n' && b != '\r') {
            if (b < 0) {
                return null;
            }
            line.write(b);
            b = take();
        }
        // A LF after CR belongs to it; it is looked at when the next line is read, as it may not have come yet.
        pushedBack = b == '\r' ? '\r' : -1;
        String text = decode(line.toByteArray());
        boolean marked = !begun && text.startsWith("\uFEFF");
        begun = true;
        return marked ? text.substring(1) : text;
    }

    private int take() {
        int b = body.readOrEnd();
        if (pushedBack == '\r') {
            pushedBack = -1;
            if (b == '\n') {
                b = body.readOrEnd();
            }
        }
        return b;
    }

    private String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw trial.failure(Outcome.FAIL, UTF_8, Text.same(Printable.line(bytes)),
                    wire.place());
        }
    }

    private Event interpret(List<String> lines, Transcript.Place place) {
        String name = "";
        StringBuilder data = new StringBuilder();
        boolean hasData = false;
        for (String line : lines) {
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            switch (field) {
                case "event" -> name = value;
                case "data" -> {
                    data.append(value).append('\n');
                    hasData = true;
                }
                case "id" ->
                    lastEventId = value.indexOf('\0') < 0 ? value : lastEventId;
                case "retry" -> retry = value.matches("[0-9]+") ? value : retry;
                default -> {
                    // a comment, whose field is empty, or one that is not known: ignored
                }
            }
        }
        if (!hasData) {
            return null;
        }
        data.setLength(data.length() - 1);
        return new Event(lastEventId, name.isEmpty() ? "message" : name,
                data.toString(),
                place);
    }

    @Override
    public void close() {
        wire.close();
    }
}

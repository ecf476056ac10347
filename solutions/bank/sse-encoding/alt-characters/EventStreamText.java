package lab.exercises.sse_encoding;

import java.util.regex.Pattern;

/** Events as text (WHATWG HTML, "Parsing an event stream"). */
final class EventStreamText {

    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    private EventStreamText() {
    }

    /** One block, with the blank line that ends it. */
    static String encode(ServerEvent event) {
        StringBuilder block = new StringBuilder();
        if (event.comment() != null) {
            block.append(comment(event.comment()));
        }
        if (event.retryMillis() != null) {
            block.append(retry(event.retryMillis()));
        }
        if (event.id() != null) {
            block.append("id: ").append(singleLine(event.id())).append('\n');
        }
        if (event.event() != null) {
            block.append("event: ").append(singleLine(event.event())).append('\n');
        }
        if (event.data() != null) {
            block.append(data(event.data()));
        }
        return block.append('\n').toString();
    }

    /** The data fields: one for each line, so that the browser gets the text as it was. */
    private static String data(String text) {
        StringBuilder fields = new StringBuilder("data: ");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                continue;
            }
            if (c == '\r' || c == '\n') {
                fields.append("\r\ndata: ");
            } else {
                fields.append(c);
            }
        }
        return fields.append("\r\n").toString();
    }

    /** The value of a field that cannot have several lines. */
    private static String singleLine(String value) {
        return value.replace("\r", "").replace("\n", "").replace("\0", "");
    }

    /** Lines that are ignored by every parser: each begins with a colon. */
    private static String comment(String text) {
        StringBuilder lines = new StringBuilder();
        for (String line : LINE_END.split(text, -1)) {
            lines.append(": ").append(line).append('\n');
        }
        return lines.toString();
    }

    /** The field with the reconnection time; empty if the time cannot be one. */
    private static String retry(int millis) {
        return millis < 0 ? "" : "retry: " + millis + "\n";
    }
}

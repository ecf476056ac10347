package lab.exercises.sse_encoding;

import java.util.regex.Pattern;

/** Events as text (WHATWG HTML, "Parsing an event stream"). */
final class EventStreamText {

    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    private EventStreamText() {
    }

    /** One block, with the blank line that ends it. */
    static String encode(ServerEvent event) {
        // tag::todo-1[] Put together what the methods below return; what is null is left out.
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
        // end::todo-1[]
    }

    /** The data fields: one for each line, so that the browser gets the text as it was. */
    private static String data(String text) {
        // tag::todo-2[] CR, LF and CRLF each end a line, and an empty text has one line, too.
        StringBuilder fields = new StringBuilder();
        for (String line : LINE_END.split(text, -1)) {
            fields.append("data: ").append(line).append('\n');
        }
        return fields.toString();
        // end::todo-2[]
    }

    /** The value of a field that cannot have several lines. */
    private static String singleLine(String value) {
        // tag::todo-3[] Take out what would end the field, and NUL, which makes a browser ignore an id.
        return value.replaceAll("[\r\n\0]", "");
        // end::todo-3[]
    }

    /** Lines that are ignored by every parser: each begins with a colon. */
    private static String comment(String text) {
        // tag::todo-4[] A comment of several lines is several comments.
        StringBuilder lines = new StringBuilder();
        for (String line : LINE_END.split(text, -1)) {
            lines.append(": ").append(line).append('\n');
        }
        return lines.toString();
        // end::todo-4[]
    }

    /** The field with the reconnection time; empty if the time cannot be one. */
    private static String retry(int millis) {
        // tag::todo-5[] Digits only, in milliseconds.
        return millis < 0 ? "" : "retry: " + millis + "\n";
        // end::todo-5[]
    }
}

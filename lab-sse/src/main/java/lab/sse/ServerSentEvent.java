package lab.sse;

import java.util.regex.Pattern;

/**
 * One block of an event stream (WHATWG HTML, "Server-sent events"). A block ends with a blank
 * line, on which the browser dispatches the event; a block without data sets what it sets
 * and dispatches nothing.
 *
 * @param id what the browser sends back as {@code Last-Event-ID}; null leaves it as it was
 * @param event the event's type; null means {@code message}
 * @param data null for a block without an event; empty is an event all the same
 * @param retryMillis how long to wait before reconnecting; null leaves it as it was
 */
public record ServerSentEvent(String id, String event, String data,
        Integer retryMillis) {

    /** CR, LF and CRLF each end a line ("Parsing an event stream"). */
    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
    /** What would end a field early and begin another; NUL makes the browser ignore an id. */
    private static final Pattern BREAKS_FIELD = Pattern.compile("[\r\n\0]");

    public static ServerSentEvent of(String event, String data) {
        return new ServerSentEvent(null, event, data, null);
    }

    /** A block that only tells the browser how long to wait before it reconnects. */
    public static ServerSentEvent retry(int millis) {
        return new ServerSentEvent(null, null, null, millis);
    }

    public ServerSentEvent withId(String newId) {
        return new ServerSentEvent(newId, event, data, retryMillis);
    }

    public ServerSentEvent {
        if (retryMillis != null && retryMillis < 0) {
            throw new IllegalArgumentException(
                    "Reconnection time must be at least 0 ms, was " + retryMillis);
        }
    }

    // tag::encode[]
    /** As text for the wire, which is always UTF-8. */
    public String encode() {
        StringBuilder block = new StringBuilder();
        if (retryMillis != null) {
            block.append("retry: ").append(retryMillis).append('\n');
        }
        if (id != null) {
            block.append("id: ").append(singleLine(id)).append('\n');
        }
        if (event != null) {
            block.append("event: ").append(singleLine(event)).append('\n');
        }
        if (data != null) {
            // Also when it is empty: without a data field the browser drops the event.
            for (String line : LINE_END.split(data, -1)) {
                block.append("data: ").append(line).append('\n');
            }
        }
        return block.append('\n').toString();
    }
    // end::encode[]

    /** A line that every parser ignores: it keeps the connection from looking idle. */
    public static String comment(String text) {
        return ": " + singleLine(text) + "\n\n";
    }

    /** Otherwise a value could add fields, or whole events, of its own. */
    private static String singleLine(String value) {
        return BREAKS_FIELD.matcher(value).replaceAll("");
    }
}

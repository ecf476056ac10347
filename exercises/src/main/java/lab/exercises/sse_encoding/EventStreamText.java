package lab.exercises.sse_encoding;

import java.util.regex.Pattern;

/** Events as text (WHATWG HTML, "Parsing an event stream"). */
final class EventStreamText {

    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    private EventStreamText() {
    }

    /** One block, with the blank line that ends it. */
    static String encode(ServerEvent event) {
        // TODO 1: Put together what the methods below return; what is null is left out.
        throw new UnsupportedOperationException("TODO 1");
    }

    /** The data fields: one for each line, so that the browser gets the text as it was. */
    private static String data(String text) {
        // TODO 2: CR, LF and CRLF each end a line, and an empty text has one line, too.
        throw new UnsupportedOperationException("TODO 2");
    }

    /** The value of a field that cannot have several lines. */
    private static String singleLine(String value) {
        // TODO 3: Take out what would end the field, and NUL, which makes a browser ignore an id.
        throw new UnsupportedOperationException("TODO 3");
    }

    /** Lines that are ignored by every parser: each begins with a colon. */
    private static String comment(String text) {
        // TODO 4: A comment of several lines is several comments.
        throw new UnsupportedOperationException("TODO 4");
    }

    /** The field with the reconnection time; empty if the time cannot be one. */
    private static String retry(int millis) {
        // TODO 5: Digits only, in milliseconds.
        throw new UnsupportedOperationException("TODO 5");
    }
}

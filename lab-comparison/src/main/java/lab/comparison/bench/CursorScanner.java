package lab.comparison.bench;

import java.nio.ByteBuffer;

/**
 * Remembers the last {@code "cursor":"…"} of a poll's answer. Each notification has one
 * too, but the answer's own comes last.
 */
final class CursorScanner {

    private static final byte[] KEY = Ascii.bytes("\"cursor\":\"");
    /** More than any cursor of the labs. */
    private static final int LIMIT = 128;

    private final byte[] cursor = new byte[LIMIT];
    private int length;
    /** Bytes of {@link #KEY} seen; all of them: the value is being read. */
    private int matched;

    void scan(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            byte one = bytes[at];
            if (matched == KEY.length) {
                value(one);
            } else if (one == KEY[matched]) {
                if (++matched == KEY.length) {
                    length = 0;
                }
            } else {
                // The key's quotation marks are the only places where it can begin anew.
                matched = one == '"' ? 1 : matched == 8 && one == KEY[1] ? 2 : 0;
            }
        }
    }

    private void value(byte one) {
        if (one == '"') {
            matched = 0;
        } else if (length == LIMIT) {
            throw new ProtocolViolation(
                    "A cursor must have at most %d bytes".formatted(LIMIT));
        } else {
            cursor[length++] = one;
        }
    }

    void set(byte[] start) {
        System.arraycopy(start, 0, cursor, 0, start.length);
        length = start.length;
    }

    void appendTo(ByteBuffer buffer) {
        buffer.put(cursor, 0, length);
    }
}

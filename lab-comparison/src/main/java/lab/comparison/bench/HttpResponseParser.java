package lab.comparison.bench;

/**
 * Takes HTTP/1.1 responses apart as their bytes arrive, however they are split (RFC 9112).
 * It allocates nothing per response: a load generator that works harder than the server
 * would measure itself.
 */
final class HttpResponseParser {

    /** What a response consists of, in the order in which it arrives. */
    interface Handler {

        /** One header line, without its line end. Valid only during the call. */
        default void header(byte[] bytes, int from, int to) {
        }

        void head(int status);

        /** A part of the content, freed of its transfer coding. Valid only during the call. */
        void body(byte[] bytes, int from, int to);

        /** {@code reusable}: another request may follow on this connection. */
        void end(boolean reusable);
    }

    private enum State {
        STATUS, HEADER, FIXED, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILER, UNTIL_CLOSE, UPGRADED
    }

    /** Longer lines are cut: none that matters here is longer. */
    private static final int LINE_LIMIT = 256;
    private static final byte[] CONTENT_LENGTH = Ascii.bytes("content-length:");
    private static final byte[] TRANSFER_ENCODING = Ascii.bytes("transfer-encoding:");
    private static final byte[] CHUNKED = Ascii.bytes("chunked");
    private static final byte[] CONNECTION = Ascii.bytes("connection:");
    private static final byte[] CLOSE = Ascii.bytes("close");

    private final Handler handler;
    private final byte[] line = new byte[LINE_LIMIT];
    private int held;
    private State state = State.STATUS;
    private int status;
    private boolean chunked;
    private boolean close;
    /** Bytes left in the content or chunk; -1 while no length is known. */
    private long left = -1;

    HttpResponseParser(Handler handler) {
        this.handler = handler;
    }

    /**
     * Returns the index of the first byte that is not HTTP: {@code to}, or less after
     * {@code 101 Switching Protocols}.
     */
    int parse(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && state != State.UPGRADED) {
            at = switch (state) {
                case FIXED, CHUNK -> content(bytes, at, to);
                case UNTIL_CLOSE -> {
                    handler.body(bytes, at, to);
                    yield to;
                }
                default -> line(bytes, at, to);
            };
        }
        return at;
    }

    /** The server has closed the connection. False: in the middle of a response. */
    boolean closed() {
        if (state == State.UNTIL_CLOSE) {
            finish(false);
            return true;
        }
        return state == State.STATUS && held == 0;
    }

    private int content(byte[] bytes, int from, int to) {
        int length = (int) Math.min(left, to - from);
        handler.body(bytes, from, from + length);
        left -= length;
        if (left == 0) {
            if (state == State.CHUNK) {
                state = State.CHUNK_END;
            } else {
                finish(!close);
            }
        }
        return from + length;
    }

    private int line(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        if (end == to || held > 0) {
            int length = Math.min(end - from, LINE_LIMIT - held);
            System.arraycopy(bytes, from, line, held, length);
            held += length;
        }
        if (end == to) {
            return to;
        }
        if (held > 0) {
            int length = held;
            held = 0;
            wholeLine(line, 0, withoutReturn(line, 0, length));
        } else {
            wholeLine(bytes, from, withoutReturn(bytes, from, end));
        }
        return end + 1;
    }

    private static int withoutReturn(byte[] bytes, int from, int to) {
        return to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    }

    private void wholeLine(byte[] bytes, int from, int to) {
        switch (state) {
            case STATUS -> statusLine(bytes, from, to);
            case HEADER -> {
                if (from == to) {
                    headDone();
                } else {
                    headerLine(bytes, from, to);
                }
            }
            case CHUNK_SIZE -> {
                left = Ascii.number(bytes, from, to, 16);
                state = left == 0 ? State.TRAILER : State.CHUNK;
            }
            case CHUNK_END -> state = State.CHUNK_SIZE;
            case TRAILER -> {
                if (from == to) {
                    finish(!close);
                }
            }
            default ->
                throw new IllegalStateException("No line is expected in " + state);
        }
    }

    private void statusLine(byte[] bytes, int from, int to) {
        if (to - from < 12 || bytes[from] != 'H' || bytes[from + 4] != '/') {
            throw new ProtocolViolation(
                    "A response must begin with HTTP/1.1 and a status, was \"%s\""
                            .formatted(Ascii.text(bytes, from, to)));
        }
        status = (int) Ascii.number(bytes, from + 9, from + 12, 10);
        chunked = false;
        close = bytes[from + 7] == '0';
        left = -1;
        state = State.HEADER;
    }

    private void headerLine(byte[] bytes, int from, int to) {
        if (Ascii.startsWith(bytes, from, to, CONTENT_LENGTH)) {
            left = Ascii.number(bytes, from + CONTENT_LENGTH.length, to, 10);
        } else if (Ascii.startsWith(bytes, from, to, TRANSFER_ENCODING)) {
            chunked = Ascii.endsWith(bytes, from, to, CHUNKED);
        } else if (Ascii.startsWith(bytes, from, to, CONNECTION)) {
            close |= Ascii.endsWith(bytes, from, to, CLOSE);
        }
        handler.header(bytes, from, to);
    }

    /** RFC 9112 §6.3: how long the content is. */
    private void headDone() {
        if (status == 101) {
            state = State.UPGRADED;
            handler.head(status);
        } else if (status < 200) {
            state = State.STATUS; // an interim response; the real one follows
        } else {
            handler.head(status);
            if (status == 204 || status == 304 || !chunked && left == 0) {
                finish(!close);
            } else if (chunked) {
                state = State.CHUNK_SIZE;
            } else {
                state = left > 0 ? State.FIXED : State.UNTIL_CLOSE;
            }
        }
    }

    private void finish(boolean reusable) {
        state = State.STATUS;
        handler.end(reusable);
    }
}

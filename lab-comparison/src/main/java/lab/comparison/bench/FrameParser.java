package lab.comparison.bench;

/**
 * Takes a server's WebSocket frames apart as their bytes arrive, however they are split
 * (RFC 6455 §5.2). No extension was negotiated, so no reserved bit may be set.
 */
final class FrameParser {

    /** What a client must notice. The bytes are valid only during the call. */
    interface Handler {

        /** A part of the payload of a text message. */
        void text(byte[] bytes, int from, int to);

        /** The last part of a text message has come. */
        default void textEnd() {
        }

        void ping(byte[] payload, int length);

        /** 1005 when the frame carried no code (§7.1.5). */
        void close(int code);
    }

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private enum State {
        OPCODE, LENGTH, EXTENDED_LENGTH, PAYLOAD
    }

    private final Handler handler;
    /** A control frame's payload is at most 125 bytes (§5.5). */
    private final byte[] control = new byte[125];
    private int controlLength;
    private State state = State.OPCODE;
    private int opcode;
    private boolean last;
    private int lengthBytes;
    private long left;

    FrameParser(Handler handler) {
        this.handler = handler;
    }

    void parse(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            switch (state) {
                case OPCODE -> opcode(bytes[at++]);
                case LENGTH -> length(bytes[at++]);
                case EXTENDED_LENGTH -> {
                    left = left << 8 | bytes[at++] & 0xFF;
                    if (--lengthBytes == 0) {
                        beginPayload();
                    }
                }
                case PAYLOAD -> {
                    int part = (int) Math.min(left, to - at);
                    payload(bytes, at, part);
                    at += part;
                }
                default -> throw new IllegalStateException(state.name());
            }
        }
    }

    private void opcode(byte first) {
        opcode = first & 0x0F;
        last = first < 0;
        boolean known = opcode == CONTINUATION || opcode == TEXT
                || opcode >= CLOSE && opcode <= PONG;
        if ((first & 0x70) != 0 || !known) {
            throw new ProtocolViolation(
                    "A frame must begin with a known opcode and no reserved bit, was 0x%02X"
                            .formatted(first));
        }
        state = State.LENGTH;
    }

    private void length(byte second) {
        if (second < 0) {
            throw new ProtocolViolation(
                    "A server must not mask its frames (RFC 6455 §5.1)");
        }
        if (opcode >= CLOSE && second > 125) {
            throw new ProtocolViolation(
                    "A control frame has at most 125 bytes (RFC 6455 §5.5)");
        }
        left = second;
        if (second < 126) {
            beginPayload();
        } else {
            left = 0;
            lengthBytes = second == 126 ? 2 : 8;
            state = State.EXTENDED_LENGTH;
        }
    }

    private void beginPayload() {
        controlLength = 0;
        state = State.PAYLOAD;
        if (left == 0) {
            endOfFrame();
        }
    }

    private void payload(byte[] bytes, int from, int length) {
        if (opcode < CLOSE) {
            handler.text(bytes, from, from + length);
        } else {
            System.arraycopy(bytes, from, control, controlLength, length);
            controlLength += length;
        }
        left -= length;
        if (left == 0) {
            endOfFrame();
        }
    }

    private void endOfFrame() {
        state = State.OPCODE;
        if (opcode == PING) {
            handler.ping(control, controlLength);
        } else if (opcode == CLOSE) {
            handler.close(controlLength < 2
                    ? 1005
                    : (control[0] & 0xFF) << 8 | control[1] & 0xFF);
        } else if (opcode < CLOSE && last) {
            handler.textEnd();
        }
    }
}

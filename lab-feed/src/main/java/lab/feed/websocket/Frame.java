package lab.feed.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One frame (RFC 6455 §5.2):
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-------+-+-------------+-------------------------------+
 * |F|R|R|R| opcode|M| Payload len |    Extended payload length    |
 * |I|S|S|S|  (4)  |A|     (7)     |             (16/64)           |
 * |N|V|V|V|       |S|             |   (if payload len==126/127)   |
 * | |1|2|3|       |K|             |                               |
 * +-+-+-+-+-------+-+-------------+ - - - - - - - - - - - - - - - +
 * |     Extended payload length continued, if payload len == 127  |
 * + - - - - - - - - - - - - - - - +-------------------------------+
 * |                               | Masking-key, if MASK set to 1 |
 * +-------------------------------+-------------------------------+
 * | Masking-key (continued)       |          Payload Data         |
 * +-------------------------------- - - - - - - - - - - - - - - - +
 * </pre>
 *
 * @param rsv1 the message is compressed (RFC 7692 §6)
 * @param payload unmasked; shared, so nobody may write to it
 */
public record Frame(boolean fin, boolean rsv1, int opcode, byte[] payload) {

    public static final int CONTINUATION = 0x0;
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    public static final int PONG = 0xA;

    /** §5.5: of a control frame, so that it always fits in between. */
    static final int MAX_CONTROL_PAYLOAD = 125;

    private static final int FIN_BIT = 0x80;
    private static final int RSV1_BIT = 0x40;
    private static final int RSV_BITS = 0x70;
    private static final int OPCODE_BITS = 0x0F;
    private static final int MASK_BIT = 0x80;
    private static final int LENGTH_BITS = 0x7F;
    private static final int CONTROL_BIT = 0x8;
    private static final int KEY_BYTES = 4;
    /** Second byte: the length is in the next two bytes. */
    private static final int LENGTH_IN_16_BITS = 126;
    /** Second byte: the length is in the next eight bytes. */
    private static final int LENGTH_IN_64_BITS = 127;
    private static final int MAX_7_BIT_LENGTH = 125;
    private static final int MAX_16_BIT_LENGTH = 0xFFFF;

    public static Frame text(String text) {
        return new Frame(true, false, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Frame control(int opcode, byte[] payload) {
        return new Frame(true, false, opcode, payload);
    }

    /** @param reason at most 123 bytes of UTF-8: with the code they are a control frame's payload (§5.5.1) */
    public static Frame close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        if (text.length > MAX_CONTROL_PAYLOAD - Short.BYTES) {
            throw new IllegalArgumentException(
                    "Reason must be at most 123 bytes of UTF-8, was " + text.length);
        }
        return control(CLOSE, ByteBuffer.allocate(Short.BYTES + text.length)
                .putShort((short) code).put(text).array());
    }

    boolean isControl() {
        return (opcode & CONTROL_BIT) != 0;
    }

    // tag::encode[]
    /** As a server sends it: unmasked (§5.1), with the length in the shortest form (§5.2). */
    public ByteBuffer encode() {
        ByteBuffer frame = ByteBuffer.allocate(2 + Long.BYTES + payload.length);
        frame.put((byte) ((fin ? FIN_BIT : 0) | (rsv1 ? RSV1_BIT : 0) | opcode));
        if (payload.length <= MAX_7_BIT_LENGTH) {
            frame.put((byte) payload.length);
        } else if (payload.length <= MAX_16_BIT_LENGTH) {
            frame.put((byte) LENGTH_IN_16_BITS).putShort((short) payload.length);
        } else {
            frame.put((byte) LENGTH_IN_64_BITS).putLong(payload.length);
        }
        return frame.put(payload).flip();
    }
    // end::encode[]

    // tag::read[]
    /**
     * Takes the next frame of a client from {@code in}.
     *
     * @param maxPayload of a data frame: more is refused as soon as it says how long it will be
     * @return null, and nothing taken, if it is not all there yet
     * @throws ProtocolException if no server may accept it
     */
    static Frame read(ByteBuffer in, int maxPayload) {
        int start = in.position();
        Frame frame = readHere(in, maxPayload);
        if (frame == null) {
            in.position(start);
        }
        return frame;
    }

    private static Frame readHere(ByteBuffer in, int maxPayload) {
        if (in.remaining() < 2) {
            return null;
        }
        int first = in.get() & 0xFF;
        int second = in.get() & 0xFF;
        requireAllowed(first, second);
        long length = readLength(in, second & LENGTH_BITS);
        if (length < 0) {
            return null;
        }
        if (length > maxPayload && (first & CONTROL_BIT) == 0) {
            throw new ProtocolException(CloseCode.MESSAGE_TOO_BIG,
                    "Message must be at most %d bytes, was %d or more"
                            .formatted(maxPayload, length));
        }
        if (in.remaining() < KEY_BYTES + length) {
            return null;
        }
        byte[] key = new byte[KEY_BYTES];
        byte[] payload = new byte[(int) length];
        in.get(key).get(payload);
        unmask(payload, key);
        return new Frame((first & FIN_BIT) != 0, (first & RSV1_BIT) != 0,
                first & OPCODE_BITS, payload);
    }
    // end::read[]

    private static void requireAllowed(int first, int second) {
        int opcode = first & OPCODE_BITS;
        if ((first & RSV_BITS & ~RSV1_BIT) != 0) {
            throw broken("RSV2 and RSV3 must be 0 (RFC 6455 §5.2)");
        }
        if (opcode > BINARY && opcode < CLOSE || opcode > PONG) {
            throw broken("Opcode must be 0, 1, 2, 8, 9 or 10, was %d (RFC 6455 §5.2)"
                    .formatted(opcode));
        }
        if ((second & MASK_BIT) == 0) {
            throw broken("A client must mask its frames (RFC 6455 §5.1)");
        }
        if ((opcode & CONTROL_BIT) != 0) {
            if ((first & FIN_BIT) == 0) {
                throw broken("A control frame must not be fragmented (RFC 6455 §5.5)");
            }
            if ((second & LENGTH_BITS) > MAX_CONTROL_PAYLOAD) {
                throw broken(
                        "A control frame must be at most 125 bytes (RFC 6455 §5.5)");
            }
            if ((first & RSV1_BIT) != 0) {
                throw broken("A control frame must not be compressed (RFC 7692 §6.1)");
            }
        }
    }

    /** -1 if it is not all there yet. */
    private static long readLength(ByteBuffer in, int length) {
        if (length <= MAX_7_BIT_LENGTH) {
            return length;
        }
        int bytes = length == LENGTH_IN_16_BITS ? Short.BYTES : Long.BYTES;
        if (in.remaining() < bytes) {
            return -1;
        }
        long extended = bytes == Short.BYTES ? in.getShort() & 0xFFFF : in.getLong();
        long shortest = bytes == Short.BYTES
                ? MAX_7_BIT_LENGTH + 1
                : MAX_16_BIT_LENGTH + 1;
        if (extended < 0) {
            throw broken("The first bit of a 64-bit length must be 0 (RFC 6455 §5.2)");
        }
        if (extended < shortest) {
            throw broken("The length must be in the shortest form (RFC 6455 §5.2)");
        }
        return extended;
    }

    /** §5.3; masking again unmasks. */
    private static void unmask(byte[] payload, byte[] key) {
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= key[i % KEY_BYTES];
        }
    }

    private static ProtocolException broken(String rule) {
        return new ProtocolException(CloseCode.PROTOCOL_ERROR, rule);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame that && fin == that.fin && rsv1 == that.rsv1
                && opcode == that.opcode
                && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(payload);
    }
}

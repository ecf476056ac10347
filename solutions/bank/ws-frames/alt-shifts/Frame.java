package lab.exercises.ws_frames;

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
 * @param fin it is the last one of its message
 * @param payload without the mask; shared, so nobody may write to it
 */
record Frame(boolean fin, int opcode, byte[] payload) {

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    /** Of a control frame (§5.5). */
    static final int MAX_CONTROL_PAYLOAD = 125;

    /** @param reason in ASCII; what is more than a control frame can hold is cut off */
    static Frame close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
        int length = Math.min(text.length, MAX_CONTROL_PAYLOAD - Short.BYTES);
        return new Frame(true, CLOSE, ByteBuffer.allocate(Short.BYTES + length)
                .putShort((short) code).put(text, 0, length).array());
    }

    /** Close, ping or pong, or an opcode of their half that nobody has defined. */
    boolean isControl() {
        return (opcode & 0x8) != 0;
    }

    /** As a server sends it: without a mask (§5.1). */
    byte[] encode() {
        int length = payload.length;
        int extended = length <= 125 ? 0 : length <= 0xFFFF ? 2 : 8;
        byte[] frame = new byte[2 + extended + length];
        frame[0] = (byte) (opcode + (fin ? 128 : 0));
        frame[1] = (byte) (extended == 0 ? length : extended == 2 ? 126 : 127);
        for (int i = 0; i < extended && i < 4; i++) {
            frame[1 + extended - i] = (byte) (length >>> 8 * i);
        }
        System.arraycopy(payload, 0, frame, 2 + extended, length);
        return frame;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame that && fin == that.fin && opcode == that.opcode
                && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(payload);
    }
}

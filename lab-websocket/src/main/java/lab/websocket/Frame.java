package lab.websocket;

import java.nio.ByteBuffer;

/**
 * One unfragmented frame from a server, which never masks (RFC 6455 §5.2):
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-------+-+-------------+-------------------------------+
 * |F|R|R|R| opcode|M| Payload len |    Extended payload length    |
 * |I|S|S|S|  (4)  |A|     (7)     |             (16/64)           |
 * |N|V|V|V|       |S|             |   (if payload len==126/127)   |
 * | |1|2|3|       |K|             |                               |
 * +-+-+-+-+-------+-+-------------+-------------------------------+
 * </pre>
 *
 * Jetty reads frames and writes those of its own. Ours go to every client alike, so they are
 * encoded here, once.
 *
 * @param payload shared; read only
 */
record Frame(int opcode, ByteBuffer payload) {

    static final int TEXT = 0x1;
    static final int PING = 0x9;

    private static final int FIN = 0x80;
    /** The longest payload whose length fits the second byte. */
    private static final int MAX_SHORT_LENGTH = 125;
    private static final int LENGTH_IN_16_BITS = 126;
    private static final int LENGTH_IN_64_BITS = 127;
    private static final int MAX_16_BIT_LENGTH = 0xFFFF;

    // tag::encode[]
    /** The frame's bytes, with the length in the shortest form, as §5.2 demands. */
    byte[] encode() {
        int length = payload.remaining();
        ByteBuffer frame = ByteBuffer.allocate(encodedLength());
        frame.put((byte) (FIN | opcode));
        if (length <= MAX_SHORT_LENGTH) {
            frame.put((byte) length);
        } else if (length <= MAX_16_BIT_LENGTH) {
            frame.put((byte) LENGTH_IN_16_BITS).putShort((short) length);
        } else {
            frame.put((byte) LENGTH_IN_64_BITS).putLong(length);
        }
        return frame.put(payload.slice()).array();
    }
    // end::encode[]

    private int encodedLength() {
        int length = payload.remaining();
        int extended = length <= MAX_SHORT_LENGTH ? 0 : length <= MAX_16_BIT_LENGTH ? Short.BYTES : Long.BYTES;
        return 2 + extended + length;
    }
}

package lab.comparison.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A frame as a client sends it: masked (RFC 6455 §5.3). The key of four zeros leaves the payload
 * as it is, which spares the load generator the work.
 */
final class ClientFrame {

    private static final int FINAL = 0x80;
    private static final int TEXT = 1;
    private static final int PONG = 10;
    private static final int MASKED = 0x80;

    private ClientFrame() {
    }

    /** Of up to 65,535 characters of ASCII. */
    static ByteBuffer text(String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        return frame(TEXT, payload, payload.length);
    }

    static ByteBuffer pong(byte[] payload, int length) {
        return frame(PONG, payload, length);
    }

    private static ByteBuffer frame(int opcode, byte[] payload, int length) {
        boolean isShort = length < 126;
        ByteBuffer frame = ByteBuffer.allocate((isShort ? 6 : 8) + length)
                .put((byte) (FINAL | opcode));
        if (isShort) {
            frame.put((byte) (MASKED | length));
        } else {
            frame.put((byte) (MASKED | 126)).putShort((short) length);
        }
        return frame.putInt(0).put(payload, 0, length).flip();
    }
}

package lab.exercises.ws_frames;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Takes the frames of one client from its connection (RFC 6455 §5.2). */
final class FrameReader {

    private final InputStream in;
    private final int limit;

    /** @param limit bytes that a payload may have, at least the 125 of a control frame */
    FrameReader(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /**
     * The next frame. Blocks until all of it is there, but refuses it as soon as it can be known that no
     * server may accept it.
     *
     * @throws ProtocolException 1002 for what RFC 6455 forbids, 1009 for a payload over the limit
     */
    Frame read() throws IOException {
        byte[] head = read(2);
        boolean fin = head[0] < 0;
        int opcode = head[0] & 15;
        int short7 = head[1] & 127;
        if ((head[0] & 0x70) > 0 || head[1] >= 0) {
            throw wrong("RSV and mask");
        }
        switch (opcode) {
            case Frame.CONTINUATION, Frame.TEXT, Frame.BINARY -> {
            }
            case Frame.CLOSE, Frame.PING, Frame.PONG -> {
                if (!fin || short7 > 125) {
                    throw wrong("Control frames are final and short");
                }
            }
            default -> throw wrong("Opcode");
        }
        int length = length(short7);
        byte[] key = read(4);
        byte[] payload = read(length);
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (payload[i] ^ key[i & 3]);
        }
        return new Frame(fin, opcode, payload);
    }

    /**
     * The length of the payload.
     *
     * @param short7 the seven bits of the second byte: the length itself, or 126 or 127, which say that it is
     *        in the next two or eight bytes
     * @throws ProtocolException 1002 if a shorter form would do or the first of 64 bits is set; 1009 if it
     *         is over the limit
     */
    private int length(int short7) throws IOException {
        if (short7 < 126) {
            if (short7 > limit) {
                throw tooBig();
            }
            return short7;
        }
        byte[] bytes = read(short7 == 126 ? 2 : 8);
        if (bytes[0] < 0 && bytes.length == 8) {
            throw wrong("Length is negative");
        }
        long length = 0;
        for (byte b : bytes) {
            length = length << 8 | b & 0xFF;
        }
        if (length < (short7 == 126 ? 126 : 65_536)) {
            throw wrong("Length in too many bytes");
        }
        if (length > limit) {
            throw tooBig();
        }
        return (int) length;
    }

    private byte[] read(int length) throws IOException {
        byte[] bytes = new byte[length];
        int filled = 0;
        while (filled < length) {
            int read = in.read(bytes, filled, length - filled);
            if (read < 0) {
                throw new EOFException();
            }
            filled += read;
        }
        return bytes;
    }

    private ProtocolException tooBig() {
        return new ProtocolException(1009, "More than " + limit);
    }

    private static ProtocolException wrong(String what) {
        return new ProtocolException(1002, what);
    }
}

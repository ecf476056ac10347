package lab.exercises.ws_frames;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Takes the frames of one client from its connection (RFC 6455 §5.2). */
final class FrameReader {

    private final DataInputStream in;
    private final int limit;

    /** @param limit bytes that a payload may have, at least the 125 of a control frame */
    FrameReader(InputStream in, int limit) {
        this.in = new DataInputStream(in);
        this.limit = limit;
    }

    /**
     * The next frame. Blocks until all of it is there, but refuses it as soon as it can be known that no
     * server may accept it.
     *
     * @throws ProtocolException 1002 for what RFC 6455 forbids, 1009 for a payload over the limit
     */
    Frame read() throws IOException {
        // TODO 2: Two bytes and what they forbid, the length, the masking key, the payload.
        throw new UnsupportedOperationException("TODO 2");
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
        // TODO 3: Read it, require the shortest form, then compare it with the limit.
        throw new UnsupportedOperationException("TODO 3");
    }

    private static void require(boolean allowed, String rule) {
        if (!allowed) {
            throw new ProtocolException(ProtocolException.PROTOCOL_ERROR, rule);
        }
    }
}

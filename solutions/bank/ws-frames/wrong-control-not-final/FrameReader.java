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
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        int opcode = first & 0x0F;
        boolean control = opcode >= Frame.CLOSE;
        require((first & 0x70) == 0, "RSV1 to RSV3 must be 0 (RFC 6455 5.2)");
        require(opcode <= Frame.BINARY || control && opcode <= Frame.PONG,
                "Opcode must be 0 to 2 or 8 to 10, was " + opcode);
        require((second & 0x80) != 0, "A client must mask (RFC 6455 5.1)");
        require(!control || (second & 0x7F) <= Frame.MAX_CONTROL_PAYLOAD,
                "A control frame must have at most 125 bytes (RFC 6455 5.5)");
        byte[] payload = new byte[length(second & 0x7F)];
        byte[] key = new byte[4];
        in.readFully(key);
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= key[i % 4];
        }
        return new Frame((first & 0x80) != 0, opcode, payload);
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
        long length = switch (short7) {
            case 126 -> in.readUnsignedShort();
            case 127 -> in.readLong();
            default -> short7;
        };
        require(length >= 0, "The first of 64 bits must be 0 (RFC 6455 5.2)");
        require(short7 != 126 || length > 125, "16 bits must be needed for " + length);
        require(short7 != 127 || length > 0xFFFF,
                "64 bits must be needed for " + length);
        if (length > limit) {
            throw new ProtocolException(ProtocolException.MESSAGE_TOO_BIG,
                    "Message must be at most %d bytes, was %d or more".formatted(limit,
                            length));
        }
        return (int) length;
    }

    private static void require(boolean allowed, String rule) {
        if (!allowed) {
            throw new ProtocolException(ProtocolException.PROTOCOL_ERROR, rule);
        }
    }
}

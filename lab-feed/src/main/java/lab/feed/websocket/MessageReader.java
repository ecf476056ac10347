package lab.feed.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Puts the messages of one client together from its data frames (RFC 6455 §5.4, §5.6). Holds
 * nothing between two messages. Used by one thread at a time.
 */
final class MessageReader {

    private final int maxBytes;
    private final boolean mayBeCompressed;

    /** The fragments of the message under way; null if there is none. */
    private ByteArrayOutputStream fragments;
    private Frame first;

    MessageReader(int maxBytes, boolean mayBeCompressed) {
        this.maxBytes = maxBytes;
        this.mayBeCompressed = mayBeCompressed;
    }

    /** How much the next frame may carry. */
    int maxPayload() {
        return maxBytes - (fragments == null ? 0 : fragments.size());
    }

    /**
     * Takes the next data frame.
     *
     * @return the message that it completes, as one frame and inflated; null if more must follow
     * @throws ProtocolException if it must not come here, or is no compressed data
     */
    Frame read(Frame frame) {
        boolean continues = frame.opcode() == Frame.CONTINUATION;
        if (continues != (fragments != null)) {
            throw new ProtocolException(CloseCode.PROTOCOL_ERROR, continues
                    ? "There must be a message to continue (RFC 6455 §5.4)"
                    : "A message must end before the next begins (RFC 6455 §5.4)");
        }
        if (frame.rsv1() && (continues || !mayBeCompressed)) {
            throw new ProtocolException(CloseCode.PROTOCOL_ERROR, mayBeCompressed
                    ? "RSV1 must be on the first frame only (RFC 7692 §6)"
                    : "RSV1 must be 0 unless an extension was negotiated (RFC 6455 §5.2)");
        }
        if (!continues) {
            first = frame;
            fragments = new ByteArrayOutputStream(frame.payload().length);
        }
        fragments.writeBytes(frame.payload());
        return frame.fin() ? complete() : null;
    }

    private Frame complete() {
        byte[] bytes = fragments.toByteArray();
        fragments = null;
        return new Frame(true, false, first.opcode(),
                first.rsv1() ? Deflate.decompress(bytes, maxBytes) : bytes);
    }

    /** @throws ProtocolException if it is not UTF-8 (§8.1); a character may stand across fragments */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new ProtocolException(CloseCode.INVALID_PAYLOAD,
                    "Text must be UTF-8 (RFC 6455 §8.1)");
        }
    }
}

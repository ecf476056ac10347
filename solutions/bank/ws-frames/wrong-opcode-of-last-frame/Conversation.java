package lab.exercises.ws_frames;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the server answers to one client, frame by frame: its messages, as they were (RFC 6455 §5.4 to
 * §5.6). Used by one thread.
 */
final class Conversation {

    private final int limit;

    /** The payloads of the message under way, joined; null between two messages. */
    private ByteArrayOutputStream message;
    /** Of the message under way: text or binary. */
    private int opcode;

    /** @param limit bytes that a message may have, in all its frames */
    Conversation(int limit) {
        this.limit = limit;
    }

    /**
     * The frame to answer; null if there is none. A close frame is the last.
     *
     * @throws ProtocolException if the frame must not come here, or what it completes is not allowed
     */
    Frame answer(Frame frame) {
        return frame.isControl() ? control(frame) : data(frame);
    }

    /**
     * Text, binary or continuation: the whole message, in one frame, once it is complete; null before.
     *
     * @throws ProtocolException 1002 if its place is wrong, 1007 if the message is text and not UTF-8, 1009 if
     *         it is over the limit
     */
    private Frame data(Frame frame) {
        boolean continues = frame.opcode() == Frame.CONTINUATION;
        if (continues != (message != null)) {
            throw new ProtocolException(ProtocolException.PROTOCOL_ERROR, continues
                    ? "There must be a message to continue (RFC 6455 5.4)"
                    : "A message must end before the next begins (RFC 6455 5.4)");
        }
        if (!continues) {
            message = new ByteArrayOutputStream();
            opcode = frame.opcode();
        }
        if (message.size() + frame.payload().length > limit) {
            throw new ProtocolException(ProtocolException.MESSAGE_TOO_BIG,
                    "Message must be at most %d bytes".formatted(limit));
        }
        message.writeBytes(frame.payload());
        if (!frame.fin()) {
            return null;
        }
        byte[] whole = message.toByteArray();
        message = null;
        if (opcode == Frame.TEXT) {
            requireUtf8(whole);
        }
        return new Frame(true, frame.opcode(), whole);
    }

    /**
     * Ping, pong or close (§5.5).
     *
     * @throws ProtocolException for a close frame: 1002 if half a code is there, or one that is never sent
     *         (§7.4); 1007 if the reason is not UTF-8
     */
    private static Frame control(Frame frame) {
        byte[] payload = frame.payload();
        if (frame.opcode() == Frame.PING) {
            return new Frame(true, Frame.PONG, payload);
        }
        if (frame.opcode() == Frame.PONG) {
            return null;
        }
        if (payload.length == 0) {
            return frame; // nothing was said of a reason, and 1005 must not be
        }
        int code = payload.length == 1 ? 0 : ByteBuffer.wrap(payload).getChar();
        if (!(code >= 1000 && code <= 1003 || code >= 1007 && code <= 1014
                || code >= 3000 && code <= 4999)) {
            throw new ProtocolException(ProtocolException.PROTOCOL_ERROR,
                    "Close code %d must not be sent (RFC 6455 7.4)".formatted(code));
        }
        requireUtf8(Arrays.copyOfRange(payload, Short.BYTES, payload.length));
        return Frame.close(code, "");
    }

    /** @throws ProtocolException 1007 if it is not UTF-8 (§8.1) */
    private static void requireUtf8(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
        } catch (CharacterCodingException malformed) {
            throw new ProtocolException(ProtocolException.INVALID_PAYLOAD,
                    "Text must be UTF-8 (RFC 6455 8.1)");
        }
    }
}

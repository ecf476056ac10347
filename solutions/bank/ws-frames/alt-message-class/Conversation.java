package lab.exercises.ws_frames;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the server answers to one client, frame by frame: its messages, as they were (RFC 6455 §5.4 to
 * §5.6). Used by one thread.
 */
final class Conversation {

    private final int limit;

    /** The payloads of the message under way, joined; null between two messages. */
    private Message message;

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
        if (frame.opcode() == Frame.CONTINUATION) {
            if (message == null) {
                throw new ProtocolException(ProtocolException.PROTOCOL_ERROR,
                        "Nothing to continue");
            }
        } else {
            if (message != null) {
                throw new ProtocolException(ProtocolException.PROTOCOL_ERROR,
                        "Not ended");
            }
            message = new Message(frame.opcode(), limit);
        }
        message.add(frame.payload());
        if (!frame.fin()) {
            return null;
        }
        Frame whole = message.whole();
        message = null;
        if (whole.opcode() == Frame.TEXT) {
            requireUtf8(whole.payload());
        }
        return whole;
    }

    /**
     * Ping, pong or close (§5.5).
     *
     * @throws ProtocolException for a close frame: 1002 if half a code is there, or one that is never sent
     *         (§7.4); 1007 if the reason is not UTF-8
     */
    private static Frame control(Frame frame) {
        byte[] payload = frame.payload();
        if (frame.opcode() == Frame.CLOSE && payload.length > 0) {
            int code = payload.length < 2
                    ? -1
                    : new BigInteger(1, Arrays.copyOf(payload, 2)).intValue();
            boolean known = switch (code) {
                case 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013,
                        1014 ->
                    true;
                default -> code / 1000 == 3 || code / 1000 == 4;
            };
            if (!known) {
                throw new ProtocolException(ProtocolException.PROTOCOL_ERROR, "Code");
            }
            requireUtf8(Arrays.copyOfRange(payload, 2, payload.length));
            return new Frame(true, Frame.CLOSE, Arrays.copyOf(payload, 2));
        }
        return frame.opcode() == Frame.PONG
                ? null
                : new Frame(true, frame.opcode() == Frame.PING
                        ? Frame.PONG
                        : Frame.CLOSE, payload);
    }

    /** @throws ProtocolException 1007 if it is not UTF-8 (§8.1) */
    private static void requireUtf8(byte[] text) {
        String decoded = new String(text, StandardCharsets.UTF_8);
        if (!Arrays.equals(decoded.getBytes(StandardCharsets.UTF_8), text)) {
            throw new ProtocolException(ProtocolException.INVALID_PAYLOAD,
                    "Something was replaced");
        }
    }
}

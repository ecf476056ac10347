package lab.exercises.ws_frames;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * What the server answers to one client, frame by frame: its messages, as they were (RFC 6455 §5.4 to
 * §5.6). Used by one thread.
 */
final class Conversation {

    private static final Set<Integer> NEVER_SENT = Set.of(1004, 1005, 1006);

    private final int limit;

    /** The payloads of the message under way, joined; null between two messages. */
    private ByteArrayOutputStream message;
    /** Of the message under way: text or binary. */
    private int opcode;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    /** The first bytes of a character whose others are in the next frame. */
    private byte[] cut;

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
        if (frame.opcode() == Frame.CONTINUATION && message == null
                || frame.opcode() != Frame.CONTINUATION && message != null) {
            throw new ProtocolException(ProtocolException.PROTOCOL_ERROR, "Fragments");
        }
        if (message == null) {
            message = new ByteArrayOutputStream();
            opcode = frame.opcode();
            decoder.reset();
            cut = new byte[0];
        }
        if (frame.payload().length > limit - message.size()) {
            throw new ProtocolException(ProtocolException.MESSAGE_TOO_BIG, "Too big");
        }
        message.write(frame.payload(), 0, frame.payload().length);
        if (opcode == Frame.TEXT) {
            decode(frame.payload(), frame.fin());
        }
        if (!frame.fin()) {
            return null;
        }
        Frame echo = new Frame(true, opcode, message.toByteArray());
        message = null;
        return echo;
    }

    /**
     * Ping, pong or close (§5.5).
     *
     * @throws ProtocolException for a close frame: 1002 if half a code is there, or one that is never sent
     *         (§7.4); 1007 if the reason is not UTF-8
     */
    private static Frame control(Frame frame) {
        return switch (frame.opcode()) {
            case Frame.PING -> new Frame(true, Frame.PONG, frame.payload());
            case Frame.CLOSE -> close(frame.payload());
            default -> null;
        };
    }

    /** @throws ProtocolException 1007 if it is not UTF-8 (§8.1) */
    private static void requireUtf8(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(text));
        } catch (CharacterCodingException malformed) {
            throw new ProtocolException(ProtocolException.INVALID_PAYLOAD, "UTF-8");
        }
    }

    /** The close frame comes back as it was, with its reason; without a code it is a normal end. */
    private static Frame close(byte[] payload) {
        if (payload.length == 0) {
            return Frame.close(1000, "");
        }
        if (payload.length < 2) {
            throw new ProtocolException(ProtocolException.PROTOCOL_ERROR, "Half a code");
        }
        int code = (payload[0] & 0xFF) * 256 + (payload[1] & 0xFF);
        if (code < 1000 || code > 4999 || code > 1014 && code < 3000
                || NEVER_SENT.contains(code)) {
            throw new ProtocolException(ProtocolException.PROTOCOL_ERROR, "Code");
        }
        requireUtf8(Arrays.copyOfRange(payload, 2, payload.length));
        return new Frame(true, Frame.CLOSE, payload);
    }

    /** Fails at the first byte that cannot belong to UTF-8, though the message has not ended. */
    private void decode(byte[] bytes, boolean last) {
        ByteBuffer in = ByteBuffer.allocate(cut.length + bytes.length).put(cut)
                .put(bytes).flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
        CoderResult result = decoder.decode(in, out, last);
        if (result.isError()) {
            throw new ProtocolException(ProtocolException.INVALID_PAYLOAD, "UTF-8");
        }
        cut = Arrays.copyOfRange(in.array(), in.position(), in.limit());
    }
}

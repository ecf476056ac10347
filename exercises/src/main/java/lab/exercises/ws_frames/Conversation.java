package lab.exercises.ws_frames;

import java.io.ByteArrayOutputStream;

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
        // TODO 4: Only a continuation continues, and only something that has begun.
        throw new UnsupportedOperationException("TODO 4");
    }

    /**
     * Ping, pong or close (§5.5).
     *
     * @throws ProtocolException for a close frame: 1002 if half a code is there, or one that is never sent
     *         (§7.4); 1007 if the reason is not UTF-8
     */
    private static Frame control(Frame frame) {
        // TODO 5: A pong repeats the ping; a pong needs no answer; a close frame gets its own code back.
        throw new UnsupportedOperationException("TODO 5");
    }

    /** @throws ProtocolException 1007 if it is not UTF-8 (§8.1) */
    private static void requireUtf8(byte[] text) {
        // TODO 6: Decode it, and let nothing be replaced on the way.
        throw new UnsupportedOperationException("TODO 6");
    }
}

package lab.exercises.ws_frames;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;

/**
 * One connection after its handshake: each frame is read and answered, until a close frame has been sent.
 * There is nothing to write here.
 */
final class EchoConnection {

    private final Socket client;
    private final FrameReader frames;
    private final Conversation conversation;
    private final int fragment;

    /**
     * @param limit bytes that a message may have
     * @param fragment bytes that a data frame of the server may have; a longer message is sent in several
     */
    EchoConnection(Socket client, int limit, int fragment) throws IOException {
        this.client = client;
        this.frames = new FrameReader(client.getInputStream(), limit);
        this.conversation = new Conversation(limit);
        this.fragment = fragment;
    }

    /** Returns when the connection may be closed. */
    void run() throws IOException {
        Frame answer;
        do {
            answer = answerNext();
            if (answer != null) {
                send(answer);
            }
        } while (answer == null || answer.opcode() != Frame.CLOSE);
        client.shutdownOutput();
        // To close while something is unread would reset the connection, and destroy the close frame.
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private Frame answerNext() throws IOException {
        try {
            return conversation.answer(frames.read());
        } catch (ProtocolException broken) {
            return Frame.close(broken.code(), broken.getMessage());
        }
    }

    private void send(Frame frame) throws IOException {
        byte[] payload = frame.payload();
        int start = 0;
        while (!frame.isControl() && payload.length - start > fragment) {
            write(new Frame(false, start == 0 ? frame.opcode() : Frame.CONTINUATION,
                    Arrays.copyOfRange(payload, start, start + fragment)));
            start += fragment;
        }
        write(new Frame(true, start == 0 ? frame.opcode() : Frame.CONTINUATION,
                Arrays.copyOfRange(payload, start, payload.length)));
    }

    private void write(Frame frame) throws IOException {
        client.getOutputStream().write(frame.encode());
    }
}

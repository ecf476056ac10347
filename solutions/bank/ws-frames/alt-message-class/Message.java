package lab.exercises.ws_frames;

import java.util.ArrayList;
import java.util.List;

/** A message under way, as the list of its payloads. */
final class Message {

    private final int opcode;
    private final int limit;
    private final List<byte[]> payloads = new ArrayList<>();
    private int length;

    Message(int opcode, int limit) {
        this.opcode = opcode;
        this.limit = limit;
    }

    void add(byte[] payload) {
        length += payload.length;
        if (length > limit) {
            throw new ProtocolException(ProtocolException.MESSAGE_TOO_BIG, "Too big");
        }
        payloads.add(payload);
    }

    Frame whole() {
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] payload : payloads) {
            System.arraycopy(payload, 0, whole, at, payload.length);
            at += payload.length;
        }
        return new Frame(true, opcode, whole);
    }
}

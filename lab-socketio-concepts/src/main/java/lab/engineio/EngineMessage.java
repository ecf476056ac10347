package lab.engineio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import lab.feed.server.SharedBytes;
import lab.feed.websocket.Frame;

/**
 * The data of one {@code message} packet, text or binary (Engine.IO protocol v4, "message").
 * One object may be sent to any number of sessions: each form that the wire takes is made once.
 * Immutable; the bytes are shared, so nobody may write to them.
 */
public final class EngineMessage {

    private static final byte BINARY = 'b';

    private final String text;
    private final byte[] bytes;
    // What two threads make at once is the same.
    private volatile byte[] packet;
    private volatile ByteBuffer frame;

    private EngineMessage(String text, byte[] bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    public static EngineMessage text(String text) {
        return new EngineMessage(text, null);
    }

    public static EngineMessage binary(byte[] bytes) {
        return new EngineMessage(null, bytes);
    }

    public boolean isBinary() {
        return bytes != null;
    }

    /** Null if it is binary. */
    public String text() {
        return text;
    }

    /** Null if it is text. */
    public byte[] bytes() {
        return bytes;
    }

    /** As it stands in an HTTP body: text behind its packet type {@code 4}, binary in Base64 behind a {@code b}. */
    byte[] packet() {
        byte[] made = packet;
        if (made == null) {
            made = isBinary()
                    ? base64()
                    : ("4" + text).getBytes(StandardCharsets.UTF_8);
            packet = made;
        }
        return made;
    }

    private byte[] base64() {
        byte[] made = new byte[size()];
        made[0] = BINARY;
        byte[] encoded = Base64.getEncoder().encode(bytes);
        System.arraycopy(encoded, 0, made, 1, encoded.length);
        return made;
    }

    /** Bytes in an HTTP body, which is the longest of its forms. */
    int size() {
        return isBinary() ? 1 + (bytes.length + 2) / 3 * 4 : packet().length;
    }

    /** As one WebSocket frame: text behind its packet type, binary as it is. */
    ByteBuffer frame() {
        ByteBuffer made = frame;
        if (made == null) {
            made = new Frame(true, false, isBinary() ? Frame.BINARY : Frame.TEXT,
                    isBinary() ? bytes : packet()).encode();
            frame = made;
        } else if (!made.isDirect()) { // a second session gets it, so there may be many
            made = SharedBytes.of(Arrays.copyOf(made.array(), made.limit()));
            frame = made;
        }
        return made.duplicate();
    }
}

package lab.engineio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import lab.feed.server.SharedBytes;
import lab.feed.websocket.Frame;

/**
 * The data of one {@code message} packet, text or binary (Engine.IO protocol v4, "message").
 * One object may be sent to any number of sessions: each form that the wire takes is made once.
 * Immutable; the bytes are shared, so nobody may write to them.
 */
public final class EngineMessage {

    private final String text;
    private final byte[] bytes;
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

    /** As one WebSocket frame: text behind its packet type {@code 4}, binary as it is. */
    ByteBuffer frame() {
        ByteBuffer made = frame;
        if (made == null) {
            made = SharedBytes.of(encode());
            frame = made; // two threads may make it at once: the same bytes
        }
        return made.duplicate();
    }

    private byte[] encode() {
        Frame message = isBinary()
                ? new Frame(true, false, Frame.BINARY, bytes)
                : new Frame(true, false, Frame.TEXT,
                        ("4" + text).getBytes(StandardCharsets.UTF_8));
        ByteBuffer encoded = message.encode();
        byte[] exact = new byte[encoded.remaining()];
        encoded.get(exact);
        return exact;
    }
}

package lab.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A WebSocket client that can send any frame, right or wrong (RFC 6455 §5.2). */
public final class WsWire implements AutoCloseable {

    public static final int CONTINUATION = 0x0;
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    public static final int PONG = 0xA;

    /** The nonce and the answer to it of RFC 6455 §1.3. */
    public static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    public static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

    private final Wire wire;

    private WsWire(Wire wire) {
        this.wire = wire;
    }

    /** Connects and reads the server's half of the handshake, and the ack that opens every connection. */
    public static WsWire open(URI server, String target) throws IOException {
        WsWire client = handshake(Wire.open(server), target);
        client.readMessage();
        return client;
    }

    /** Sends the handshake over the connection, and fails unless it is accepted. */
    public static WsWire handshake(Wire wire, String target, String... fields)
            throws IOException {
        String head = requestHandshake(wire, target, fields);
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError("The handshake was refused: " + head);
        }
        return new WsWire(wire);
    }

    /** Sends the handshake; gives the head of what is answered. */
    public static String requestHandshake(Wire wire, String target, String... fields)
            throws IOException {
        String[] all = new String[fields.length + 4];
        all[0] = "Upgrade: websocket";
        all[1] = "Connection: Upgrade";
        all[2] = "Sec-WebSocket-Key: " + KEY;
        all[3] = "Sec-WebSocket-Version: 13";
        System.arraycopy(fields, 0, all, 4, fields.length);
        return wire.request("GET", target, all).readBlock();
    }

    /** A frame as it was on the wire. */
    public record Frame(int firstByte, byte[] payload) {

        public boolean fin() {
            return (firstByte & 0x80) != 0;
        }

        public int opcode() {
            return firstByte & 0x0F;
        }

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** Of a close frame; 1005 if it has none (§7.1.5). */
        public int closeCode() {
            return payload.length < 2
                    ? 1005
                    : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Frame that && firstByte == that.firstByte
                    && Arrays.equals(payload, that.payload);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(payload);
        }

        @Override
        public String toString() {
            return "Frame[opcode=%d, payload=%s]".formatted(opcode(), text());
        }
    }

    public Frame readFrame() throws IOException {
        int first = wire.readByte();
        int second = wire.readByte();
        if ((second & 0x80) != 0) {
            throw new AssertionError("A server must not mask (§5.1)");
        }
        long length = second & 0x7F;
        if (length == 126) {
            length = ByteBuffer.wrap(wire.read(2)).getShort() & 0xFFFF;
        } else if (length == 127) {
            length = ByteBuffer.wrap(wire.read(8)).getLong();
        }
        return new Frame(first, wire.read((int) length));
    }

    /** The next text message as JSON; answers pings on the way. */
    public JsonNode readMessage() throws IOException {
        Frame frame = readFrame();
        while (frame.opcode() == PING) {
            send(PONG, frame.payload());
            frame = readFrame();
        }
        if (frame.opcode() != TEXT) {
            throw new AssertionError("Expected a text message, was " + frame
                    + (frame.opcode() == CLOSE
                            ? " with code " + frame.closeCode()
                            : ""));
        }
        return LabClient.parse(frame.text());
    }

    public WsWire sendText(String text) throws IOException {
        return send(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends one final frame, masked as a client must. */
    public WsWire send(int opcode, byte[] payload) throws IOException {
        return sendFrame(0x80 | opcode, payload);
    }

    /** @param firstByte FIN, RSV1 to RSV3 and opcode */
    public WsWire sendFrame(int firstByte, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        if (payload.length <= 125) {
            frame.write(0x80 | payload.length);
        } else if (payload.length <= 0xFFFF) {
            frame.write(0x80 | 126);
            frame.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            frame.write(0x80 | 127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        frame.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ MASK[i % 4]);
        }
        wire.send(frame.toByteArray());
        return this;
    }

    /** The connection below, for what is not a frame. */
    public Wire wire() {
        return wire;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}

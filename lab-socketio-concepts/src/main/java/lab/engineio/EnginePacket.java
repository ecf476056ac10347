package lab.engineio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import lab.feed.websocket.Frame;

/**
 * One packet (Engine.IO protocol v4, "Packet encoding"): a digit for its type, and its data. Binary data
 * is a message; in text it is Base64 behind a {@code b}, in WebSocket a binary frame without a type.
 *
 * @param data of a message; null if there is none
 */
record EnginePacket(Type type, EngineMessage data) {

    /** In the order of their digits. */
    enum Type {
        OPEN, CLOSE, PING, PONG, MESSAGE, UPGRADE, NOOP
    }

    static final EnginePacket CLOSE = new EnginePacket(Type.CLOSE, null);
    static final EnginePacket PING = new EnginePacket(Type.PING, null);
    static final EnginePacket NOOP = new EnginePacket(Type.NOOP, null);

    /** Parts the packets of one HTTP body ("Payload"): a character that JSON never holds unescaped. */
    private static final char SEPARATOR = '\u001e';
    private static final char BINARY = 'b';

    static EnginePacket message(EngineMessage message) {
        return new EnginePacket(Type.MESSAGE, message);
    }

    /** As it stands in an HTTP body. */
    byte[] encode() {
        return data == null ? new byte[]{digit()} : data.packet();
    }

    /** As one WebSocket message. */
    ByteBuffer frame() {
        return data == null
                ? new Frame(true, false, Frame.TEXT, encode()).encode()
                : data.frame();
    }

    private byte digit() {
        return (byte) ('0' + type.ordinal());
    }

    /** How many bytes it takes at most, with the separator behind it; what waits for a client is counted so. */
    int size() {
        return 1 + (data == null ? 1 : data.size());
    }

    /** @throws IllegalArgumentException if it is none */
    static EnginePacket decode(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    "A packet must have a type, was empty (Engine.IO, \"Packet encoding\")");
        }
        char first = text.charAt(0);
        if (first == BINARY) {
            // The official Java client breaks the lines, as in mail (RFC 2045 §6.8).
            String base64 = text.substring(1).replace("\n", "").replace("\r", "");
            return message(EngineMessage.binary(Base64.getDecoder().decode(base64)));
        }
        int type = first - '0';
        if (type < 0 || type >= Type.values().length) {
            throw new IllegalArgumentException(
                    "A packet's type must be 0 to 6, was \"%s\" (Engine.IO, \"Packet encoding\")"
                            .formatted(first));
        }
        return new EnginePacket(Type.values()[type],
                EngineMessage.text(text.substring(1)));
    }

    /** @throws IllegalArgumentException if one of them is no packet: then none is taken */
    static List<EnginePacket> decodePayload(byte[] body) {
        List<EnginePacket> packets = new ArrayList<>();
        String text = new String(body, StandardCharsets.UTF_8);
        int start = 0;
        for (int end; (end = text.indexOf(SEPARATOR, start)) >= 0; start = end + 1) {
            packets.add(decode(text.substring(start, end)));
        }
        packets.add(decode(text.substring(start)));
        return packets;
    }

    static byte[] encodePayload(List<EnginePacket> packets) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        for (EnginePacket packet : packets) {
            if (payload.size() > 0) {
                payload.write(SEPARATOR);
            }
            payload.writeBytes(packet.encode());
        }
        return payload.toByteArray();
    }
}

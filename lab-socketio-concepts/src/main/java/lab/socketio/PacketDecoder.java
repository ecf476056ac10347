package lab.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lab.engineio.EngineMessage;
import lab.feed.Json;

/**
 * Makes packets of the messages of one connection (Socket.IO protocol v5, "Packet encoding"). A packet with
 * attachments is complete when the last of them has come. Not for two threads at once.
 */
public final class PacketDecoder {

    /** As in the official parser: what comes is kept until it is complete. */
    static final int MAX_ATTACHMENTS = 10;
    /** Names are kept as long as somebody is there. */
    static final int MAX_NAMESPACE = 256;
    /** What JavaScript counts up to without a gap, 2^53 - 1. */
    static final long MAX_ID = 9_007_199_254_740_991L;
    private static final int MAX_ID_DIGITS = 16;

    /** Names of what a client is told of its own connection: nobody may pretend them. */
    static final Set<String> RESERVED = Set.of("connect", "connect_error", "disconnect",
            "disconnecting", "newListener", "removeListener");

    private Packet incomplete;
    private int expected;
    private final List<byte[]> attachments = new ArrayList<>();

    // Where the text is read.
    private String text;
    private int at;

    /**
     * @return null if attachments are still to come
     * @throws IllegalArgumentException if the protocol is broken: nothing that follows makes sense then
     */
    public Packet add(EngineMessage message) {
        if (message.isBinary()) {
            return addAttachment(message.bytes());
        }
        if (incomplete != null) {
            throw new IllegalArgumentException("%d attachments must follow, was %s"
                    .formatted(expected - attachments.size(), quoted(message.text())));
        }
        text = message.text();
        at = 0;
        Packet packet = read();
        if (expected == 0) {
            return packet;
        }
        incomplete = packet;
        return null;
    }

    private Packet addAttachment(byte[] bytes) {
        if (incomplete == null) {
            throw new IllegalArgumentException(
                    "An attachment must be announced, was one of " + bytes.length
                            + " bytes");
        }
        attachments.add(bytes);
        if (attachments.size() < expected) {
            return null;
        }
        Packet complete = new Packet(incomplete.type(), incomplete.namespace(),
                incomplete.id(),
                Attachments.attach(incomplete.data(), attachments));
        incomplete = null;
        attachments.clear();
        return complete;
    }

    private Packet read() {
        int code = text.isEmpty() ? -1 : text.charAt(at++) - '0';
        Packet.Type[] types = Packet.Type.values();
        boolean binary = code >= types.length
                && code <= Packet.Type.ACK.ordinal() + Packet.Type.BINARY;
        if (code < 0 || !binary && code >= types.length) {
            throw new IllegalArgumentException(
                    "A packet's type must be in 0..6, was " + quoted(text));
        }
        Packet.Type type = types[binary ? code - Packet.Type.BINARY : code];
        expected = binary ? readAttachments() : 0;
        String namespace = readNamespace();
        Long id = readId();
        JsonNode data = at == text.length() ? null : Json.parse(text.substring(at));
        checkData(type, data);
        return new Packet(type, namespace, id, data);
    }

    private int readAttachments() {
        int dash = text.indexOf('-', at);
        String number = dash < 0 ? "" : text.substring(at, dash);
        if (!number.matches("\\d{1,2}") || Integer.parseInt(number) > MAX_ATTACHMENTS) {
            throw new IllegalArgumentException(
                    "The number of attachments must be in 0..%d and end with '-', was %s"
                            .formatted(MAX_ATTACHMENTS, quoted(text)));
        }
        at = dash + 1;
        return Integer.parseInt(number);
    }

    private String readNamespace() {
        if (!text.startsWith("/", at)) {
            return "/";
        }
        int comma = text.indexOf(',', at);
        String namespace = text.substring(at, comma < 0 ? text.length() : comma);
        if (namespace.length() > MAX_NAMESPACE) {
            throw new IllegalArgumentException(
                    "A namespace must have at most %d characters, was %d long"
                            .formatted(MAX_NAMESPACE, namespace.length()));
        }
        at = comma < 0 ? text.length() : comma + 1;
        return namespace;
    }

    private Long readId() {
        int start = at;
        while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0) {
            at++;
        }
        if (at == start) {
            return null;
        }
        String digits = text.substring(start, at);
        if (digits.length() > MAX_ID_DIGITS || Long.parseLong(digits) > MAX_ID) {
            throw new IllegalArgumentException(
                    "An acknowledgement's id must be in 0..%d, was %s"
                            .formatted(MAX_ID, quoted(digits)));
        }
        return Long.valueOf(digits);
    }

    private void checkData(Packet.Type type, JsonNode data) {
        String rule = switch (type) {
            case CONNECT ->
                data == null || data.isObject() ? null : "CONNECT must carry an object";
            case DISCONNECT -> data == null ? null : "DISCONNECT must carry nothing";
            case EVENT -> data != null && data.isArray() && data.path(0).isTextual()
                    && !RESERVED.contains(data.path(0).textValue())
                            ? null
                            : "EVENT must carry an array that begins with a name, not a reserved one";
            case ACK ->
                data != null && data.isArray() ? null : "ACK must carry an array";
            case CONNECT_ERROR -> data != null && (data.isObject() || data.isTextual())
                    ? null
                    : "CONNECT_ERROR must carry an object";
        };
        if (rule != null) {
            throw new IllegalArgumentException(rule + ", was " + quoted(text));
        }
    }

    /** As much as an error message needs. */
    private static String quoted(String text) {
        return '"' + (text.length() <= 100 ? text : text.substring(0, 100) + "…") + '"';
    }
}

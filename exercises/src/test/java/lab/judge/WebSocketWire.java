package lab.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import lab.feed.InvalidInput;
import lab.feed.Json;

/**
 * A WebSocket connection of a check, by frames, right or wrong (RFC 6455 §5.2): the client's side,
 * or the server's when the exercise is a client. In the transcript each frame is a line that says
 * what its bytes mean.
 */
public final class WebSocketWire implements AutoCloseable {

    public static final int CONTINUATION = 0x0;
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    public static final int PONG = 0xA;
    public static final int FIN = 0x80;

    private static final List<String> NAMES = List.of("continuation", "text", "binary",
            "%x", "%x",
            "%x", "%x", "%x", "close", "ping", "pong", "%x", "%x", "%x", "%x", "%x");
    private static final int MAX_PAYLOAD = 16 << 20;

    private static final Rule ACCEPTED = Rule.rule(
            "101 to a right handshake, with the Accept that belongs to the key",
            "101 à une poignée de main correcte, avec l'Accept qui va avec la clé")
            .source("RFC 6455 §4.2.2");
    private static final Rule UNMASKED = Rule.rule("A server does not mask",
            "Un serveur ne masque pas").source("RFC 6455 §5.1");
    private static final Rule MASKED = Rule.rule("A client masks every frame",
            "Un client masque chaque trame").source("RFC 6455 §5.1");
    private static final Rule LENGTH = Rule.rule(
            "The shortest form of the payload length, at most 16 MiB here",
            "La forme la plus courte de la longueur, au plus 16 Mio ici")
            .source("RFC 6455 §5.2");
    private static final Rule MESSAGE = Rule.rule("A text message that is JSON",
            "Un message texte en JSON");

    private final Trial trial;
    private final Wire wire;
    private final boolean client;

    private WebSocketWire(Trial trial, Wire wire, boolean client) {
        this.trial = trial;
        this.wire = wire;
        this.client = client;
    }

    static WebSocketWire open(Trial trial, Wire wire, String target, String... fields) {
        byte[] nonce = new byte[16];
        trial.random().nextBytes(nonce);
        Handshake handshake = Handshake.with(nonce);
        String[] all = Arrays.copyOf(handshake.request(), 4 + fields.length);
        System.arraycopy(fields, 0, all, 4, fields.length);
        Response response = wire.request("GET", target, "", all).readHead();
        response.require(response.status() == 101, ACCEPTED);
        response.requireField(
                handshake.accept().equals(response.field("Sec-WebSocket-Accept")),
                "Sec-WebSocket-Accept", ACCEPTED);
        return new WebSocketWire(trial, wire, true);
    }

    /** Frames over a connection whose handshake the check has seen to by itself. */
    public static WebSocketWire over(Trial trial, Wire wire) {
        return new WebSocketWire(trial, wire, true);
    }

    /** Answers the handshake of an exercise that is a client. */
    static WebSocketWire accept(Trial trial, Wire wire, Peer.Request request,
            String... fields) {
        StringBuilder head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n"
                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + Handshake.accept(request.field("Sec-WebSocket-Key")) + "\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        wire.send(head.append("\r\n").toString());
        return new WebSocketWire(trial, wire, false);
    }

    /** A frame that was received. */
    public record Frame(int firstByte, byte[] payload, Transcript.Place place)
            implements
                Trial.Seen {

        public boolean fin() {
            return (firstByte & FIN) != 0;
        }

        public int opcode() {
            return firstByte & 0x0F;
        }

        /** What is not UTF-8 in it is replaced. */
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** Of a close frame; 1005 if it has none (§7.1.5). */
        public int closeCode() {
            return payload.length < 2
                    ? 1005
                    : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }

        /** Of a close frame. */
        public String closeReason() {
            return payload.length < 2
                    ? ""
                    : new String(payload, 2, payload.length - 2,
                            StandardCharsets.UTF_8);
        }

        @Override
        public Text got() {
            return Text.same(Printable.text(meaning(firstByte, payload)));
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
    }

    /** {@code text, 5 bytes: Hello}. */
    private static String meaning(int firstByte, byte[] payload) {
        String name = NAMES.get(firstByte & 0x0F).formatted(firstByte & 0x0F);
        String flags = ((firstByte & FIN) == 0 ? ", not final" : "")
                + ((firstByte & 0x70) == 0
                        ? ""
                        : ", RSV %d".formatted(firstByte >> 4 & 7));
        Frame frame = new Frame(firstByte, payload, null);
        String content = switch (firstByte & 0x0F) {
            case CLOSE -> ": %d %s".formatted(frame.closeCode(), frame.closeReason());
            case BINARY -> "";
            default -> payload.length == 0 ? "" : ": " + frame.text();
        };
        return "%s%s, %d bytes%s".formatted(name, flags, payload.length, content);
    }

    /** The connection's end in its place ends the check. */
    public Frame readFrame() {
        return readFrame(Wire.MORE);
    }

    /** The connection's end in its place breaks this rule, and silence does. */
    public Frame readFrame(Rule expected) {
        Transcript.Place place = wire.place();
        int first = wire.read(expected);
        int second = wire.read();
        boolean masked = (second & 0x80) != 0;
        int length = readLength(second & 0x7F, place);
        byte[] mask = masked ? wire.read(4) : new byte[4];
        byte[] payload = wire.read(length);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i % 4];
        }
        Frame frame = new Frame(first, payload, place);
        trial.transcript().note(wire.number(), false, place.offset(),
                (int) (wire.place().offset() - place.offset()),
                meaning(first, payload));
        trial.require(masked != client, client ? UNMASKED : MASKED, frame);
        return frame;
    }

    private int readLength(int short7, Transcript.Place place) {
        long length = short7;
        if (short7 == 126) {
            length = ByteBuffer.wrap(wire.read(2)).getShort() & 0xFFFF;
        } else if (short7 == 127) {
            length = ByteBuffer.wrap(wire.read(8)).getLong();
        }
        boolean shortest = short7 < 126 || short7 == 126 && length > 125
                || length > 0xFFFF;
        trial.require(shortest && length >= 0 && length <= MAX_PAYLOAD, LENGTH,
                Trial.Seen.at(place, Text.same("%d, %d".formatted(short7, length))));
        return (int) length;
    }

    /** The next text message as JSON; answers pings on the way. */
    public JsonNode readMessage() {
        Frame frame = readDataFrame();
        trial.require(frame.opcode() == TEXT && frame.fin(), MESSAGE, frame);
        try {
            return Json.parse(frame.payload());
        } catch (InvalidInput notJson) {
            throw trial.failure(Outcome.FAIL, MESSAGE, frame.got(), frame.place());
        }
    }

    /** The next frame that is neither ping nor pong; answers pings on the way. */
    public Frame readDataFrame() {
        Frame frame = readFrame();
        while (frame.opcode() == PING || frame.opcode() == PONG) {
            if (frame.opcode() == PING) {
                send(PONG, frame.payload());
            }
            frame = readFrame();
        }
        return frame;
    }

    public WebSocketWire sendText(String text) {
        return send(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends one final frame, masked if this is the client. */
    public WebSocketWire send(int opcode, byte[] payload) {
        return sendFrame(FIN | opcode, payload);
    }

    /** @param firstByte FIN, RSV1 to RSV3 and opcode */
    public WebSocketWire sendFrame(int firstByte, byte[] payload) {
        long start = trial.transcript().length(wire.number(), true);
        byte[] frame = frame(firstByte, payload);
        trial.transcript().note(wire.number(), true, start, frame.length,
                meaning(firstByte, payload));
        wire.send(frame);
        return this;
    }

    /** Closes with this code, or with none if it is 0. */
    public WebSocketWire sendClose(int code) {
        return send(CLOSE, code == 0
                ? new byte[0]
                : ByteBuffer.allocate(2).putShort((short) code).array());
    }

    /** The bytes of a frame, to be sent in pieces, or changed before. */
    public byte[] frame(int firstByte, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        int maskBit = client ? 0x80 : 0;
        frame.write(firstByte);
        if (payload.length <= 125) {
            frame.write(maskBit | payload.length);
        } else if (payload.length <= 0xFFFF) {
            frame.write(maskBit | 126);
            frame.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            frame.write(maskBit | 127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        byte[] mask = new byte[4];
        if (client) {
            trial.random().nextBytes(mask);
            frame.writeBytes(mask);
        }
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i % 4]);
        }
        return frame.toByteArray();
    }

    /** The connection below. */
    public Wire wire() {
        return wire;
    }

    @Override
    public void close() {
        wire.close();
    }
}

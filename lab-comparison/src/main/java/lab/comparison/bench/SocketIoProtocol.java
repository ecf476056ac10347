package lab.comparison.bench;

import java.nio.ByteBuffer;

/**
 * A Socket.IO client on a WebSocket of its own, from the HTTP upgrade to the main namespace (Engine.IO
 * protocol v4, Socket.IO protocol v5): bytes in, calls out. A packet is recognised by its first two
 * characters, and JSON is not parsed.
 */
final class SocketIoProtocol
        implements
            HttpResponseParser.Handler,
            FrameParser.Handler {

    /** What a client must notice. */
    interface Handler {

        void write(ByteBuffer frame);

        /** To the main namespace: from here on, events arrive. */
        void connected();

        /** A part of an event's JSON. Valid only during the call. */
        void event(byte[] bytes, int from, int to);

        void acknowledged(int id);
    }

    private static final String CONNECT = "40";
    private static final String PONG = "3";

    /** Where in a message the next byte stands. */
    private enum Position {
        ENGINE_TYPE, PACKET_TYPE, EVENT, ACK_ID, REST
    }

    private final Handler handler;
    private final HttpResponseParser http = new HttpResponseParser(this);
    private final FrameParser frames = new FrameParser(this);
    private boolean upgraded;
    private Position position = Position.ENGINE_TYPE;
    private int ackId;

    SocketIoProtocol(Handler handler) {
        this.handler = handler;
    }

    /** To the main namespace; a client may say so as soon as it has been upgraded. */
    static ByteBuffer connect() {
        return ClientFrame.text(CONNECT);
    }

    /** The event {@code publish} with one text, to be acknowledged. */
    static ByteBuffer publish(int ackId, String text) {
        return ClientFrame.text("42%d[\"publish\",\"%s\"]".formatted(ackId, text));
    }

    void received(byte[] bytes, int length) {
        frames.parse(bytes, upgraded ? 0 : http.parse(bytes, 0, length), length);
    }

    @Override
    public void head(int status) {
        Client.requireStatus(101, status);
        upgraded = true;
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
        throw new ProtocolViolation("101 has no content");
    }

    @Override
    public void end(boolean reusable) {
        throw new ProtocolViolation("101 has no end");
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            switch (position) {
                case ENGINE_TYPE -> engineType(bytes[at]);
                case PACKET_TYPE -> packetType(bytes[at]);
                case ACK_ID -> ackId(bytes[at]);
                case EVENT -> {
                    handler.event(bytes, at, to);
                    return;
                }
                default -> {
                    return; // nothing in the rest of this message matters
                }
            }
        }
    }

    @Override
    public void textEnd() {
        position = Position.ENGINE_TYPE;
    }

    private void engineType(byte type) {
        position = type == '4' ? Position.PACKET_TYPE : Position.REST;
        switch (type) {
            case '0' -> handler.write(connect());
            case '2' -> handler.write(ClientFrame.text(PONG));
            case '4', '6' -> {
                // a message, whose own type follows; a noop
            }
            default -> throw unexpected("Engine.IO", type);
        }
    }

    private void packetType(byte type) {
        position = Position.REST;
        switch (type) {
            case '0' -> handler.connected();
            case '2' -> position = Position.EVENT;
            case '3' -> {
                ackId = 0;
                position = Position.ACK_ID;
            }
            default -> throw unexpected("Socket.IO", type);
        }
    }

    private void ackId(byte one) {
        if (one >= '0' && one <= '9') {
            ackId = ackId * 10 + one - '0';
        } else {
            position = Position.REST;
            handler.acknowledged(ackId);
        }
    }

    private static ProtocolViolation unexpected(String protocol, byte type) {
        return new ProtocolViolation("The server sent %s packet type '%c'"
                .formatted(protocol, (char) type));
    }

    @Override
    public void ping(byte[] payload, int length) {
        handler.write(ClientFrame.pong(payload, length));
    }

    @Override
    public void close(int code) {
        throw new ProtocolViolation(
                "The server closed the WebSocket with code " + code);
    }
}

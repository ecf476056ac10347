package lab.comparison.bench;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads the text messages of one WebSocket, and answers pings (RFC 6455). */
final class WebSocketClient extends Client
        implements
            HttpResponseParser.Handler,
            FrameParser.Handler {

    /** The key of RFC 6455 §1.3. A fixed one will do: it protects against caches only. */
    static final String UPGRADE = """
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            """;

    private final HttpResponseParser http = new HttpResponseParser(this);
    private final FrameParser frames = new FrameParser(this);
    private boolean open;

    WebSocketClient(ClientLoop loop, int number) {
        super(loop, number);
    }

    @Override
    void connected() throws IOException {
        send(loop.request(Transport.WEBSOCKET.path, UPGRADE));
    }

    @Override
    void received(byte[] bytes, int length) {
        frames.parse(bytes, open ? 0 : http.parse(bytes, 0, length), length);
    }

    @Override
    public void head(int status) {
        requireStatus(101, status);
        open = true;
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
        ready(); // the first message is the "ack" that says from where the subscription is in force
        marker.scan(bytes, from, to);
    }

    @Override
    public void ping(byte[] payload, int length) {
        try {
            send(ClientFrame.pong(payload, length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close(int code) {
        throw new ProtocolViolation(
                "The server closed the WebSocket with code " + code);
    }

    @Override
    boolean ended() {
        return false;
    }
}

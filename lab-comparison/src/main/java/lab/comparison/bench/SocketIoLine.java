package lab.comparison.bench;

import java.nio.ByteBuffer;

/**
 * Publishes as a Socket.IO client that emits and waits for acknowledgements. It is sent what it publishes,
 * as every client is: one delivery more than are counted.
 */
final class SocketIoLine extends PublisherLine implements SocketIoProtocol.Handler {

    private final SocketIoProtocol protocol = new SocketIoProtocol(this);

    SocketIoLine(Publisher publisher) {
        super(publisher);
        connect();
        send(ByteBuffer.wrap(Ascii.bytes("GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                .formatted(Transport.SOCKETIO.path, publisher.server().authority(),
                        WebSocketClient.UPGRADE))));
    }

    /** There is no order among acknowledgements, so the sequence number is their id. */
    @Override
    void publish(int sequence, String body) {
        send(SocketIoProtocol.publish(sequence, body));
    }

    @Override
    void received(byte[] bytes, int length) {
        protocol.received(bytes, length);
    }

    @Override
    public void write(ByteBuffer frame) {
        send(frame);
    }

    @Override
    public void connected() {
        for (int i = 0; i < Publisher.UNDER_WAY; i++) {
            publisher.addIdle(this);
        }
    }

    @Override
    public void event(byte[] bytes, int from, int to) {
        // one of its own
    }

    @Override
    public void acknowledged(int id) {
        publisher.accepted(id);
        publisher.addIdle(this);
    }
}

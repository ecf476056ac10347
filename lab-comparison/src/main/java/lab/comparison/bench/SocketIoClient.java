package lab.comparison.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Reads the events of one Socket.IO connection, and answers the heartbeat. */
final class SocketIoClient extends Client {

    private final SocketIoProtocol protocol = new SocketIoProtocol(new Calls());

    SocketIoClient(ClientLoop loop, int number) {
        super(loop, number);
    }

    @Override
    void connected() throws IOException {
        send(loop.request(Transport.SOCKETIO.path, WebSocketClient.UPGRADE));
    }

    @Override
    void received(byte[] bytes, int length) {
        protocol.received(bytes, length);
    }

    @Override
    boolean ended() {
        return false;
    }

    private final class Calls implements SocketIoProtocol.Handler {

        @Override
        public void write(ByteBuffer frame) {
            try {
                send(frame);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void connected() {
            ready();
        }

        @Override
        public void event(byte[] bytes, int from, int to) {
            marker.scan(bytes, from, to);
        }

        @Override
        public void acknowledged(int id) {
            throw new ProtocolViolation("Nothing was to be acknowledged, was " + id);
        }
    }
}

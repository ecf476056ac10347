package lab.comparison.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One connection of the load. Everything happens on the thread of its {@link ClientLoop}. */
abstract class Client {

    final ClientLoop loop;
    final int number;
    final Marker marker;
    private SocketChannel channel;
    private SelectionKey key;
    /** What the socket did not take at once; null nearly always. */
    private ByteBuffer unsent;
    private boolean ready;

    Client(ClientLoop loop, int number) {
        this.loop = loop;
        this.number = number;
        marker = new Marker(sequence -> loop.arrived(number, sequence));
    }

    /** The connection stands: the first request is due. */
    abstract void connected() throws IOException;

    abstract void received(byte[] bytes, int length) throws IOException;

    /** The server has ended the stream. True: the client goes on by connecting again. */
    abstract boolean ended();

    final void attach(SocketChannel newChannel, SelectionKey newKey) {
        channel = newChannel;
        key = newKey;
    }

    final SocketChannel channel() {
        return channel;
    }

    final void send(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            unsent = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    final void sendRest() throws IOException {
        channel.write(unsent);
        if (!unsent.hasRemaining()) {
            unsent = null;
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
        }
    }

    /** From here on, nothing that is published may be missed. */
    final void ready() {
        if (!ready) {
            ready = true;
            loop.clientReady();
        }
    }

    static void requireStatus(int expected, int actual) {
        if (actual != expected) {
            throw new ProtocolViolation(
                    "Status must be %d, was %d".formatted(expected, actual));
        }
    }
}

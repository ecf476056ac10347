package lab.comparison.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One connection of a {@link Publisher}. Everything happens on the publisher's thread. */
abstract class PublisherLine {

    final Publisher publisher;
    private SocketChannel channel;

    PublisherLine(Publisher publisher) {
        this.publisher = publisher;
    }

    /** Tells the publisher sooner or later what has become of {@code sequence}. */
    abstract void publish(int sequence, String body);

    abstract void received(byte[] bytes, int length);

    /** Anew, if it was connected before. */
    final void connect() {
        try {
            if (channel != null) {
                channel.close();
            }
            channel = publisher.connect(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final void send(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes); // a few KB into an empty socket: it is taken at once
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the number of bytes; less than 0: the server has ended the connection. */
    final int read(ByteBuffer buffer) throws IOException {
        return channel.read(buffer);
    }
}

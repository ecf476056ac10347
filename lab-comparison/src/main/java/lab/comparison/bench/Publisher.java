package lab.comparison.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes at a set rate with {@code POST /notifications}, over kept-alive connections of
 * its own with one request each under way. Runs on the thread that calls it.
 */
final class Publisher implements AutoCloseable {

    private static final int CONNECTIONS = 8;
    private static final int TOO_SHORT_TO_SELECT_NANOS = 1_500_000;
    private static final int PAUSE_NANOS = 100_000;
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final Endpoint server;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(8 * 1024);
    private final byte[] bytes = new byte[8 * 1024];
    private final Deque<Line> idle = new ArrayDeque<>();
    private Round round;
    private int accepted;
    private int refused;
    private int refusal;

    Publisher(Endpoint server) throws IOException {
        this.server = server;
        for (int i = 0; i < CONNECTIONS; i++) {
            idle.add(new Line());
        }
    }

    /**
     * Publishes the whole round and waits for the answers, at most ten seconds longer than
     * planned; what has no answer then counts as refused.
     */
    void publish(Round target, double perSecond, int payload) throws IOException {
        round = target;
        accepted = 0;
        refused = 0;
        long start = System.nanoTime();
        for (int i = 0; i < target.count(); i++) {
            target.due(i, start + (long) (i * 1e9 / perSecond));
        }
        long giveUp = start + (long) (target.count() * 1e9 / perSecond)
                + PATIENCE_NANOS;
        int next = 0;
        while (accepted + refused < target.count() && System.nanoTime() < giveUp) {
            long now = System.nanoTime();
            while (next < target.count() && target.dueNanos(next) <= now
                    && !idle.isEmpty()) {
                idle.remove().send(next++, payload);
            }
            boolean timed = next < target.count() && !idle.isEmpty();
            await(timed
                    ? target.dueNanos(next) - System.nanoTime()
                    : PATIENCE_NANOS / 100);
        }
        refused = target.count() - accepted;
    }

    int accepted() {
        return accepted;
    }

    int refused() {
        return refused;
    }

    /** The last status that was not 201; 0: none. */
    int refusal() {
        return refusal;
    }

    /** Selectors count in milliseconds, publishing must be more even than that. */
    private void await(long nanos) throws IOException {
        if (nanos > TOO_SHORT_TO_SELECT_NANOS) {
            selector.select(this::receive,
                    nanos / 1_000_000 - 1 == 0 ? 1 : nanos / 1_000_000 - 1);
        } else if (selector.selectNow(this::receive) == 0 && nanos > 0) {
            LockSupport.parkNanos(Math.min(nanos, PAUSE_NANOS));
        }
    }

    private void receive(SelectionKey key) {
        ((Line) key.attachment()).receive();
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    /** One connection. */
    private final class Line implements HttpResponseParser.Handler {

        private final HttpResponseParser parser = new HttpResponseParser(this);
        private SocketChannel channel;
        private Round target;
        private int index;
        private int status;

        private Line() throws IOException {
            connect();
        }

        private void connect() throws IOException {
            channel = SocketChannel
                    .open(new InetSocketAddress(server.host(), server.port()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true)
                    .configureBlocking(false)
                    .register(selector, SelectionKey.OP_READ, this);
        }

        private void send(int newIndex, int payload) throws IOException {
            target = round;
            index = newIndex;
            String json = "{\"topic\":\"bench\",\"severity\":\"info\",\"title\":\"bench\",\"body\":\"%s\"}"
                    .formatted(Marker.body(target.sequence(index), payload));
            String request = """
                    POST /notifications HTTP/1.1\r
                    Host: %s\r
                    Content-Type: application/json\r
                    Content-Length: %d\r
                    \r
                    %s""".formatted(server.authority(), json.length(), json);
            buffer.clear().put(request.getBytes(StandardCharsets.US_ASCII)).flip();
            target.sent(index, System.nanoTime());
            while (buffer.hasRemaining()) {
                channel.write(buffer); // a few KB into an empty socket: it is taken at once
            }
        }

        private void receive() {
            try {
                int length = channel.read(buffer.clear());
                if (length < 0) {
                    throw new IOException(
                            "The server ended the publisher's connection");
                }
                buffer.flip().get(bytes, 0, length);
                parser.parse(bytes, 0, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void head(int newStatus) {
            status = newStatus;
        }

        @Override
        public void body(byte[] content, int from, int to) {
            // what was published is known
        }

        @Override
        public void end(boolean reusable) {
            if (!reusable) {
                reconnect();
            }
            idle.add(this);
            if (target != round) {
                return; // an answer that came too late, and has been counted as refused
            }
            if (status == 201) {
                round.confirmed(index, System.nanoTime());
                accepted++;
            } else {
                refused++;
                refusal = status;
            }
        }

        private void reconnect() {
            try {
                channel.close();
                connect();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

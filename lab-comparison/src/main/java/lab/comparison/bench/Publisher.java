package lab.comparison.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes at a set rate, with a few publishes under way at once: over kept-alive HTTP connections with
 * one request each, or as one Socket.IO client. Runs on the thread that calls it.
 */
final class Publisher implements AutoCloseable {

    static final int UNDER_WAY = 8;
    private static final int TOO_SHORT_TO_SELECT_NANOS = 1_500_000;
    private static final int PAUSE_NANOS = 100_000;
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final Endpoint server;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(8 * 1024);
    private final byte[] bytes = new byte[8 * 1024];
    /** One entry per publish that may begin; a line that takes several at once has several. */
    private final Deque<PublisherLine> idle = new ArrayDeque<>();
    private Round round;
    private int accepted;
    private int refused;
    private int refusal;

    /** Returns when it can publish. */
    Publisher(Endpoint server, Transport transport) throws IOException {
        this.server = server;
        if (transport == Transport.SOCKETIO) {
            new SocketIoLine(this);
        } else {
            for (int i = 0; i < UNDER_WAY; i++) {
                new HttpLine(this);
            }
        }
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (idle.isEmpty()) {
            if (System.nanoTime() > giveUp) {
                throw new IOException("The publisher could not connect within %d s"
                        .formatted(PATIENCE_NANOS / 1_000_000_000));
            }
            await(giveUp - System.nanoTime());
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
                publish(next++, payload);
            }
            boolean timed = next < target.count() && !idle.isEmpty();
            await(timed
                    ? target.dueNanos(next) - System.nanoTime()
                    : PATIENCE_NANOS / 100);
        }
        refused = target.count() - accepted;
    }

    private void publish(int index, int payload) {
        int sequence = round.sequence(index);
        round.sent(index, System.nanoTime());
        idle.remove().publish(sequence, Marker.body(sequence, payload));
    }

    int accepted() {
        return accepted;
    }

    int refused() {
        return refused;
    }

    /** The last status with which a publish was refused; 0: none. */
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
        PublisherLine line = (PublisherLine) key.attachment();
        try {
            int length = line.read(buffer.clear());
            if (length < 0) {
                throw new IOException("The server ended the publisher's connection");
            }
            buffer.flip().get(bytes, 0, length);
            line.received(bytes, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Endpoint server() {
        return server;
    }

    SocketChannel connect(PublisherLine line) throws IOException {
        SocketChannel channel = SocketChannel
                .open(new InetSocketAddress(server.host(), server.port()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true)
                .configureBlocking(false)
                .register(selector, SelectionKey.OP_READ, line);
        return channel;
    }

    /** {@code line} can take one more publish. */
    void addIdle(PublisherLine line) {
        idle.add(line);
    }

    void accepted(int sequence) {
        if (isOfThisRound(sequence)) {
            round.confirmed(sequence - round.sequence(0), System.nanoTime());
            accepted++;
        }
    }

    void refused(int sequence, int status) {
        if (isOfThisRound(sequence)) {
            refused++;
            refusal = status;
        }
    }

    /** False: the answer comes too late, and the publish has been counted as refused. */
    private boolean isOfThisRound(int sequence) {
        int index = sequence - round.sequence(0);
        return index >= 0 && index < round.count();
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}

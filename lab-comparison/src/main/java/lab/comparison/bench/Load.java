package lab.comparison.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Clients on one transport, and the publisher that gives them something to receive. */
final class Load implements AutoCloseable {

    /** How long a server may take for a step that the load waits for. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What has not arrived this long after the last publish is lost. */
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    /** Never used twice: what an earlier load left behind must not count in this one. */
    private static final AtomicInteger NEXT_SEQUENCE = new AtomicInteger();

    private final ClientLoop loop;
    private final Publisher publisher;
    private final int clients;

    private Load(ClientLoop loop, Publisher publisher, int clients) {
        this.loop = loop;
        this.publisher = publisher;
        this.clients = clients;
    }

    /** Returns when each client is subscribed; fails when one cannot be. */
    static Load open(Endpoint server, Transport transport, int clients,
            Duration pollInterval) throws IOException {
        byte[] cursor = transport.isPolled() ? LabHttp.currentCursor(server) : null;
        ClientLoop loop = new ClientLoop(server, pollInterval);
        IntFunction<Client> factory = number -> switch (transport) {
            case SSE -> new SseClient(loop, number);
            case WEBSOCKET -> new WebSocketClient(loop, number);
            case POLLING, LONG_POLLING ->
                new PollingClient(loop, number, transport, cursor);
            case SOCKETIO -> new SocketIoClient(loop, number);
        };
        try {
            await(loop.connect(clients, factory));
            return new Load(loop, new Publisher(server, transport), clients);
        } catch (IOException e) {
            loop.close();
            throw new IOException("%d clients could not connect by %s: %s"
                    .formatted(clients, transport.label, e.getMessage()), e);
        }
    }

    /** Publishes for {@code duration}, waits until all has arrived or is lost, and counts. */
    Deliveries run(double perSecond, int payload, Duration duration)
            throws IOException {
        int publishes = publishes(perSecond, duration);
        Round round = new Round(NEXT_SEQUENCE.getAndAdd(publishes), publishes, clients);
        await(loop.count(round));
        publisher.publish(round, perSecond, payload);
        awaitDelivery(round, (long) publisher.accepted() * clients);
        await(loop.count(null));
        return round.result(publisher.accepted(), publisher.refused(),
                publishes / perSecond);
    }

    static int publishes(double perSecond, Duration duration) {
        return (int) Math.max(1, Math.round(perSecond * duration.toMillis() / 1_000));
    }

    /** The last status with which a publish was refused; 0: none. */
    int refusal() {
        return publisher.refusal();
    }

    /** Connections lost since the last call, and why; null: none. */
    String failures() throws IOException {
        return await(loop.failures());
    }

    private static void awaitDelivery(Round round, long expected) {
        long giveUp = System.nanoTime() + DRAIN.toNanos();
        while (round.received() < expected && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private static <T> T await(CompletableFuture<T> step) throws IOException {
        try {
            return step.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(
                    "not done within %d s".formatted(PATIENCE.toSeconds()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        publisher.close();
        loop.close();
    }
}

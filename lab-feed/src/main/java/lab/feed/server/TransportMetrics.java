package lab.feed.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import lab.feed.After;
import lab.feed.Batch;
import lab.feed.Published;
import lab.feed.Subscription;

/** What one transport counts; {@code /status} and {@code /metrics} show the same numbers. */
public final class TransportMetrics {

    /** Upper bounds of the delivery latency histogram. */
    private static final Duration[] BUCKETS = {
            Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofSeconds(1), Duration.ofSeconds(5)};

    private final IntSupplier clients;
    private final Counter delivered;
    private final Counter resumed;
    private final Counter resets;
    private final Counter slow;
    private final Timer latency;

    /** @param clients how many are connected now; asked from any thread */
    public TransportMetrics(String transport, MeterRegistry registry,
            IntSupplier clients) {
        this.clients = clients;
        Gauge.builder("lab.clients", clients::getAsInt)
                .description("Clients connected now")
                .tag("transport", transport)
                .register(registry);
        delivered = counter(registry, transport, "lab.delivered",
                "Notifications handed to a client's socket");
        resumed = counter(registry, transport, "lab.resumed",
                "Subscriptions that went on from a cursor");
        resets = counter(registry, transport, "lab.resets",
                "Gaps that a client was told of");
        slow = counter(registry, transport, "lab.disconnected.slow.clients",
                "Clients disconnected because they read too slowly");
        latency = Timer.builder("lab.delivery.latency")
                .description("From publish to the client's socket having taken it")
                .tag("transport", transport)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** A client subscribed with {@code after}. */
    public void subscribed(After after, Subscription subscription) {
        if (!(after instanceof After.Bound) && !subscription.startsWithGap()) {
            resumed.increment();
        }
    }

    /** The socket has taken all of the batch. */
    public void delivered(Batch batch) {
        if (batch.reset()) {
            resets.increment();
        }
        long now = System.nanoTime();
        for (Published published : batch.notifications()) {
            latency.record(now - published.publishedNanos(), TimeUnit.NANOSECONDS);
        }
        delivered.increment(batch.notifications().size());
    }

    public void disconnectedSlowClient() {
        slow.increment();
    }

    /**
     * The part of {@code /status} that is this transport's:
     *
     * <pre>
     * {"clients":1,"delivered":2,"resumed":0,"resets":0,"disconnectedSlowClients":0}
     * </pre>
     */
    public record Counts(int clients, long delivered, long resumed, long resets,
            long disconnectedSlowClients) {

        static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(clients + other.clients, delivered + other.delivered,
                    resumed + other.resumed,
                    resets + other.resets,
                    disconnectedSlowClients + other.disconnectedSlowClients);
        }
    }

    public Counts counts() {
        return new Counts(clients.getAsInt(), (long) delivered.count(),
                (long) resumed.count(),
                (long) resets.count(), (long) slow.count());
    }

    private static Counter counter(MeterRegistry registry, String transport,
            String name, String description) {
        return Counter.builder(name).description(description)
                .tag("transport", transport).register(registry);
    }
}

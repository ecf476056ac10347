package lab.feed.server;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lab.feed.Json;
import lab.feed.NotificationFeed;

/**
 * {@code GET /status} for people and scripts, {@code GET /metrics} for Prometheus.
 *
 * <pre>
 * {"transport":"sse","clients":1,"published":2,"delivered":2,"resumed":0,"resets":0,
 *  "disconnectedSlowClients":0,"uptimeSeconds":12}
 * </pre>
 *
 * A server with several transports gives their sums, and each under {@code "transports"}.
 */
final class StatusRoutes {

    private final String name;
    private final NotificationFeed feed;
    private final Map<String, TransportMetrics> transports;
    private final Supplier<Map<String, Object>> more;
    private final PrometheusMeterRegistry registry;
    private final long startNanos = System.nanoTime();

    /** @param more what there is to say besides, by name */
    StatusRoutes(String name, NotificationFeed feed,
            Map<String, TransportMetrics> transports,
            Supplier<Map<String, Object>> more, PrometheusMeterRegistry registry) {
        this.name = name;
        this.feed = feed;
        this.registry = registry;
        this.transports = transports;
        this.more = more;
        FunctionCounter.builder("lab.published", feed, NotificationFeed::position)
                .description("Notifications published")
                .register(registry);
        TimeGauge.builder("lab.uptime", this::uptime, TimeUnit.NANOSECONDS)
                .description("Since the server was made")
                .register(registry);
    }

    void configure(JavalinConfig config) {
        config.routes.get("/status", this::status);
        config.routes.get("/metrics", this::metrics);
        config.routes.head("/status", this::status);
        config.routes.head("/metrics", this::metrics);
    }

    private void status(Context ctx) {
        Map<String, TransportMetrics.Counts> counts = new LinkedHashMap<>();
        transports.forEach(
                (transport, metrics) -> counts.put(transport, metrics.counts()));
        TransportMetrics.Counts sum = counts.values().stream()
                .reduce(TransportMetrics.Counts.NONE, TransportMetrics.Counts::plus);

        Map<String, Object> status = new LinkedHashMap<>();
        status.put("transport", name);
        status.put("clients", sum.clients());
        status.put("published", feed.position());
        status.put("delivered", sum.delivered());
        status.put("resumed", sum.resumed());
        status.put("resets", sum.resets());
        status.put("disconnectedSlowClients", sum.disconnectedSlowClients());
        status.put("uptimeSeconds", Duration.ofNanos(uptime()).toSeconds());
        if (counts.size() > 1) {
            status.put("transports", counts);
        }
        status.putAll(more.get());
        ctx.contentType("application/json");
        ctx.header("Cache-Control", "no-store");
        ctx.result(Json.bytes(status));
    }

    private void metrics(Context ctx) {
        ctx.contentType("text/plain; version=0.0.4; charset=utf-8");
        ctx.header("Cache-Control", "no-store");
        ctx.result(registry.scrape());
    }

    private long uptime() {
        return System.nanoTime() - startNanos;
    }
}

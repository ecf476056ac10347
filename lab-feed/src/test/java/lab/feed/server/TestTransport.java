package lab.feed.server;

import io.javalin.config.JavalinConfig;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A transport that carries nothing, so that what every lab shares can be seen alone. */
final class TestTransport implements Transport {

    /** Its connected clients, by name, and how many connections each has. */
    final Map<String, Integer> clients = new ConcurrentHashMap<>();
    final AtomicInteger stops = new AtomicInteger();
    final TransportMetrics metrics;
    private final Consumer<JavalinConfig> routes;

    TestTransport(LabServer.Parts parts) {
        this(parts, config -> {
        });
    }

    TestTransport(LabServer.Parts parts, Consumer<JavalinConfig> routes) {
        this.metrics = parts.metrics("test", clients::size);
        this.routes = routes;
    }

    static LabServer start(Settings settings) {
        return LabServer.start(settings, TestTransport::new);
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public void configure(JavalinConfig config) {
        routes.accept(config);
    }

    @Override
    public TransportMetrics metrics() {
        return metrics;
    }

    @Override
    public int drop(String client) {
        Integer connections = clients.remove(client);
        return connections == null ? 0 : connections;
    }

    @Override
    public void stop() {
        stops.incrementAndGet();
    }
}

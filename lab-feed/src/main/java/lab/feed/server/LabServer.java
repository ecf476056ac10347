package lab.feed.server;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import lab.feed.Json;
import lab.feed.NotificationFeed;
import org.eclipse.jetty.session.NullSessionCache;
import org.eclipse.jetty.session.NullSessionDataStore;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A running lab: Javalin with what every lab shares — publish, history, status, metrics,
 * problems, security headers, limits, pages — and the transports that are given to it.
 */
public final class LabServer implements AutoCloseable {

    /** Of a thread without work. Longer than the pause between two publications of a demo. */
    private static final Duration THREAD_IDLE = Duration.ofSeconds(10);
    private static final int MAX_THREADS = 64;

    static {
        // Jetty would ask the machine's management beans for it, which takes a tenth of a second
        // to start. It is how far apart counters of a queue lie; 16 references fill 64 bytes.
        String property = "org.eclipse.jetty.util.referencesPerCacheLine";
        System.setProperty(property, System.getProperty(property, "16"));
    }

    /** What a transport is made from. */
    public record Parts(Settings settings, NotificationFeed feed, Publisher publisher,
            Origins origins,
            PrometheusMeterRegistry registry) {

        public TransportMetrics metrics(String transport, IntSupplier clients) {
            return new TransportMetrics(transport, registry, clients);
        }
    }

    private final Settings settings;
    private final NotificationFeed feed;
    private final List<Transport> transports = new ArrayList<>();
    private final SimulatorRoutes simulator;
    private final Javalin javalin;
    private boolean stopped;

    /**
     * Starts a server with one transport, whose page is in {@code public/<name>}.
     *
     * @throws io.javalin.util.JavalinBindException if the port is taken
     */
    public static LabServer start(Settings settings,
            Function<Parts, Transport> transport) {
        return start(settings, parts -> {
            Transport only = transport.apply(parts);
            return new Lab(only.name(), List.of(only), config -> {
            }, null);
        }, new NotificationFeed(settings.capacity()));
    }

    /**
     * What a server is for.
     *
     * @param name in {@code /status}, and of the directory of its page
     * @param more routes and settings that only this lab needs
     * @param tap sees the bytes of all connections; null if nobody looks
     */
    public record Lab(String name, List<Transport> transports,
            Consumer<JavalinConfig> more, Tap tap) {
    }

    /** Starts a server with any number of transports on one feed. */
    public static LabServer start(Settings settings, Function<Parts, Lab> lab,
            NotificationFeed feed) {
        CompletableFuture.runAsync(Json::load); // while the server's own classes are loaded
        LabServer server = new LabServer(settings, lab, feed);
        try {
            server.javalin.start();
        } catch (RuntimeException notStarted) {
            server.close(); // the transports have threads already
            throw notStarted;
        }
        return server;
    }

    private LabServer(Settings settings, Function<Parts, Lab> factory,
            NotificationFeed feed) {
        this.settings = settings;
        this.feed = feed;
        this.simulator = new SimulatorRoutes(feed);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(
                PrometheusConfig.DEFAULT);
        Publisher publisher = new Publisher(feed, settings.publishRate());
        Origins origins = new Origins(settings.origins());
        Lab lab = factory
                .apply(new Parts(settings, feed, publisher, origins, registry));
        transports.addAll(lab.transports());
        javalin = Javalin.create(config -> {
            configureJavalin(config);
            Problems.configure(config);
            config.jetty.addConnector((jetty, http) -> new LabConnector(jetty, http,
                    settings, lab.tap()));
            config.routes
                    .before(ctx -> ctx.header("X-Content-Type-Options", "nosniff"));
            origins.configure(config);
            new PublishRoutes(feed, publisher).configure(config);
            TransportMetrics polling = new TransportMetrics("polling", registry,
                    () -> 0);
            new HistoryRoute(feed, settings.capacity(), polling).configure(config);
            new StatusRoutes(lab.name(), feed, metrics(polling), this::status,
                    registry)
                    .configure(config);
            new Assets("/public/" + lab.name()).configure(config);
            simulator.configure(config);
            config.routes.delete("/clients/{client}", this::drop);
            transports.forEach(transport -> transport.configure(config));
            lab.more().accept(config);
        });
    }

    /** Where it listens, such as {@code http://127.0.0.1:7002}. */
    public URI uri() {
        return URI.create("http://" + settings.host() + ":" + javalin.port());
    }

    public int port() {
        return javalin.port();
    }

    /** See {@link Transport#secrets}. */
    List<String> secrets() {
        return transports.stream().flatMap(each -> each.secrets().stream()).toList();
    }

    public NotificationFeed feed() {
        return feed;
    }

    /** Tells every client, then closes what is left. Blocks until it has ended; again is harmless. */
    @Override
    public synchronized void close() {
        if (!stopped) {
            stopped = true;
            transports.forEach(Transport::stop);
            simulator.close();
            javalin.stop();
        }
    }

    private void configureJavalin(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        // Nothing may hold bytes back to compress them together, and students read these bytes.
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.prefer405over404 = true;
        config.http.responseBufferSize = 4096;
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4,
                (int) THREAD_IDLE.toMillis());
        threads.setName("lab-jetty");
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendDateHeader(false);
            http.setOutputBufferSize(4096);
        });
        // Javalin makes a session for every upgrade, which nobody uses: no cookie, and not kept.
        config.jetty.modifyServletContextHandler(handler -> {
            NullSessionCache forgets = new NullSessionCache(
                    handler.getSessionHandler());
            forgets.setSessionDataStore(new NullSessionDataStore());
            handler.getSessionHandler().setSessionCache(forgets);
            handler.getSessionHandler().setUsingCookies(false);
        });
        config.jetty.modifyServer(server -> {
            server.setHandler(new WholeRequests(JsonBody.MAX_BYTES));
            server.setStopTimeout(0);
        });
    }

    /** Reading history is a transport only where it is compared with others. */
    private Map<String, TransportMetrics> metrics(TransportMetrics polling) {
        Map<String, TransportMetrics> metrics = new LinkedHashMap<>();
        if (transports.size() > 1) {
            metrics.put("polling", polling);
        }
        transports.forEach(
                transport -> metrics.put(transport.name(), transport.metrics()));
        return metrics;
    }

    private Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        transports.forEach(transport -> status.putAll(transport.status()));
        return status;
    }

    private void drop(Context ctx) {
        String client = ctx.pathParam("client");
        String only = ctx.queryParam("transport");
        int dropped = transports.stream()
                .filter(transport -> only == null || only.equals(transport.name()))
                .mapToInt(transport -> transport.drop(client))
                .sum();
        if (dropped == 0) {
            throw new ProblemException(404,
                    "No client \"%s\" is connected".formatted(client));
        }
        ctx.status(204);
    }
}

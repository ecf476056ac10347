package lab.comparison.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Measures one server, on one transport, in each {@link Mode} that needs it running. */
final class Measurements {

    private static final double P99_LIMIT_MILLIS = 100;
    private static final Duration STEP_WARMUP = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofSeconds(4);
    /** Two of Socket.IO's, whose interval is 25 s on every server. */
    private static final Duration HEARTBEATS = Duration.ofSeconds(50);
    /** In publishes to all clients per second; a third of what any of the servers reaches. */
    private static final double FIRST_DELIVERIES_PER_SECOND = 50_000;

    private final ServerUnderTest server;
    private final Subject subject;
    private final Settings settings;
    private final Results results;
    private final Consumer<String> notes;

    Measurements(ServerUnderTest server, Subject subject, Settings settings,
            Results results, Consumer<String> notes) {
        this.server = server;
        this.subject = subject;
        this.settings = settings;
        this.results = results;
        this.notes = notes;
    }

    /** The server must not have had clients before: memory that is free again is not returned. */
    void idle() throws IOException, InterruptedException {
        OptionalLong before = resident();
        if (before.isEmpty()) {
            return;
        }
        try (Load load = open(settings.idleClients())) {
            long added = resident().orElseThrow() - before.getAsLong();
            results.add(subject, Figure.IDLE_KIB,
                    (double) added / settings.idleClients());
            note(load);
        }
    }

    void heartbeat() throws IOException, InterruptedException {
        Optional<Duration> atFirst = processorTime();
        if (atFirst.isEmpty()) {
            return;
        }
        try (Load load = open(settings.idleClients())) {
            TimeUnit.MILLISECONDS.sleep(settings.settle().toMillis());
            Duration before = processorTime().orElseThrow();
            TimeUnit.MILLISECONDS.sleep(HEARTBEATS.toMillis());
            Duration spent = processorTime().orElseThrow().minus(before);
            results.add(subject, Figure.HEARTBEAT,
                    100.0 * spent.toNanos() / HEARTBEATS.toNanos());
            note(load);
        }
    }

    void cpu() throws IOException {
        try (Load load = open(settings.clients())) {
            warmUp(load);
            Optional<Duration> before = processorTime();
            Duration ownBefore = ownTime();
            Deliveries deliveries = measure(load);
            Duration own = ownTime().minus(ownBefore);
            results.add(subject, deliveries);
            if (deliveries.received() > 0) {
                before.ifPresent(start -> addPerDelivery(Figure.CPU_MICROS,
                        processorTime().orElseThrow().minus(start), deliveries));
                addPerDelivery(Figure.LOAD_CPU_MICROS, own, deliveries);
            }
            note(load);
        }
    }

    void sustained() throws IOException {
        double first = Math.max(SustainedSearch.LOWEST_RATE,
                FIRST_DELIVERIES_PER_SECOND / settings.clients());
        double best = new SustainedSearch(Settings.HIGHEST_RATE, this::step).run(first);
        results.add(subject, Figure.SUSTAINED, best);
    }

    /** With new clients each time: those of a failed step may be far behind. */
    private Optional<Double> step(double rate) throws IOException {
        try (Load load = open(settings.clients())) {
            load.run(rate, settings.payload(), STEP_WARMUP);
            Deliveries deliveries = load.run(rate, settings.payload(), STEP);
            boolean kept = deliveries.isFlawless()
                    && deliveries.latencyMillis(99) < P99_LIMIT_MILLIS;
            return kept ? Optional.of(deliveries.perSecond()) : Optional.empty();
        }
    }

    /** Without, with, without: a server that is still getting faster favours neither. */
    void slow() throws IOException {
        try (Load load = open(settings.clients())) {
            warmUp(load);
            double before = measure(load).latencyMillis(99);
            double beside = besideSlowClients(load);
            double after = measure(load).latencyMillis(99);
            results.add(subject, Figure.SLOW_P99, beside);
            results.add(subject, Figure.SLOW_RATIO, beside / ((before + after) / 2));
            note(load);
        }
    }

    private double besideSlowClients(Load load) throws IOException {
        SlowClients slow = new SlowClients(server.endpoint(), subject.transport(),
                settings.slow());
        try {
            warmUp(load); // until the sockets that nobody reads are full
            Deliveries deliveries = measure(load);
            if (!deliveries.isFlawless()) {
                notes.accept(subject.label()
                        + ": deliveries were lost, doubled or out of order"
                        + " beside slow clients");
            }
            return deliveries.latencyMillis(99);
        } finally {
            slow.close();
        }
    }

    private Load open(int clients) throws IOException {
        return Load.open(server.endpoint(), subject.transport(), clients,
                settings.pollInterval());
    }

    private void warmUp(Load load) throws IOException {
        if (!settings.warmup().isZero()) {
            load.run(settings.warmupRate(), settings.payload(), settings.warmup());
        }
    }

    private Deliveries measure(Load load) throws IOException {
        return load.run(settings.rate(), settings.payload(), settings.duration());
    }

    /** After a settling time, in which buffers come and go and collectors run. */
    private OptionalLong resident() throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(settings.settle().toMillis());
        return server.pid().isPresent()
                ? Resources.residentKib(server.pid().getAsLong())
                : OptionalLong.empty();
    }

    private Optional<Duration> processorTime() {
        return server.pid().isPresent()
                ? Resources.processorTime(server.pid().getAsLong())
                : Optional.empty();
    }

    private static Duration ownTime() {
        return Resources.processorTime(ProcessHandle.current().pid())
                .orElse(Duration.ZERO);
    }

    private void addPerDelivery(Figure figure, Duration time, Deliveries deliveries) {
        results.add(subject, figure, time.toNanos() / 1e3 / deliveries.received());
    }

    private void note(Load load) throws IOException {
        String failures = load.failures();
        if (failures != null) {
            notes.accept(subject.label() + ": " + failures);
        }
        if (load.refusal() != 0) {
            notes.accept(
                    "%s: publishes were refused with status %d; start the lab with -Dlab.publish.rate=100000"
                            .formatted(subject.label(), load.refusal()));
        }
    }
}

package lab.comparison.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Measures every subject in turn, and all of them again for each repeat, so that whatever
 * else the machine does in between does not strike one of them only.
 */
final class BenchRun {

    /** Provides the server for one subject's turn. */
    interface Starter {
        ServerUnderTest start(Transport transport) throws IOException;
    }

    private final Settings settings;
    /** In the order of measuring. */
    private final Map<Subject, Starter> starters;
    private final Consumer<String> progress;
    private final Results results = new Results();
    private final Set<String> notes = new LinkedHashSet<>();

    BenchRun(Settings settings, Map<Subject, Starter> starters,
            Consumer<String> progress) {
        this.settings = settings;
        this.starters = starters;
        this.progress = progress;
    }

    /** How often {@link #progress} hears of a new step. */
    static int steps(Settings settings, int subjects) {
        return settings.repeat() * subjects * settings.modes().size();
    }

    void run() throws IOException, InterruptedException {
        for (int repeat = 1; repeat <= settings.repeat(); repeat++) {
            for (Subject subject : starters.keySet()) {
                measure(subject, repeat);
            }
        }
    }

    private void measure(Subject subject, int repeat)
            throws IOException, InterruptedException {
        for (List<Mode> together : turns()) {
            try (ServerUnderTest server = starters.get(subject)
                    .start(subject.transport())) {
                Measurements measurements = new Measurements(server, subject, settings,
                        results, notes::add);
                for (Mode mode : together) {
                    progress.accept("%d/%d %s: %s".formatted(repeat, settings.repeat(),
                            subject.label(), mode.id()));
                    switch (mode) {
                        case STARTUP -> server.startupMillis().ifPresent(
                                millis -> results.add(subject, Figure.STARTUP_MILLIS,
                                        millis));
                        case IDLE -> measurements.idle();
                        case HEARTBEAT -> measurements.heartbeat();
                        case CPU -> measurements.cpu();
                        case SLOW -> measurements.slow();
                        case SUSTAINED -> measurements.sustained();
                        default -> throw new IllegalStateException(mode.id());
                    }
                }
            }
        }
    }

    /** Memory is measured on a fresh server; the rest shares a second one, gentle load first. */
    private List<List<Mode>> turns() {
        List<Mode> fresh = new ArrayList<>(
                List.of(Mode.STARTUP, Mode.IDLE, Mode.HEARTBEAT));
        List<Mode> loaded = new ArrayList<>(
                List.of(Mode.CPU, Mode.SLOW, Mode.SUSTAINED));
        fresh.retainAll(settings.modes());
        loaded.retainAll(settings.modes());
        return List.of(fresh, loaded).stream().filter(modes -> !modes.isEmpty())
                .toList();
    }

    Results results() {
        return results;
    }

    /** What the reader of the figures must know, once each. */
    Set<String> notes() {
        return notes;
    }
}

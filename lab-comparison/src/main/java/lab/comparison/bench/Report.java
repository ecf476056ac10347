package lab.comparison.bench;

import java.time.Instant;
import java.util.Set;

/** One run of the bench. {@code notes}: what went wrong on the way. */
record Report(Instant start, Machine machine, Settings settings, Results results,
        Set<String> notes) {

    /** True: nothing was lost, doubled, out of order or refused at the set rate. */
    boolean isFlawless() {
        return notes.isEmpty() && results.subjects().stream()
                .allMatch(subject -> clean(subject, Figure.LOST)
                        && clean(subject, Figure.DUPLICATED)
                        && clean(subject, Figure.OUT_OF_ORDER)
                        && clean(subject, Figure.REFUSED));
    }

    private boolean clean(Subject subject, Figure figure) {
        return results.values(subject, figure).stream().allMatch(value -> value == 0);
    }

    /** What was measured, in one sentence. */
    String conditions() {
        return "%d clients, %s publishes/s, %d characters, %s after %s warm-up at %s/s, median of %d; idle: %d clients. %s, %d processors, %s."
                .formatted(settings.clients(), Figure.P50.format(settings.rate()),
                        settings.payload(),
                        Durations.format(settings.duration()),
                        Durations.format(settings.warmup()),
                        Figure.P50.format(settings.warmupRate()), settings.repeat(),
                        settings.idleClients(), machine.system(), machine.processors(),
                        machine.java());
    }
}

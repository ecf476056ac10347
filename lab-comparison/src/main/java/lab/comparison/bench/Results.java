package lab.comparison.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;

/** All that was measured, in the order in which it was measured first. */
final class Results {

    private final Map<Subject, Map<Figure, List<Double>>> values = new LinkedHashMap<>();
    private final Map<Subject, Histogram> latencies = new LinkedHashMap<>();

    void add(Subject subject, Figure figure, double value) {
        values.computeIfAbsent(subject, s -> new EnumMap<>(Figure.class))
                .computeIfAbsent(figure, f -> new ArrayList<>()).add(value);
    }

    void add(Subject subject, Deliveries deliveries) {
        add(subject, Figure.DELIVERIES, deliveries.received());
        add(subject, Figure.PER_SECOND, deliveries.perSecond());
        add(subject, Figure.P50, deliveries.latencyMillis(50));
        add(subject, Figure.P90, deliveries.latencyMillis(90));
        add(subject, Figure.P99, deliveries.latencyMillis(99));
        add(subject, Figure.MAX, deliveries.maxMillis());
        add(subject, Figure.LOST, deliveries.lost());
        add(subject, Figure.DUPLICATED, deliveries.duplicated());
        add(subject, Figure.OUT_OF_ORDER, deliveries.outOfOrder());
        add(subject, Figure.REFUSED, deliveries.refused());
        latencies.merge(subject, deliveries.latencyMicros().copy(), (all, more) -> {
            all.add(more);
            return all;
        });
    }

    Set<Subject> subjects() {
        return values.keySet();
    }

    List<Double> values(Subject subject, Figure figure) {
        return values.getOrDefault(subject, Map.of()).getOrDefault(figure, List.of());
    }

    /** Empty: was not measured. */
    Optional<Statistics> statistics(Subject subject, Figure figure) {
        List<Double> all = values(subject, figure);
        return all.isEmpty() ? Optional.empty() : Optional.of(Statistics.of(all));
    }

    /** Median over the median of the best peer; empty: one of them was not measured, or is 0. */
    OptionalDouble besideBestPeer(Subject lab, Figure figure) {
        if (figure.better == Figure.Better.NEITHER || lab.isPeer()) {
            return OptionalDouble.empty();
        }
        DoubleStream peers = subjects().stream()
                .filter(subject -> subject.isPeer()
                        && subject.transport() == lab.transport())
                .flatMap(subject -> statistics(subject, figure).stream())
                .mapToDouble(Statistics::median);
        OptionalDouble best = figure.better == Figure.Better.LESS
                ? peers.min()
                : peers.max();
        Optional<Statistics> own = statistics(lab, figure);
        return own.isEmpty() || best.isEmpty() || best.getAsDouble() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(own.get().median() / best.getAsDouble());
    }

    /** All repeats together; empty: no latency was measured. */
    Optional<Histogram> latencyMicros(Subject subject) {
        return Optional.ofNullable(latencies.get(subject));
    }
}

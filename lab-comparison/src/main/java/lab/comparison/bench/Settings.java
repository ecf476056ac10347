package lab.comparison.bench;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** How to measure. Every value is within bounds, or there is no such object. */
record Settings(List<Transport> transports, Set<Mode> modes, int clients,
        int idleClients, double rate,
        int payload, Duration duration, Duration warmup, double warmupRate,
        Duration settle,
        Duration pollInterval,
        int repeat, int slow) {

    private static final int MOST_CLIENTS = 10_000;
    static final double HIGHEST_RATE = 10_000;
    /** The labs' limit for a notification's body. */
    private static final int LONGEST_PAYLOAD = 2_000;
    /** One bit per client and publish is kept. */
    private static final long MOST_DELIVERIES = 2_000_000_000L;

    Settings {
        transports = List.copyOf(transports);
        modes = Set.copyOf(modes);
        within("Clients", clients, 1, MOST_CLIENTS, "");
        within("Idle clients", idleClients, 1, MOST_CLIENTS, "");
        within("Rate", rate, 0.1, HIGHEST_RATE, " publishes per second");
        within("Payload", payload, Marker.LENGTH, LONGEST_PAYLOAD, " characters");
        within("Duration", duration, Duration.ofSeconds(1), Duration.ofMinutes(10));
        within("Warm-up", warmup, Duration.ZERO, Duration.ofMinutes(2));
        within("Warm-up rate", warmupRate, 0.1, HIGHEST_RATE, " publishes per second");
        within("Settling time", settle, Duration.ZERO, Duration.ofMinutes(2));
        within("Poll interval", pollInterval, Duration.ofMillis(10),
                Duration.ofMinutes(1));
        within("Repeats", repeat, 1, 50, "");
        within("Slow clients", slow, 0, 100, "");
        if (modes.contains(Mode.SLOW) && slow == 0) {
            throw new IllegalArgumentException(
                    "Mode slow needs --slow of 1 or more, was 0");
        }
        within("Clients × rate × duration", clients * rate * duration.toSeconds(), 0,
                MOST_DELIVERIES, " deliveries");
    }

    private static void within(String name, double value, double least, double most,
            String unit) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("%s must be in %s..%s%s, was %s"
                    .formatted(name, plain(least), plain(most), unit, plain(value)));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static void within(String name, Duration value, Duration least,
            Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "%s must be in %s..%s, was %s".formatted(name,
                            Durations.format(least), Durations.format(most),
                            Durations.format(value)));
        }
    }
}

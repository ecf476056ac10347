package lab.comparison.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be measured. */
enum Mode {

    /** From {@code java} to the first answer. */
    STARTUP,
    /** Resident memory per connection that receives nothing. */
    IDLE,
    /** Processor time of connections that receive nothing but heartbeats. */
    HEARTBEAT,
    /** Processor time per delivery, and latency, at the set rate. */
    CPU,
    /** The most deliveries per second with p99 under 100 ms and nothing lost. */
    SUSTAINED,
    /** What clients that never read do to the latency of the others. */
    SLOW;

    static Mode of(String id) {
        return Arrays.stream(values()).filter(mode -> mode.id().equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Mode must be one of %s, was \"%s\"".formatted(ids(), id)));
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String ids() {
        return Arrays.stream(values()).map(Mode::id).collect(Collectors.joining(", "));
    }
}

package lab.comparison.bench;

import java.util.Arrays;
import java.util.Locale;

/** A quantity that the bench reports, with the unit that it is reported in. */
enum Figure {

    /** Of the server's process, user and system, at the set rate. */
    CPU_MICROS("server CPU per delivery", "µs", "cpuMicrosPerDelivery", 2, Better.LESS),
    /** The most of all rates that were tried and kept up. */
    SUSTAINED("sustained deliveries, p99 < 100 ms", "1/s", "sustainedPerSecond", 0,
            Better.MORE),
    /** What the resident set of the server's process grows by; the system's buffers are not in it. */
    IDLE_KIB("memory per idle connection", "KiB", "idleKibPerConnection", 1,
            Better.LESS),
    /** Processor time of the server's process over elapsed time, with as many clients as for the memory. */
    HEARTBEAT("idle clients with heartbeat, of one core", "%", "heartbeatCorePercent",
            2, Better.LESS),
    /** From the start of the process. */
    STARTUP_MILLIS("start to first answer", "ms", "startupMillis", 0, Better.LESS),
    /** At the set rate: publishes times clients. */
    DELIVERIES("deliveries", "", "deliveries", 0, Better.NEITHER),
    /** Up to the last arrival. */
    PER_SECOND("deliveries per second", "1/s", "deliveriesPerSecond", 0,
            Better.NEITHER),
    /** Here and below from when a publish was due. */
    P50("latency p50", "ms", "latencyP50Millis", 1, Better.LESS),
    /** Nine of ten are no slower. */
    P90("latency p90", "ms", "latencyP90Millis", 1, Better.LESS),
    /** Ninety-nine of a hundred are no slower. */
    P99("latency p99", "ms", "latencyP99Millis", 1, Better.LESS),
    /** One pause of the machine is enough. */
    MAX("latency max", "ms", "latencyMaxMillis", 1, Better.NEITHER),
    /** Not arrived five seconds after the last publish. */
    LOST("lost", "", "lost", 0, Better.NEITHER),
    /** Arrived again. */
    DUPLICATED("duplicated", "", "duplicated", 0, Better.NEITHER),
    /** Arrived behind one that was sent after it had been confirmed. */
    OUT_OF_ORDER("out of order", "", "outOfOrder", 0, Better.NEITHER),
    /** Not confirmed, or too late. */
    REFUSED("publishes refused", "", "publishesRefused", 0, Better.NEITHER),
    /** What the load takes from the machine that it shares with the server. */
    LOAD_CPU_MICROS("load generator's own CPU per delivery", "µs",
            "loadCpuMicrosPerDelivery", 2, Better.NEITHER),
    /** Of the clients that do read. */
    SLOW_P99("latency p99 beside slow clients", "ms", "slowP99Millis", 1, Better.LESS),
    /** 1: the slow ones cost the others nothing. */
    SLOW_RATIO("slow clients: p99 beside them over p99 without", "×", "slowP99Ratio", 2,
            Better.LESS);

    /** Which of two values speaks for the server. */
    enum Better {
        LESS, MORE, NEITHER
    }

    final String label;
    final String unit;
    /** The name in the JSON file. */
    final String key;
    final int decimals;
    final Better better;

    Figure(String label, String unit, String key, int decimals, Better better) {
        this.label = label;
        this.unit = unit;
        this.key = key;
        this.decimals = decimals;
        this.better = better;
    }

    static Figure ofKey(String key) {
        return Arrays.stream(values()).filter(figure -> figure.key.equals(key))
                .findFirst().orElseThrow(() -> new IllegalArgumentException(
                        "There is no figure \"%s\"".formatted(key)));
    }

    String labelWithUnit() {
        return unit.isEmpty() ? label : label + ", " + unit;
    }

    String format(double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}

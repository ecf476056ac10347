package lab.comparison.bench;

import java.util.Locale;

/** A quantity that the bench reports, with the unit that it is reported in. */
enum Figure {

    CPU_MICROS("server CPU per delivery", "µs", "cpuMicrosPerDelivery", 2), SUSTAINED(
            "sustained deliveries, p99 < 100 ms", "1/s", "sustainedPerSecond",
            0), IDLE_KIB("memory per idle connection", "KiB", "idleKibPerConnection",
                    1), HEARTBEAT("idle clients with heartbeat, of one core", "%",
                            "heartbeatCorePercent", 2), STARTUP_MILLIS(
                                    "start to first answer", "ms", "startupMillis",
                                    0), DELIVERIES("deliveries", "", "deliveries",
                                            0), PER_SECOND("deliveries per second",
                                                    "1/s",
                                                    "deliveriesPerSecond",
                                                    0), P50("latency p50", "ms",
                                                            "latencyP50Millis",
                                                            1), P90("latency p90", "ms",
                                                                    "latencyP90Millis",
                                                                    1), P99("latency p99",
                                                                            "ms",
                                                                            "latencyP99Millis",
                                                                            1), MAX("latency max",
                                                                                    "ms",
                                                                                    "latencyMaxMillis",
                                                                                    1), LOST(
                                                                                            "lost",
                                                                                            "",
                                                                                            "lost",
                                                                                            0), DUPLICATED(
                                                                                                    "duplicated",
                                                                                                    "",
                                                                                                    "duplicated",
                                                                                                    0), OUT_OF_ORDER(
                                                                                                            "out of order",
                                                                                                            "",
                                                                                                            "outOfOrder",
                                                                                                            0), REFUSED(
                                                                                                                    "publishes refused",
                                                                                                                    "",
                                                                                                                    "publishesRefused",
                                                                                                                    0), LOAD_CPU_MICROS(
                                                                                                                            "load generator's own CPU per delivery",
                                                                                                                            "µs",
                                                                                                                            "loadCpuMicrosPerDelivery",
                                                                                                                            2), SLOW_P99(
                                                                                                                                    "latency p99 beside slow clients",
                                                                                                                                    "ms",
                                                                                                                                    "slowP99Millis",
                                                                                                                                    1), SLOW_RATIO(
                                                                                                                                            "slow clients: p99 beside them over p99 without",
                                                                                                                                            "×",
                                                                                                                                            "slowP99Ratio",
                                                                                                                                            2);

    final String label;
    final String unit;
    /** The name in the JSON file. */
    final String key;
    final int decimals;

    Figure(String label, String unit, String key, int decimals) {
        this.label = label;
        this.unit = unit;
        this.key = key;
        this.decimals = decimals;
    }

    String labelWithUnit() {
        return unit.isEmpty() ? label : label + ", " + unit;
    }

    String format(double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}

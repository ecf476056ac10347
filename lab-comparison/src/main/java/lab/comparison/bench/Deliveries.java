package lab.comparison.bench;

import org.HdrHistogram.Histogram;

/**
 * What one round delivered. {@code refused}: publishes that the server did not accept.
 * {@code seconds}: the planned time, or to the last arrival if that was later.
 */
record Deliveries(long received, long lost, long duplicated, long outOfOrder,
        int refused,
        double seconds, Histogram latencyMicros) {

    double perSecond() {
        return received / seconds;
    }

    double latencyMillis(double percentile) {
        return latencyMicros.getValueAtPercentile(percentile) / 1_000.0;
    }

    double maxMillis() {
        return latencyMicros.getMaxValue() / 1_000.0;
    }

    boolean isFlawless() {
        return received > 0 && lost == 0 && duplicated == 0 && outOfOrder == 0
                && refused == 0;
    }
}

package lab.comparison.bench;

import java.util.List;

/** The repeats of one measurement: the median, because one disturbed repeat must not count. */
record Statistics(double median, double min, double max, int repeats) {

    static Statistics of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(
                    "Statistics need at least 1 value, were 0");
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted()
                .toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1
                ? sorted[middle]
                : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Statistics(median, sorted[0], sorted[sorted.length - 1],
                sorted.length);
    }
}

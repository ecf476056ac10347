package lab.comparison.bench;

import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Latency over percentiles. Both axes are logarithmic, the horizontal one in the share of
 * deliveries that took longer, so that the worst per mille is as wide as the worst tenth.
 */
final class LatencyChart {

    static final double[] PERCENTILES = {0, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.9,
            99.95, 99.99, 100};
    private static final double[] LABELLED = {0, 50, 90, 99, 99.9, 99.99};
    /** Where 100 % is drawn, which has no place on a logarithmic axis. */
    private static final double LEAST_SHARE = 0.000_01;

    private static final int WIDTH = 760;
    private static final int HEIGHT = 380;
    private static final int LEFT = 70;
    private static final int RIGHT = 200;
    private static final int TOP = 12;
    private static final int BOTTOM = 44;
    private static final int LINE_OF_TEXT = 16;

    private final Svg svg = new Svg(WIDTH, HEIGHT, "Latency by percentile");
    private final Results results;
    private final List<Subject> subjects;
    private final int lowestDecade;
    private final int highestDecade;

    private LatencyChart(Results results, List<Subject> subjects) {
        this.results = results;
        this.subjects = subjects;
        lowestDecade = (int) Math.floor(Math.log10(subjects.stream()
                .mapToDouble(subject -> millis(subject, 0)).min().orElseThrow()));
        highestDecade = Math.max(lowestDecade + 1,
                (int) Math.ceil(Math.log10(subjects.stream()
                        .mapToDouble(subject -> millis(subject, 100)).max()
                        .orElseThrow())));
    }

    /** Empty when no latency was measured. */
    static String of(Results results) {
        List<Subject> subjects = results.subjects().stream()
                .filter(subject -> results.latencyMicros(subject).isPresent()).toList();
        return subjects.isEmpty() ? "" : new LatencyChart(results, subjects).draw();
    }

    private String draw() {
        axes();
        double lastLabel = HEIGHT;
        List<Subject> fromTheBottom = subjects.stream()
                .sorted((one, other) -> Double.compare(millis(one, 100),
                        millis(other, 100)))
                .toList();
        for (Subject subject : fromTheBottom) {
            curve(subject);
            double wanted = y(millis(subject, 100)) + 5;
            lastLabel = Math.min(wanted, lastLabel - LINE_OF_TEXT); // labels must not cover each other
            svg.text(WIDTH - RIGHT + 8, lastLabel, "start", subject.label());
        }
        return svg.toString();
    }

    private void axes() {
        for (int decade = lowestDecade; decade <= highestDecade; decade++) {
            double y = y(Math.pow(10, decade));
            svg.line(LEFT, y, WIDTH - RIGHT, y,
                    "stroke=\"currentColor\" stroke-opacity=\"0.25\"");
            String millis = decade < 0
                    ? String.format(Locale.ROOT, "%." + -decade + "f",
                            Math.pow(10, decade))
                    : String.format(Locale.ROOT, "%,.0f", Math.pow(10, decade));
            svg.text(LEFT - 8, y + 5, "end", millis + " ms");
        }
        for (double percentile : LABELLED) {
            double x = x(percentile);
            svg.line(x, TOP, x, HEIGHT - BOTTOM,
                    "stroke=\"currentColor\" stroke-opacity=\"0.25\"");
            svg.text(x, HEIGHT - BOTTOM + 18, "middle", "p" + plain(percentile));
        }
        svg.text(x(100), HEIGHT - BOTTOM + 18, "middle", "max");
    }

    private void curve(Subject subject) {
        StringBuilder points = new StringBuilder();
        for (double percentile : PERCENTILES) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(percentile),
                    y(millis(subject, percentile))));
        }
        svg.curve(points.toString().strip(),
                "stroke=\"%s\" stroke-width=\"%s\" stroke-dasharray=\"%s\""
                        .formatted(subject.transport().colour,
                                subject.isPeer() ? "1.5" : "3",
                                subject.transport().dashes));
    }

    private double millis(Subject subject, double percentile) {
        Histogram histogram = results.latencyMicros(subject).orElseThrow();
        long micros = percentile == 0
                ? histogram.getMinValue()
                : histogram.getValueAtPercentile(percentile);
        return Math.max(1, micros) / 1_000.0; // 0 has no place on a logarithmic axis
    }

    private static double x(double percentile) {
        double share = Math.max(1 - percentile / 100, LEAST_SHARE);
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.log(share) / Math.log(LEAST_SHARE);
    }

    private double y(double millis) {
        double position = (Math.log10(millis) - lowestDecade)
                / (highestDecade - lowestDecade);
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * position;
    }

    private static String plain(double percentile) {
        return percentile == Math.rint(percentile)
                ? Long.toString((long) percentile)
                : Double.toString(percentile);
    }
}

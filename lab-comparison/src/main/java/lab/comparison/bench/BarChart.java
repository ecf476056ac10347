package lab.comparison.bench;

import java.util.List;

/**
 * One figure, a bar per subject, from the minimum's and to the maximum's whisker. The
 * label at each bar names it; peers are hatched. So nothing depends on seeing colours.
 */
final class BarChart {

    private static final int WIDTH = 640;
    private static final int LABEL_WIDTH = 200;
    private static final int VALUE_WIDTH = 110;
    private static final int ROW = 30;
    private static final int BAR = 18;
    private static final int TOP = 8;

    private BarChart() {
    }

    /** Empty when nobody has this figure. */
    static String of(Results results, Figure figure) {
        List<Subject> subjects = results.subjects().stream()
                .filter(subject -> results.statistics(subject, figure).isPresent())
                .toList();
        if (subjects.isEmpty()) {
            return "";
        }
        double most = subjects.stream().mapToDouble(
                subject -> results.statistics(subject, figure).orElseThrow().max())
                .max().orElseThrow();
        double scale = (WIDTH - LABEL_WIDTH - VALUE_WIDTH)
                / Math.max(most, Double.MIN_NORMAL);
        Svg svg = new Svg(WIDTH, TOP + ROW * subjects.size(), figure.labelWithUnit());
        for (int row = 0; row < subjects.size(); row++) {
            Subject subject = subjects.get(row);
            bar(svg, subject, figure, results.statistics(subject, figure).orElseThrow(),
                    TOP + row * ROW, scale);
        }
        return svg.toString();
    }

    private static void bar(Svg svg, Subject subject, Figure figure,
            Statistics statistics, int top, double scale) {
        double middle = top + BAR / 2.0;
        svg.text(LABEL_WIDTH - 8, middle + 5, "end", subject.label());
        svg.bar(LABEL_WIDTH, top, Math.max(0, statistics.median() * scale), BAR,
                fill(svg, subject, figure));
        double min = LABEL_WIDTH + Math.max(0, statistics.min() * scale);
        double max = LABEL_WIDTH + Math.max(0, statistics.max() * scale);
        svg.line(min, middle, max, middle,
                "stroke=\"currentColor\" stroke-width=\"2\"");
        svg.text(max + 8, middle + 5, "start",
                figure.format(statistics.median()) + " " + figure.unit);
    }

    private static String fill(Svg svg, Subject subject, Figure figure) {
        String colour = subject.transport().colour;
        if (!subject.isPeer()) {
            return "fill=\"%s\"".formatted(colour);
        }
        // Ids hold for the whole page, which has a chart per figure.
        String id = figure.key + "-" + subject.transport().id + "-"
                + subject.implementation();
        svg.define(
                """
                        <pattern id="%s" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
                        <rect width="3" height="6" fill="%s"/></pattern>"""
                        .formatted(id, colour));
        return "fill=\"url(#%s)\" stroke=\"%s\"".formatted(id, colour);
    }
}

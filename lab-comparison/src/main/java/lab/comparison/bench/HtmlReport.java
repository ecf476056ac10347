package lab.comparison.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The figures for people: one page that needs nothing beside itself. */
final class HtmlReport {

    private static final List<Figure> CHARTS = List.of(Figure.CPU_MICROS,
            Figure.SUSTAINED, Figure.IDLE_KIB, Figure.STARTUP_MILLIS,
            Figure.SLOW_RATIO);

    private HtmlReport() {
    }

    static String of(Report report) {
        return template()
                .replace("{{start}}", Svg.escape(report.start().toString()))
                .replace("{{conditions}}", Svg.escape(report.conditions()))
                .replace("{{notes}}", notes(report))
                .replace("{{charts}}", charts(report.results()))
                .replace("{{table}}", table(report.results()));
    }

    private static String notes(Report report) {
        return report.notes().stream()
                .map(note -> "<p class=\"note\">%s</p>\n".formatted(Svg.escape(note)))
                .collect(Collectors.joining());
    }

    private static String charts(Results results) {
        StringBuilder html = new StringBuilder();
        for (Figure figure : CHARTS) {
            section(html, figure.labelWithUnit(), BarChart.of(results, figure));
        }
        section(html, "Latency by percentile", LatencyChart.of(results));
        return html.toString();
    }

    private static void section(StringBuilder html, String title, String chart) {
        if (!chart.isEmpty()) {
            html.append("<h2>%s</h2>%n<figure>%s</figure>%n"
                    .formatted(Svg.escape(title), chart));
        }
    }

    private static String table(Results results) {
        StringBuilder html = new StringBuilder();
        for (List<String> row : TextTable.rows(results)) {
            html.append("<tr>");
            String cell = html.length() == 4 ? "th" : "td";
            for (String text : row) {
                html.append("<%1$s>%2$s</%1$s>".formatted(cell, Svg.escape(text)));
            }
            html.append("</tr>\n");
        }
        return html.toString();
    }

    private static String template() {
        try (InputStream stream = HtmlReport.class
                .getResourceAsStream("/bench/report.html")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

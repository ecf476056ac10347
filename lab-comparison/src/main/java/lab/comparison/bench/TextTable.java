package lab.comparison.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The figures for a terminal: a line per figure, a column per subject, and one more per lab that has been
 * measured beside peers.
 */
final class TextTable {

    private static final String NONE = "–";

    private TextTable() {
    }

    /** Columns are as wide as their widest cell; a figure that nobody has is left out. */
    static String of(Report report) {
        List<List<String>> rows = rows(report.results());
        StringBuilder text = new StringBuilder(report.conditions()).append("\n\n");
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int width = width(rows, column);
                String format = column == 0 ? "%-" + width + "s" : "  %" + width + "s";
                text.append(format.formatted(row.get(column)));
            }
            text.append('\n');
        }
        report.notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
        return text.toString();
    }

    static List<List<String>> rows(Results results) {
        List<Subject> subjects = List.copyOf(results.subjects());
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("median (min..max)"));
        subjects.forEach(subject -> head.add(subject.label()));
        List<Subject> compared = subjects.stream()
                .filter(subject -> Arrays.stream(Figure.values()).anyMatch(
                        figure -> results.besideBestPeer(subject, figure).isPresent()))
                .toList();
        compared.forEach(lab -> head.add(lab.transport().label + ": lab / best peer"));
        rows.add(head);
        for (Figure figure : Figure.values()) {
            if (subjects.stream().anyMatch(
                    subject -> results.statistics(subject, figure).isPresent())) {
                List<String> row = new ArrayList<>(List.of(figure.labelWithUnit()));
                subjects.forEach(subject -> row.add(cell(results, subject, figure)));
                compared.forEach(lab -> row.add(ratio(results, lab, figure)));
                rows.add(row);
            }
        }
        return rows;
    }

    private static String cell(Results results, Subject subject, Figure figure) {
        return results.statistics(subject, figure).map(statistics -> {
            String median = figure.format(statistics.median());
            String min = figure.format(statistics.min());
            String max = figure.format(statistics.max());
            return min.equals(max) ? median : "%s (%s..%s)".formatted(median, min, max);
        }).orElse(NONE);
    }

    private static String ratio(Results results, Subject lab, Figure figure) {
        OptionalDouble ratio = results.besideBestPeer(lab, figure);
        return ratio.isEmpty()
                ? NONE
                : String.format(Locale.ROOT, "%.2f", ratio.getAsDouble());
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max()
                .orElseThrow();
    }
}

package lab.grader.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Grades put into files that a learning platform has exported, to be imported there again. Nothing else in them is
 * changed: not an order, not a quote, not a byte order mark. A student without a final result
 * keeps what was there.
 */
final class Worksheets {

    private static final Pattern PARTICIPANT = Pattern.compile("Participant ([0-9]+)");
    private static final Pattern ASSIGNMENT = Pattern.compile(".+ \\([0-9]+\\)");

    private Worksheets() {
    }

    /**
     * Moodle's offline grading worksheet. {@code Last modified (grade)} stays as exported, since Moodle
     * compares it with what it knows and refuses rows that were graded meanwhile.
     */
    static String moodle(Report report, String worksheet) {
        Table table = new Table(worksheet);
        int identifier = table.column("Identifier");
        int grade = table.column("Grade");
        int maximum = table.header().indexOf("Maximum Grade");
        table.column("Last modified (grade)");
        Map<String, StudentResult> students = byKey(report, Roster.Student::moodle);
        return table.with(1, grade, row -> {
            Matcher participant = PARTICIPANT.matcher(row.get(identifier));
            StudentResult result = participant.matches()
                    ? students.get(participant.group(1))
                    : null;
            return result == null
                    ? null
                    : scaled(result.score(), report.maxScore(),
                            maximum < 0 ? null : row.get(maximum));
        });
    }

    /** Canvas's gradebook: the row below the header has the points that are possible. */
    static String canvas(Report report, String gradebook) {
        Table table = new Table(gradebook);
        int id = table.column("ID");
        List<Integer> assignments = new ArrayList<>();
        for (int i = 0; i < table.header().size(); i++) {
            if (ASSIGNMENT.matcher(table.header().get(i)).matches()) {
                assignments.add(i);
            }
        }
        if (assignments.size() != 1) {
            throw new IllegalArgumentException(
                    "Gradebook must have one assignment such as \"Exercises (123)\", was "
                            + table.header());
        }
        int assignment = assignments.get(0);
        int first = 1;
        String possible = null;
        if (table.rows().size() > 1
                && table.rows().get(1).get(0).strip().equals("Points Possible")) {
            possible = table.rows().get(1).get(assignment);
            first = 2;
        }
        String points = possible;
        Map<String, StudentResult> students = byKey(report, Roster.Student::canvas);
        return table.with(first, assignment, row -> {
            StudentResult result = students.get(row.get(id).strip());
            return result == null
                    ? null
                    : scaled(result.score(), report.maxScore(), points);
        });
    }

    private static Map<String, StudentResult> byKey(Report report,
            Function<Roster.Student, String> key) {
        Map<String, StudentResult> students = new TreeMap<>();
        for (StudentResult result : report.results()) {
            if (result.pending() == 0) {
                students.put(key.apply(report.roster().of(result.id())), result);
            }
        }
        students.remove("");
        return students;
    }

    /** @param maximum what the platform counts to; null or empty is what we count to */
    private static String scaled(int score, int outOf, String maximum) {
        if (maximum == null || maximum.isBlank() || outOf == 0) {
            return Integer.toString(score);
        }
        // Platforms refuse more than their maximum, so a bonus only makes good for what is missing.
        BigDecimal scaled = new BigDecimal(Math.min(score, outOf))
                .multiply(new BigDecimal(maximum.strip()))
                .divide(new BigDecimal(outOf), 2, RoundingMode.HALF_UP);
        return scaled.signum() == 0 ? "0" : scaled.stripTrailingZeros().toPlainString();
    }

    /** A file whose cells are found by parsing and replaced in the text itself. */
    private static final class Table {

        private final String text;
        private final List<List<String>> rows;

        Table(String text) {
            this.text = text;
            this.rows = Csv.parse(text);
        }

        List<List<String>> rows() {
            return rows;
        }

        List<String> header() {
            return rows.isEmpty() ? List.of() : rows.get(0);
        }

        int column(String name) {
            int column = header().indexOf(name);
            if (column < 0) {
                throw new IllegalArgumentException(
                        "Worksheet must have a column \"%s\", was %s".formatted(name,
                                header()));
            }
            return column;
        }

        /** @param value of a row's cell; null leaves it */
        String with(int firstRow, int column, Function<List<String>, String> value) {
            StringBuilder changed = new StringBuilder();
            int at = 0;
            for (int i = 0; i < rows.size(); i++) {
                int end = endOfRow(at);
                String row = text.substring(at, end);
                String cell = i < firstRow || rows.get(i).size() <= column
                        ? null
                        : value.apply(rows.get(i));
                changed.append(cell == null ? row : replaced(row, column, cell));
                at = end;
            }
            return changed.append(text.substring(at)).toString();
        }

        /** After the line's end. */
        private int endOfRow(int start) {
            boolean quoted = false;
            for (int i = start; i < text.length(); i++) {
                char c = text.charAt(i);
                quoted ^= c == '"';
                if (c == '\n' && !quoted) {
                    return i + 1;
                }
            }
            return text.length();
        }

        private static String replaced(String row, int column, String cell) {
            int start = 0;
            for (int i = 0; i < column; i++) {
                start = endOfCell(row, start) + 1;
            }
            return row.substring(0, start) + cell
                    + row.substring(endOfCell(row, start));
        }

        private static int endOfCell(String row, int start) {
            boolean quoted = false;
            for (int i = start; i < row.length(); i++) {
                char c = row.charAt(i);
                quoted ^= c == '"';
                if (!quoted && (c == ',' || c == '\r' || c == '\n')) {
                    return i;
                }
            }
            return row.length();
        }
    }
}

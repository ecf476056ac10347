package lab.grader.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tables as comma-separated values (RFC 4180), read as learning platforms and spreadsheets write them. */
final class Csv {

    private static final char MARK = '\uFEFF';

    private Csv() {
    }

    /** A row, without its end. */
    static String row(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(","));
    }

    /** Quoted only where it has to be. */
    private static String cell(String text) {
        boolean plain = text.chars()
                .noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /**
     * A cell that no spreadsheet takes for a formula, whatever a student has called a file: what
     * begins with {@code = + - @}, a tab or a line's end is text after an apostrophe.
     */
    static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0
                ? "'" + text
                : text;
    }

    /** @throws IllegalArgumentException if a quote is not closed */
    static List<List<String>> parse(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        int start = !text.isEmpty() && text.charAt(0) == MARK ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                boolean doubled = c == '"' && i + 1 < text.length()
                        && text.charAt(i + 1) == '"';
                if (c != '"' || doubled) {
                    cell.append(c);
                    i += doubled ? 1 : 0;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && cell.isEmpty()) {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                row.add(endOf(cell, c == '\n'));
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else {
                cell.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException(
                    "Every quote of a CSV file must be closed, was open at its end");
        }
        if (!cell.isEmpty() || !row.isEmpty()) {
            row.add(cell.toString());
            rows.add(row);
        }
        return rows;
    }

    private static String endOf(StringBuilder cell, boolean ofRow) {
        int length = cell.length();
        boolean carriageReturn = ofRow && length > 0 && cell.charAt(length - 1) == '\r';
        return cell.substring(0, carriageReturn ? length - 1 : length);
    }
}

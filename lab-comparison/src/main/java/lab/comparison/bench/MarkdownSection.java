package lab.comparison.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** The part of a README that shows a result file, between two comments. */
final class MarkdownSection {

    private static final String BEGIN = "<!-- bench -->\n";
    private static final String END = "<!-- /bench -->\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    private MarkdownSection() {
    }

    /** Replaces the part in {@code readme} by what {@code resultFile} says. */
    static void rewrite(Path readme, Path resultFile) throws IOException {
        String text = Files.readString(readme);
        String old = in(text, readme);
        Files.writeString(readme, text.replace(old, of(resultFile)));
    }

    /** The part as it is, with its two comments. */
    static String in(Path readme) throws IOException {
        return in(Files.readString(readme), readme);
    }

    private static String in(String text, Path readme) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END, begin);
        if (begin < 0 || end < 0) {
            throw new IllegalArgumentException(
                    "%s must have the lines %s and %s".formatted(readme, BEGIN.strip(),
                            END.strip()));
        }
        return text.substring(begin, end + END.length());
    }

    /** The part as it should be. */
    static String of(Path resultFile) throws IOException {
        JsonNode report = JSON.readTree(resultFile.toFile());
        List<List<String>> rows = TextTable.rows(JsonReport.results(report));
        StringBuilder text = new StringBuilder(BEGIN);
        for (List<String> row : rows) {
            line(text, row);
            if (row == rows.get(0)) {
                line(text, Collections.nCopies(row.size(), "---"));
            }
        }
        return text.append("\n%s: %s\n".formatted(report.path("start").asText(),
                report.path("conditions").asText())).append(END).toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}

package lab.grader;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The committed result of {@code lab proof}, and its figures where people read them. */
final class ProofFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final Pattern BETWEEN = Pattern
            .compile("(?s)<!-- proof -->\n.*?<!-- /proof -->");
    private static final String NOT_MEASURED = "Not measured yet.\n";
    /** The texts that show the figures. */
    static final List<String> SHOWN_IN = List.of("README.md", "grader/README.md");

    private final Repository repository;

    ProofFile(Repository repository) {
        this.repository = repository;
    }

    private Path file() {
        return repository.root().resolve("grader/proof/proof.json");
    }

    /** Writes the result, and puts its figures into the texts. */
    void write(Proof.Result result) throws IOException {
        Results.write(file(), JSON.writer(new DefaultPrettyPrinter()
                .withObjectIndenter(INDENT).withArrayIndenter(INDENT))
                .writeValueAsString(result) + "\n");
        for (String text : SHOWN_IN) {
            Path path = repository.root().resolve(text);
            Results.write(path,
                    withFigures(Files.readString(path, StandardCharsets.UTF_8),
                            result));
        }
    }

    /** Null if nothing has been measured yet. */
    Proof.Result read() throws IOException {
        return Files.exists(file())
                ? JSON.readValue(file().toFile(), Proof.Result.class)
                : null;
    }

    /** @param result null if nothing has been measured yet */
    static String withFigures(String text, Proof.Result result) {
        String figures = result == null ? NOT_MEASURED : figures(result);
        return BETWEEN.matcher(text).replaceFirst(Matcher.quoteReplacement(
                "<!-- proof -->\n" + figures + "<!-- /proof -->"));
    }

    static String figures(Proof.Result result) {
        StringBuilder table = new StringBuilder();
        table.append(
                """
                        | exercise | wrong, caught | right, accepted | mutants killed | lived, with a reason | without |
                        | --- | --- | --- | --- | --- | --- |
                        """);
        for (Proof.Suite suite : result.suites()) {
            table.append(
                    "| `%s` | %d of %d | %d of %d | %d of %d | %d | %d |\n".formatted(
                            suite.slug(), suite.caught(), suite.wrong(),
                            suite.accepted(),
                            suite.right(), suite.killed(), suite.mutants(),
                            suite.justified(),
                            suite.mutants() - suite.killed() - suite.justified()));
        }
        table.append("""

                | verdicts that changed | runs | verdicts | changed |
                | --- | --- | --- | --- |
                """);
        for (Proof.Stability stability : result.stability()) {
            table.append("| %s | %d | %d | %d |\n".formatted(stability.condition(),
                    stability.runs(), stability.verdicts(), stability.changes()));
        }
        Proof.Timing timing = result.timing();
        table.append("""

                | a complete submission | seconds |
                | --- | --- |
                | alone, from the command to the pages | %s |
                | each of %d, %d at the same time | %s |
                | `mvn test` for the same checks | %s |

                %s, %s.
                """.formatted(timing.alone(), timing.submissions(), timing.jobs(),
                timing.each(), timing.maven(), result.date(), result.machine()));
        return table.toString();
    }
}

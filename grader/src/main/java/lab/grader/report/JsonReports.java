package lab.grader.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.judge.CheckResult;
import lab.judge.Outcome;

/** A result in the forms that grading services read. */
final class JsonReports {

    /** Exercism shows no more of an output. */
    private static final int EXERCISM_OUTPUT = 500;
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter WRITER = new ObjectMapper()
            .writer(new DefaultPrettyPrinter().withObjectIndenter(INDENT)
                    .withArrayIndenter(INDENT));

    private JsonReports() {
    }

    /** One thing that was looked at: a check, or an exercise that could not be judged. */
    private record Item(CatalogueEntry exercise, String id, String title, int points,
            int score, int stage, Outcome outcome, String output) {

        String name() {
            return exercise.slug() + " " + id;
        }

        boolean passed() {
            return outcome == Outcome.PASS;
        }
    }

    private static List<Item> items(Report report, StudentResult result) {
        List<Item> items = new ArrayList<>();
        for (CatalogueEntry entry : report.catalogue()) {
            Verdict verdict = Report.verdict(result, entry);
            for (CheckResult check : verdict.checks()) {
                items.add(
                        new Item(entry, check.id(), check.title().en(), check.points(),
                                check.score(), check.stage(), check.outcome(),
                                check.feedback() == null
                                        ? ""
                                        : check.feedback().in("en")));
            }
            if (verdict.checks().isEmpty()) {
                items.add(new Item(entry, "compiles", "It compiles.", entry.points(), 0,
                        1,
                        verdict.compiled() ? Outcome.FAIL : Outcome.CRASHED,
                        verdict.compiled()
                                ? "Nothing was written."
                                : String.join("\n", verdict.errors())));
            }
        }
        return items;
    }

    /** {@code results.json} of Gradescope's autograder. */
    static String gradescope(Report report, StudentResult result) {
        List<Map<String, Object>> tests = new ArrayList<>();
        int number = 0;
        for (Item item : items(report, result)) {
            Map<String, Object> test = new LinkedHashMap<>();
            test.put("name", item.name() + ": " + item.title());
            test.put("number", Integer.toString(++number));
            test.put("score", item.score());
            test.put("max_score", item.points());
            test.put("status", item.passed() ? "passed" : "failed");
            test.put("output", item.output());
            test.put("output_format", "text"); // anything else would let a student's bytes be Markdown or HTML
            test.put("visibility", "visible");
            test.put("tags", List.of(item.exercise().slug()));
            tests.add(test);
        }
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("score", result.score());
        results.put("max_score", report.maxScore());
        results.put("visibility", "visible");
        results.put("stdout_visibility", "hidden");
        results.put("tests", tests);
        return write(results);
    }

    /** What a runner of GitHub Classroom's autograding gives its reporter. */
    static String githubClassroom(Report report, StudentResult result) {
        List<Map<String, Object>> tests = new ArrayList<>();
        for (Item item : items(report, result)) {
            Map<String, Object> test = new LinkedHashMap<>();
            test.put("name", item.name());
            test.put("status", status(item));
            test.put("score", item.score());
            test.put("message", item.output());
            test.put("test_code", item.title());
            test.put("filename", "");
            test.put("line_no", 0);
            test.put("duration", 0); // no verdict depends on it, and it would be another each time
            tests.add(test);
        }
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("version", 1);
        results.put("status", overall(report, result));
        results.put("max_score", report.maxWithBonus());
        results.put("tests", tests);
        return write(results);
    }

    /** {@code results.json} of an Exercism test runner, version 3. */
    static String exercism(Report report, StudentResult result) {
        List<Map<String, Object>> tests = new ArrayList<>();
        for (Item item : items(report, result)) {
            Map<String, Object> test = new LinkedHashMap<>();
            test.put("name", item.name());
            test.put("status", status(item));
            test.put("message", item.passed() ? null : item.output());
            test.put("output", item.output().length() <= EXERCISM_OUTPUT
                    ? item.output()
                    : item.output().substring(0, EXERCISM_OUTPUT - 1) + "…");
            test.put("test_code", item.title());
            test.put("task_id", report.catalogue().indexOf(item.exercise()) + 1);
            tests.add(test);
        }
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("version", 3);
        results.put("status", overall(report, result).equals("pass") ? "pass" : "fail");
        results.put("message", null);
        results.put("tests", tests);
        return write(results);
    }

    private static String status(Item item) {
        return switch (item.outcome()) {
            case PASS -> "pass";
            case CRASHED, GRADER_ERROR -> "error";
            default -> "fail";
        };
    }

    private static String overall(Report report, StudentResult result) {
        return items(report, result).stream().allMatch(Item::passed)
                ? "pass"
                : result.pending() > 0 ? "error" : "fail";
    }

    private static String write(Map<String, Object> value) {
        try {
            return WRITER.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package lab.grader.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/** Each file is what its reader expects, whatever students have written into it. */
class ExportsTest {

    private static final Report REPORT = Sample.report();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> files = Exports.of(REPORT, null, null,
            UnaryOperator.identity());

    @Test
    void theGradebookHasARowForEachStudentAndNoFormula() {
        List<List<String>> rows = Csv.parse(files.get("gradebook.csv"));

        assertThat(rows.get(0)).containsExactly("id", "name", "email", "polling (3)",
                "sse-feed (7)", "shared-editor (10)", "total (10)", "pending", "notes");
        assertThat(rows.get(1)).containsExactly("ada", "Ada Lovelace", "", "3", "3",
                "10",
                "16", "0", "");
        assertThat(rows.get(2)).startsWith("bob", "'=HYPERLINK(\"http://x\")", "", "0",
                "0", "0", "0", "0");
        assertThat(rows.get(3)).startsWith("eve", "eve", "", "1", "0", "0", "1", "2");
        assertThat(rows.get(4)).containsExactly("zoe", "Zoe", "", "", "", "", "", "",
                "nothing handed in");
        assertThat(rows).hasSize(5).allMatch(row -> row.size() == 9);
    }

    @Test
    void cellsThatBeginLikeAFormulaAreMadeHarmless() {
        assertThat(List.of("=1", "+1", "-1", "@x", "\tx", "\rx", "1=", "", "é"))
                .extracting(Csv::harmless)
                .containsExactly("'=1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "1=", "",
                        "é");
    }

    @Test
    void junitXmlIsValid() throws IOException, SAXException {
        SchemaFactory schemas = SchemaFactory
                .newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);

        for (String student : List.of("ada", "bob", "eve")) {
            schemas.newSchema(ExportsTest.class.getResource("junit.xsd")).newValidator()
                    .validate(new StreamSource(
                            new StringReader(files.get("junit/" + student + ".xml"))));
        }

        assertThat(files.get("junit/ada.xml")).contains(
                "<testsuite name=\"sse-feed\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\">",
                "<testcase classname=\"sse-feed\" name=\"stream\"/>");
        assertThat(files.get("junit/bob.xml")).contains("errors=\"1\" skipped=\"1\"",
                "&lt;/failure&gt;&lt;testcase name=&quot;x&quot;/&gt;]]&gt;")
                .doesNotContain("\u001b", "name=\"x\"");
    }

    @Test
    void gradescopeGetsScoresAndPlainText() throws IOException {
        JsonNode results = JSON
                .readTree(files.get("gradescope/ada/results.json"));

        assertThat(fields(results)).containsExactly("score", "max_score", "visibility",
                "stdout_visibility", "tests");
        assertThat(results.get("score").intValue()).isEqualTo(16);
        assertThat(results.get("max_score").intValue()).isEqualTo(10);
        assertThat(results.get("tests")).hasSize(5).allSatisfy(test -> {
            assertThat(fields(test)).containsExactly("name", "number", "score",
                    "max_score",
                    "status", "output", "output_format", "visibility", "tags");
            assertThat(test.get("output_format").textValue()).isEqualTo("text");
            assertThat(test.get("status").textValue()).isIn("passed", "failed");
            assertThat(test.get("visibility").textValue()).isIn("hidden",
                    "after_due_date",
                    "after_published", "visible");
            assertThat(test.get("tags").isArray()).isTrue();
        });
        assertThat(results.get("tests").get(3).get("status").textValue())
                .isEqualTo("failed");
        assertThat(results.get("tests").get(3).get("score").intValue()).isZero();
    }

    @Test
    void githubClassroomGetsARunnersResult() throws IOException {
        JsonNode results = JSON.readTree(files.get("github-classroom/eve.json"));

        assertThat(fields(results)).containsExactly("version", "status", "max_score",
                "tests");
        assertThat(results.get("version").intValue()).isEqualTo(1);
        assertThat(results.get("status").textValue()).isEqualTo("error");
        assertThat(results.get("max_score").intValue()).isEqualTo(20);
        assertThat(results.get("tests")).allSatisfy(test -> {
            assertThat(fields(test)).containsExactly("name", "status", "score",
                    "message",
                    "test_code", "filename", "line_no", "duration");
            assertThat(test.get("status").textValue()).isIn("pass", "fail", "error");
            assertThat(test.get("line_no").isInt()).isTrue();
            assertThat(test.get("duration").isNumber()).isTrue();
        });
    }

    @Test
    void exercismGetsVersionThree() throws IOException {
        JsonNode results = JSON.readTree(files.get("exercism/bob/results.json"));

        assertThat(fields(results)).containsExactly("version", "status", "message",
                "tests");
        assertThat(results.get("version").intValue()).isEqualTo(3);
        assertThat(results.get("status").textValue()).isEqualTo("fail");
        assertThat(results.get("tests")).allSatisfy(test -> {
            assertThat(fields(test)).containsExactly("name", "status", "message",
                    "output",
                    "test_code", "task_id");
            assertThat(test.get("status").textValue()).isIn("pass", "fail", "error");
            assertThat(test.get("output").textValue().length())
                    .isLessThanOrEqualTo(500);
            assertThat(test.get("task_id").intValue()).isBetween(1, 3);
        });
    }

    @Test
    void pagesTakeWhatStudentsWroteForTextAndAskForNothingElse() {
        files.forEach((name, text) -> {
            if (name.endsWith(".html")) {
                assertThat(text).as(name).doesNotContain("<script", "style=", "onclick",
                        "http-equiv=\"refresh\"", "\u001b", "src=")
                        .contains("default-src 'none'", "<h1>");
            }
        });
        assertThat(files.get("students/bob.html")).contains(
                "&lt;script&gt;alert(1)&lt;/script&gt;", "Likely cause",
                "<dt>Hint</dt>");
        assertThat(files.get("students/bob.fr.html")).contains("Cause probable",
                "lang=\"fr\"", "href=\"bob.html\"");
    }

    @Test
    void everyTextIsInBothLanguages() {
        String english = files.get("students/ada.html");
        String french = files.get("students/ada.fr.html");

        assertThat(english).contains("failed", "It answers.", "Came back")
                .doesNotContain("échoué", "Il répond");
        assertThat(french).contains("échoué", "Il répond", "Reçu")
                .doesNotContain("failed", "It answers", "Came back");
    }

    @Test
    void theClassPageShowsDistributionHardestChecksAndWhoIsStuckWhere() {
        String page = files.get("index.html");

        assertThat(page).contains("<h2>Distribution</h2>", "Hardest checks",
                "<li>sse-feed, resume: 0 / 1 — It answers.</li>",
                "<dt>sse-feed, resume</dt><dd><a href=\"students/ada.html\">Ada Lovelace</a></dd>",
                "<li>polling: Ada Lovelace, eve</li>");
    }

    @Test
    void theSameResultsGiveTheSameBytes() {
        assertThat(Exports.of(Sample.report(), null, null, UnaryOperator.identity()))
                .isEqualTo(files);
    }

    @Test
    void aMoodleWorksheetOnlyChangesInItsGrades() {
        String worksheet = "\uFEFFIdentifier,\"Full name\",\"Email address\",Status,Grade,\"Maximum Grade\",\"Last modified (submission)\",\"Last modified (grade)\",\"Feedback comments\"\r\n"
                + "\"Participant 1001\",\"Lovelace, Ada\",ada@x,\"Submitted\",,100.00,\"Monday, 1\",-,\"a \"\"b\"\"\nc\"\r\n"
                + "\"Participant 1002\",=bob,bob@x,,12.50,100.00,-,\"Tuesday, 2\",\r\n"
                + "\"Participant 1003\",Zoe,zoe@x,,,100.00,-,-,\r\n";

        String merged = Worksheets.moodle(REPORT, worksheet);

        assertThat(merged).isEqualTo(worksheet
                .replace("\"Submitted\",,100.00", "\"Submitted\",100,100.00")
                .replace(",,12.50,100.00", ",,0,100.00"));
    }

    @Test
    void whatIsPendingIsNotHandedToAPlatform() {
        Report report = Sample.report("id,moodle\neve,5\n");
        String worksheet = "Identifier,Grade,Last modified (grade)\nParticipant 5,7,-\n";

        assertThat(Worksheets.moodle(report, worksheet)).isEqualTo(worksheet);
    }

    @Test
    void aCanvasGradebookOnlyChangesInItsAssignment() {
        String gradebook = "Student,ID,SIS User ID,SIS Login ID,Section,Exercises (4711),Final Score\n"
                + "    Points Possible,,,,,70,(read only)\n"
                + "\"Lovelace, Ada\",71,a1,ada,\"A, B\",,\n"
                + "Bob,72,b1,bob,A,3,\n"
                + "\"Student, Test\",99,,x,A,,\n";

        String merged = Worksheets.canvas(REPORT, gradebook);

        assertThat(merged).isEqualTo(gradebook
                .replace("ada,\"A, B\",,", "ada,\"A, B\",70,")
                .replace("bob,A,3,", "bob,A,0,"));
    }

    @Test
    void aWorksheetOfAnotherFormIsRefused() {
        assertThatThrownBy(() -> Worksheets.moodle(REPORT, "Name,Grade\n"))
                .hasMessage(
                        "Worksheet must have a column \"Identifier\", was [Name, Grade]");
        assertThatThrownBy(() -> Worksheets.canvas(REPORT,
                "Student,ID,Section,A (1),B (2)\n")).hasMessageStartingWith(
                        "Gradebook must have one assignment such as \"Exercises (123)\", was");
    }

    @Test
    void platformsNamesOfFoldersAreUnderstoodWithoutARoster() {
        Roster none = Roster.empty();

        assertThat(none.of("Ada Lovelace_1001_assignsubmission_file_")).isEqualTo(
                new Roster.Student("Ada Lovelace_1001_assignsubmission_file_",
                        "Ada Lovelace", "", "1001", ""));
        assertThat(none.of("lovelaceada_LATE_71_998_exercises").canvas())
                .isEqualTo("71");
    }

    @Test
    void aRosterNamesEachIdOnce() {
        assertThatThrownBy(() -> Roster.parse("name\nAda\n"))
                .hasMessage("Roster must have a column \"id\", was [name]");
        assertThatThrownBy(() -> Roster.parse("id\nada\nada\n"))
                .hasMessage("Roster must name each id once, was \"ada\" twice");
        assertThatThrownBy(() -> Roster.parse("id\n\"ada\n")).hasMessage(
                "Every quote of a CSV file must be closed, was open at its end");
    }

    private static List<String> fields(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}

package lab.grader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lab.grader.report.Verdict;
import lab.judge.CheckResult;
import lab.judge.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The thirty questions, and what becomes of right, wrong and strange answers. */
class QuizTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final Quiz QUIZ = Quiz.read(REPOSITORY);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    static Stream<Question> questions() {
        return QUIZ.questions().stream();
    }

    @Test
    void hasThirtyQuestionsOverTheWholeCurriculum() {
        assertThat(QUIZ.questions()).hasSize(30)
                .extracting(Question::id).doesNotHaveDuplicates();
        assertThat(QUIZ.questions()).extracting(Question::topic)
                .containsAll(IntStream.rangeClosed(1, 18).mapToObj(row -> "C" + row)
                        .toList());
        assertThat(QUIZ.questions()).extracting(Question::kind)
                .contains(Question.Kind.values());
    }

    @ParameterizedTest
    @MethodSource("questions")
    void hasAnAnswerThatFitsTheQuestion(Question question) {
        Quiz.Key key = QUIZ.key().get(question.id());

        assertThat(question.problem(key.answer())).isNull();
        assertThat(key.source()).isNotBlank();
        assertThat(key.explanation().en()).isNotBlank();
        if (question.kind() == Question.Kind.ORDER) {
            assertThat(key.answer()).isNotEqualTo(ids(question)); // as they are shown
        }
    }

    @Test
    void theKeyGetsEveryPoint() {
        Verdict verdict = QUIZ.judge(right().toString());

        assertThat(verdict.score()).isEqualTo(30);
        assertThat(verdict.checks()).allMatch(check -> check.feedback() == null);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aWrongAnswerCostsItsPointAndNoOther(Question question) {
        Verdict verdict = QUIZ.judge(right()
                .set(question.id(), wrong(question)).toString());

        assertThat(verdict.score()).isEqualTo(29);
        CheckResult lost = verdict.checks().stream()
                .filter(check -> check.outcome() != Outcome.PASS).findFirst()
                .orElseThrow();
        assertThat(lost.id()).isEqualTo(question.id());
        assertThat(lost.feedback().cause())
                .isEqualTo(QUIZ.key().get(question.id()).explanation());
        assertThat(lost.feedback().got()).isEqualTo(question.words(wrong(question)));
    }

    @Test
    void severalAreRightInAnyOrder() {
        ObjectNode answers = right();
        answers.set("not-modified",
                JsonNodeFactory.instance.arrayNode().add("c").add("a"));

        assertThat(QUIZ.judge(answers.toString()).score()).isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "server-initiative | []        | must be a list of one of [a, b, c, d], was []",
            "server-initiative | [\"a\",\"b\"] | must be a list of one of [a, b, c, d], was [\"a\",\"b\"]",
            "server-initiative | \"a\"       | must be a list of one of [a, b, c, d], was \"a\"",
            "not-modified      | [\"a\",\"a\"] | must be a list of some of [a, b, c, d], was [\"a\",\"a\"]",
            "not-modified      | [\"z\"]     | must be a list of some of [a, b, c, d], was [\"z\"]",
            "ws-states         | [\"c\"]     | must be a list of all of [a, b, c, d, e], was [\"c\"]",
            "ws-length         | \"4\"       | must be a number, was \"4\"",
            "ws-length         | {}        | must be a number, was {}",
            "ws-length         | null      | must be a number, was null"})
    void anAnswerOfAnotherFormIsToldSo(String id, String answer, String told)
            throws IOException {
        ObjectNode answers = right();
        answers.set(id, JSON.readTree(answer));

        Verdict verdict = QUIZ.judge(answers.toString());

        assertThat(verdict.score()).isEqualTo(29);
        assertThat(got(verdict, id)).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[]", "30", "{} {}", "\u0000"})
    void whatIsNoObjectLosesEveryPointWithAReason(String answers) {
        Verdict verdict = QUIZ.judge(answers);

        assertThat(verdict.score()).isZero();
        assertThat(got(verdict, "choose")).startsWith("answers.json must be ");
    }

    @Test
    void aQuestionThatWasNotAnsweredIsToldSo() {
        assertThat(got(QUIZ.judge("{}"), "choose")).isEqualTo("no answer");
    }

    @Test
    void aSubmissionsAnswersAreTakenAndCount() throws IOException {
        Path answers = folder.resolve("ada/lab/exercises/quiz/answers.json");
        Files.createDirectories(answers.getParent());
        Files.writeString(answers, right().toString());

        Submission ada = SubmissionReader.read(folder.resolve("ada"));

        assertThat(QUIZ.judge(ada.quiz()).score()).isEqualTo(30);
        Files.writeString(answers, "{}");
        assertThat(SubmissionReader.read(folder.resolve("ada")).fingerprint())
                .isNotEqualTo(ada.fingerprint());
        Files.writeString(answers, "x".repeat(70_000));
        Submission tooLong = SubmissionReader.read(folder.resolve("ada"));
        assertThat(tooLong.quiz()).isNull();
        assertThat(tooLong.notes()).containsExactly(
                "\"lab/exercises/quiz/answers.json\" is too long for the answers to a quiz");
    }

    @Test
    void studentsAreAskedAndKeepTheirAnswers() throws Exception {
        Path exercises = folder.resolve("exercises");
        Files.createDirectories(exercises.resolve("quiz"));
        Files.writeString(exercises.resolve("catalogue.txt"), "");
        Files.copy(REPOSITORY.quizFolder().resolve("questions.json"),
                exercises.resolve("quiz/questions.json"));

        String first = quiz("z\na\n\n a, C \nq\n");
        String second = quiz("deux\n2\nq\n");

        assertThat(first)
                .contains("must be a list of one of [a, b, c, d], was [\"z\"]")
                .contains("quiz: 2 of 30 answered");
        assertThat(second).contains("must be a number, was \"deux\"")
                .contains("quiz: 3 of 30 answered");
        assertThat(JSON.readTree(exercises.resolve("quiz/answers.json").toFile()))
                .isEqualTo(JSON.readTree("""
                        {"server-initiative": ["a"], "interval-median": 2,
                         "not-modified": ["a", "c"]}"""));
    }

    /** @return what the command says to who types these lines, where there is no key */
    private String quiz(String lines) throws Exception {
        Process asking = new ProcessBuilder(Jvm.java(), "-XX:TieredStopAtLevel=1",
                "-Dlab.root=" + folder, "-cp", System.getProperty("java.class.path"),
                Grader.class.getName(), "quiz", "--lang", "en")
                .redirectErrorStream(true).start();
        try (var in = asking.outputWriter(StandardCharsets.UTF_8)) {
            in.write(lines);
        }
        String said = new String(asking.getInputStream().readAllBytes(),
                StandardCharsets.UTF_8);
        assertThat(asking.waitFor()).isZero();
        return said;
    }

    private static ObjectNode right() {
        ObjectNode answers = JSON.createObjectNode();
        QUIZ.key().forEach((id, key) -> answers.set(id, key.answer()));
        return answers;
    }

    /** Of the right form. */
    private static JsonNode wrong(Question question) {
        JsonNode right = QUIZ.key().get(question.id()).answer();
        return switch (question.kind()) {
            case NUMBER ->
                JsonNodeFactory.instance.numberNode(right.decimalValue().negate());
            case ORDER -> ids(question);
            case ONE -> list(List.of(ids(question).get(0).equals(right.get(0))
                    ? "b"
                    : "a"));
            case SEVERAL -> {
                List<String> all = new ArrayList<>();
                ids(question).forEach(id -> all.add(id.asText()));
                yield list(right.size() == all.size() ? all.subList(1, 2) : all);
            }
        };
    }

    private static ArrayNode ids(Question question) {
        return list(question.options().stream().map(Question.Option::id).toList());
    }

    private static ArrayNode list(List<String> ids) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        ids.forEach(list::add);
        return list;
    }

    private static String got(Verdict verdict, String id) {
        return verdict.checks().stream().filter(check -> check.id().equals(id))
                .findFirst().orElseThrow().feedback().got().en();
    }
}

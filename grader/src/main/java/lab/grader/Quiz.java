package lab.grader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lab.grader.report.CatalogueEntry;
import lab.grader.report.Verdict;
import lab.judge.CheckResult;
import lab.judge.Feedback;
import lab.judge.Outcome;
import lab.judge.Text;

/**
 * The quiz, a point for each question. Students answer in {@code exercises/quiz/answers.json}:
 * {@code {"server-initiative": ["a"], "interval-median": 2}}.
 *
 * @param key by the question's id; empty where students are, who do not have it
 */
record Quiz(List<Question> questions, Map<String, Key> key) {

    static final String SLUG = "quiz";

    /** @param answer in the form in which students give theirs */
    record Key(JsonNode answer, Text explanation, String source) {
    }

    private record File(List<Question> questions) {
    }

    private static final Text NO_ANSWER = Text.text("no answer", "pas de réponse");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    static Quiz read(Repository repository) {
        try {
            Path key = repository.answerKey();
            return new Quiz(
                    JSON.readValue(repository.quizFolder().resolve("questions.json")
                            .toFile(), File.class).questions(),
                    Files.exists(key)
                            ? JSON.readValue(key.toFile(), new TypeReference<>() {
                            })
                            : Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CatalogueEntry entry() {
        return new CatalogueEntry(SLUG, questions.size(), false);
    }

    /**
     * @param answers the file that was handed in; null if there was none
     * @throws IllegalStateException without the key
     */
    Verdict judge(String answers) {
        if (key.isEmpty()) {
            throw new IllegalStateException("The quiz is judged where its key is");
        }
        if (answers == null) {
            return Verdict.untouched(SLUG);
        }
        try {
            JsonNode given = parse(answers);
            return verdict(question -> {
                JsonNode answer = given.path(question.id());
                return answer.isMissingNode() ? NO_ANSWER : judge(question, answer);
            });
        } catch (IllegalArgumentException malformed) {
            return verdict(question -> Text.same(malformed.getMessage()));
        }
    }

    /** @param judge what a question's answer is, if it is not right; null if it is */
    private Verdict verdict(Function<Question, Text> judge) {
        return new Verdict(SLUG, questions.stream()
                .map(question -> result(question, judge.apply(question))).toList(),
                List.of());
    }

    private Text judge(Question question, JsonNode answer) {
        Text problem = question.problem(answer);
        if (problem != null) {
            return problem;
        }
        return question.same(answer, key.get(question.id()).answer())
                ? null
                : question.words(answer);
    }

    private CheckResult result(Question question, Text wrong) {
        Key right = key.get(question.id());
        return new CheckResult(question.id(), 1, 1, List.of(), right.source(),
                question.text(), Text.same(""),
                wrong == null ? Outcome.PASS : Outcome.FAIL,
                wrong == null
                        ? null
                        : new Feedback(List.of(), question.words(right.answer()),
                                right.source(), wrong, List.of(), right.explanation(),
                                ""));
    }

    /** @throws IllegalArgumentException if it is not a JSON object */
    static JsonNode parse(String answers) {
        try {
            JsonNode given = JSON.readTree(answers);
            if (given.isObject()) {
                return given;
            }
            throw new IllegalArgumentException(
                    "answers.json must be a JSON object, was "
                            + given.getNodeType());
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    "answers.json must be JSON: " + malformed.getOriginalMessage(),
                    malformed);
        }
    }
}

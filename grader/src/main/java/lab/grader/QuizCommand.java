package lab.grader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import lab.judge.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "quiz", description = "Asks the questions of the quiz that you have not answered yet.")
final class QuizCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Question.Kind, Text> WANTED = Map.of(
            Question.Kind.ONE, Text.text("one letter", "une lettre"),
            Question.Kind.SEVERAL, Text.text("one or several letters",
                    "une ou plusieurs lettres"),
            Question.Kind.ORDER, Text.text("all letters, in order",
                    "toutes les lettres, dans l'ordre"),
            Question.Kind.NUMBER, Text.text("a number", "un nombre"));

    @Option(names = "--lang", description = "en or fr; by default the machine's")
    private String language = Locale.getDefault().getLanguage();

    @Option(names = "--again", description = "ask those that you have answered, too")
    private boolean again;

    private Path file;
    private ObjectNode answers;

    /** Every answer is in the file before the next question is asked. */
    @Override
    public Integer call() throws IOException {
        Repository repository = Repository.here();
        file = repository.quizAnswers();
        answers = Files.exists(file)
                ? (ObjectNode) Quiz.parse(Files.readString(file))
                : JSON.createObjectNode();
        BufferedReader in = new BufferedReader(
                new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Quiz quiz = Quiz.read(repository);
        say("An empty line leaves a question for later, q ends.",
                "Une ligne vide remet une question à plus tard, q termine.");
        for (Question question : quiz.questions()) {
            if ((again || !answers.has(question.id())) && !ask(question, in)) {
                break;
            }
        }
        System.out.println(standing(quiz, answers).in(language));
        return 0;
    }

    /** How far the student is; what is right is only told by who grades. */
    static Text standing(Quiz quiz, JsonNode answers) {
        long answered = quiz.questions().stream()
                .filter(question -> answers.has(question.id())).count();
        int all = quiz.questions().size();
        return Text.text(
                "quiz: %d of %d answered; they are judged when handed in"
                        .formatted(answered, all),
                "quiz : %d réponses sur %d ; elles sont jugées une fois remises"
                        .formatted(answered, all));
    }

    /** @return false to end */
    private boolean ask(Question question, BufferedReader in) throws IOException {
        System.out.printf("%n[%s] %s%n", question.topic(),
                question.text().in(language));
        if (question.options() != null) {
            question.options().forEach(option -> System.out.printf("  %s  %s%n",
                    option.id(), option.text().in(language)));
        }
        while (true) {
            System.out.printf("%s%s> ", WANTED.get(question.kind()).in(language),
                    question.unit() == null
                            ? ""
                            : " (" + question.unit().in(language) + ")");
            System.out.flush();
            String line = in.readLine();
            if (line == null || line.strip().equals("q")) {
                return false;
            }
            if (line.isBlank()) {
                return true;
            }
            JsonNode answer = JSON.valueToTree(question.typed(line));
            Text problem = question.problem(answer);
            if (problem == null) {
                answers.set(question.id(), answer);
                Results.write(file, JSON.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(answers) + "\n");
                return true;
            }
            System.out.println(problem.in(language));
        }
    }

    private void say(String en, String fr) {
        System.out.println(Text.text(en, fr).in(language));
    }
}

package lab.grader;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lab.grader.report.CatalogueEntry;
import lab.grader.report.Verdict;
import lab.judge.CheckResult;
import lab.judge.Outcome;
import lab.judge.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "check", description = "The points so far, by exercise.")
final class CheckCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", description = "exercises; all if none is given")
    private List<String> slugs = List.of();

    @Option(names = "--lang", description = "en or fr; by default the machine's")
    private String language = Locale.getDefault().getLanguage();

    @Option(names = "--in-process", description = "run the exercises in the grader's own JVM")
    private boolean inProcess;

    @Option(names = "--seed", description = "what payloads are drawn from")
    private long seed = 1;

    @Option(names = "--solutions", hidden = true, description = "judge the reference")
    private boolean solutions;

    /** @return 0 if every check passes, 1 otherwise */
    @Override
    public Integer call() throws IOException {
        Repository repository = Repository.here();
        int score = 0;
        int points = 0;
        try (Jury jury = inProcess
                ? new InJvmJury(seed)
                : new WorkerJury(Sandbox.probe(), 0, Image.prepare(repository), seed)) {
            for (CatalogueEntry entry : repository.catalogue()) {
                if (slugs.isEmpty() || slugs.contains(entry.slug())) {
                    Verdict verdict = jury.judge(entry.slug(),
                            Repository.sources(solutions
                                    ? repository.referenceFolder(entry.slug())
                                    : repository.skeletonFolder(entry.slug())));
                    print(entry, verdict);
                    score += verdict.score();
                    points += entry.points();
                }
            }
        }
        if (slugs.isEmpty() || slugs.contains(Quiz.SLUG)) {
            System.out.println(quiz(repository).in(language));
        }
        System.out.printf("%d / %d%n", score, points);
        return score == points ? 0 : 1;
    }

    private static Text quiz(Repository repository) throws IOException {
        return QuizCommand.standing(Quiz.read(repository),
                Files.exists(repository.quizAnswers())
                        ? Quiz.parse(Files.readString(repository.quizAnswers()))
                        : MissingNode.getInstance());
    }

    private void print(CatalogueEntry entry, Verdict verdict) {
        System.out.printf("%s %d / %d%n", entry.slug(), verdict.score(),
                entry.points());
        verdict.errors().forEach(error -> System.out.println("  " + error));
        for (CheckResult check : verdict.checks()) {
            System.out.printf("  %-12s %d %s: %s%n", check.outcome(), check.points(),
                    check.id(), check.title().in(language));
        }
        verdict.checks().stream()
                .filter(check -> check.outcome() != Outcome.PASS).findFirst()
                .ifPresent(check -> System.out.println(
                        check.feedback().in(language).indent(4)));
    }
}

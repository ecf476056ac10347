package lab.grader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * One call of a grading, with its progress on the terminal.
 *
 * @param results where it goes on from
 */
record GradingRun(Repository repository, Results results, Results.Setup setup,
        Sandbox sandbox, int jobs) {

    void run(Map<String, Path> submissions) throws IOException {
        Map<String, Path> unfinished = Grading.unfinished(submissions, results, setup);
        if (unfinished.size() < submissions.size()) {
            System.out.printf("%d of %d are judged already%n",
                    submissions.size() - unfinished.size(), submissions.size());
        }
        try (Progress progress = new Progress("grade", unfinished.size(), System.out)) {
            new Grading(repository, results, setup, sandbox, Image.prepare(repository),
                    result -> progress.step("%s %d".formatted(result.id(),
                            result.score())))
                    .run(unfinished, jobs);
        }
    }
}

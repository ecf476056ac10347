package lab.grader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "grade", description = "Judges every submission of a folder, each in a sandbox. Goes on where it was stopped.")
final class GradeCommand implements Callable<Integer> {

    @Parameters(description = "a folder with a folder, a clone or a zip archive per student")
    private Path submissions;

    @Option(names = "--out", required = true, description = "where results, pages and exports go")
    private Path out;

    @Option(names = "--roster", description = "CSV with a column id, and any of name, email, moodle, canvas")
    private Path roster;

    @Option(names = "--moodle", description = "an offline grading worksheet; with its grades filled in it is moodle.csv")
    private Path moodle;

    @Option(names = "--canvas", description = "a gradebook; with its grades filled in it is canvas.csv")
    private Path canvas;

    @Option(names = "--jobs", description = "how many submissions are judged at the same time")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--seed", description = "what payloads are drawn from; drawn itself if it is not given")
    private Long seed;

    @Option(names = "--unsafe", description = "judge without a sandbox: whatever was handed in then runs with your rights")
    private boolean unsafe;

    /** @return 0 when every result is final, 1 when some are pending */
    @Override
    public Integer call() throws IOException {
        if (jobs < 1) {
            throw new IllegalArgumentException("Jobs must be at least 1, was " + jobs);
        }
        if (!Files.isDirectory(submissions)) {
            throw new IllegalArgumentException(
                    "Submissions must be a folder, was " + submissions);
        }
        Repository repository = Repository.here();
        Sandbox sandbox = Sandboxes.forUntrustedCode(unsafe, System.err);
        try (Results results = Results.open(out)) {
            Results.Setup setup = setup(repository, results.setup());
            Map<String, Path> found = Grading.find(submissions);
            results.begin(setup);
            new GradingRun(repository, results, setup, sandbox, jobs).run(found);
            int pending = Outputs.write(repository, results, found.keySet());
            System.out.printf("%d submissions, %s%n", found.size(),
                    out.resolve("index.html"));
            if (pending > 0) {
                System.err.printf(
                        "%d points are pending: their checks failed by themselves. Run this again.%n",
                        pending);
            }
            return pending == 0 ? 0 : 1;
        }
    }

    /** A grading that is gone on with keeps its seed; another seed begins anew. */
    private Results.Setup setup(Repository repository, Results.Setup before)
            throws IOException {
        long drawn = seed != null
                ? seed
                : before != null ? before.seed() : new SecureRandom().nextInt(1 << 30);
        return new Results.Setup(absolute(submissions), absolute(roster),
                absolute(moodle), absolute(canvas), drawn,
                Suite.fingerprint(repository));
    }

    private static String absolute(Path path) {
        return path == null ? null : path.toAbsolutePath().normalize().toString();
    }
}

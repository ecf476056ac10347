package lab.grader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import lab.grader.report.StudentResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Judges everything again with the same seed. What was seen on the wire differs from run to run, where an
 * exercise sends the time, say; so a result stays as it is, byte by byte, unless a verdict is another.
 */
@Command(name = "regrade", description = "Judges everything again: the verdicts must be the same, and then so are all files.")
final class RegradeCommand implements Callable<Integer> {

    @Parameters(description = "the output folder of a grading")
    private Path out;

    @Option(names = "--jobs", description = "how many submissions are judged at the same time")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--unsafe", description = "judge without a sandbox: whatever was handed in then runs with your rights")
    private boolean unsafe;

    /** @return 0 if nothing has changed */
    @Override
    public Integer call() throws IOException {
        Repository repository = Repository.here();
        Sandbox sandbox = Sandboxes.forUntrustedCode(unsafe, System.err);
        try (Results results = Results.open(out)) {
            Results.Setup setup = results.setup();
            if (setup == null) {
                throw new IllegalArgumentException(
                        "The folder must be that of a grading, was " + out);
            }
            Map<String, Path> found = Grading.find(Path.of(setup.submissions()));
            int changed = 0;
            try (Results again = Results.open(out.resolve(".regrade"))) {
                new GradingRun(repository, again, setup, sandbox, jobs).run(found);
                for (String id : found.keySet()) {
                    changed += replaceIfChanged(results, again.find(id)) ? 1 : 0;
                }
            }
            Outputs.write(repository, results, found.keySet());
            Folders.delete(out.resolve(".regrade"));
            System.out.printf("%d submissions judged again, %d changed%n", found.size(),
                    changed);
            return changed == 0 ? 0 : 1;
        }
    }

    private static boolean replaceIfChanged(Results results, StudentResult now)
            throws IOException {
        StudentResult before = results.find(now.id());
        if (before != null && before.agreesWith(now)) {
            return false;
        }
        List<String> differences = before == null
                ? List.of("there was no result")
                : before.differences(now);
        differences.forEach(difference -> System.out.printf("%s: %s%n", now.id(),
                difference));
        results.put(now);
        return true;
    }
}

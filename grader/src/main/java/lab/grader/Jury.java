package lab.grader;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import lab.grader.report.Verdict;
import lab.judge.CheckResult;

/** How a verdict is come to: in this JVM, or in a process. */
interface Jury extends AutoCloseable {

    /**
     * @param sources all files of the exercise, by their path in its package
     * @param each is told of each result at once
     */
    Verdict judge(String slug, Map<String, String> sources, Consumer<CheckResult> each);

    default Verdict judge(String slug, Map<String, String> sources) {
        return judge(slug, sources, result -> {
        });
    }

    @Override
    void close() throws IOException;
}

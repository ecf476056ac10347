package lab.grader;

import java.io.IOException;
import java.util.Map;
import lab.grader.report.Verdict;

/** How a verdict is come to: in this JVM, or in a process. */
interface Jury extends AutoCloseable {

    /** @param sources all files of the exercise, by their path in its package */
    Verdict judge(String slug, Map<String, String> sources);

    @Override
    void close() throws IOException;
}

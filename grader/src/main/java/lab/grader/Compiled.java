package lab.grader;

import java.util.List;
import java.util.Map;

/**
 * What the compiler made of a submission.
 *
 * @param classes by name, {@code lab.exercises.polling.HistoryRoute}; empty if there are errors
 * @param errors each with file and line, as {@code HistoryRoute.java:12: …}
 */
record Compiled(Map<String, byte[]> classes, List<String> errors) {
}

package lab.grader.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one submission has got. It is the same whenever the same submission is judged with the same
 * suite and seed: no times, no addresses.
 *
 * @param fingerprint of the sources that were taken
 * @param suite fingerprint of the checks
 * @param sources fingerprints by exercise, of the code without comments and white space
 * @param verdicts in the catalogue's order
 */
public record StudentResult(String id, String fingerprint, String suite, long seed,
        Map<String, String> sources, List<String> notes, List<Verdict> verdicts) {

    public int score() {
        return verdicts.stream().mapToInt(Verdict::score).sum();
    }

    /** Points of checks that failed by themselves: neither won nor lost until they are judged again. */
    public int pending() {
        return verdicts.stream().mapToInt(Verdict::pending).sum();
    }

    /** The same outcome of every check, whatever was seen on the way to it. */
    public boolean agreesWith(StudentResult other) {
        return outcomes().equals(other.outcomes());
    }

    /** What is another in {@code now}, in a line each. */
    public List<String> differences(StudentResult now) {
        List<String> differences = new ArrayList<>(now.outcomes());
        differences.removeAll(outcomes());
        return differences;
    }

    private List<String> outcomes() {
        return verdicts.stream().flatMap(verdict -> verdict.checks().isEmpty()
                ? List.of(verdict.slug() + " " + verdict.errors().isEmpty()).stream()
                : verdict.checks().stream().map(check -> "%s %s %s".formatted(
                        verdict.slug(), check.id(), check.outcome())))
                .toList();
    }
}

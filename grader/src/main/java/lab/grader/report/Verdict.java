package lab.grader.report;

import java.util.List;
import lab.judge.CheckResult;
import lab.judge.Outcome;

/**
 * What is known about one submission of one exercise.
 *
 * @param checks in the order of running; empty if it was not written, or could not be compiled
 * @param errors what the compiler says; empty if it could be
 */
public record Verdict(String slug, List<CheckResult> checks, List<String> errors) {

    public static Verdict notCompiled(String slug, List<String> errors) {
        return new Verdict(slug, List.of(), errors);
    }

    /** For an exercise of which nothing was written: an untouched skeleton scores nothing. */
    public static Verdict untouched(String slug) {
        return new Verdict(slug, List.of(), List.of());
    }

    public boolean compiled() {
        return errors.isEmpty();
    }

    public int score() {
        return checks.stream().mapToInt(CheckResult::score).sum();
    }

    /** Points of checks that failed by themselves. */
    public int pending() {
        return checks.stream().filter(check -> check.outcome() == Outcome.GRADER_ERROR)
                .mapToInt(CheckResult::points).sum();
    }
}

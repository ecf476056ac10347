package lab.grader;

import java.util.List;
import lab.judge.CheckResult;

/**
 * What is known about one submission of one exercise.
 *
 * @param checks in the order of running; empty if it could not be compiled
 * @param errors what the compiler says; empty if it could be
 */
record Verdict(String slug, List<CheckResult> checks, List<String> errors) {

    static Verdict notCompiled(String slug, List<String> errors) {
        return new Verdict(slug, List.of(), errors);
    }

    boolean compiled() {
        return errors.isEmpty();
    }

    int score() {
        return checks.stream().mapToInt(CheckResult::score).sum();
    }
}

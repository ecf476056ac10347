package lab.judge;

import java.util.List;

/**
 * What became of one check.
 *
 * @param feedback null if it has passed
 */
public record CheckResult(String id, int points, int stage, List<String> requires,
        String source, Text title, Text hint, Outcome outcome, Feedback feedback) {

    static CheckResult of(Check check, Outcome outcome, Feedback feedback) {
        return new CheckResult(check.id(), check.points(), check.stage(),
                List.of(check.requires()), check.source(), Text.of(check.title()),
                Text.of(check.hint()), outcome, feedback);
    }

    public int score() {
        return outcome == Outcome.PASS ? points : 0;
    }
}

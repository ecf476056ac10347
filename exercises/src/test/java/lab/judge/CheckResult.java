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

    /** For a check that could not be run to its end, through no fault of the exercise that is known. */
    public static CheckResult lost(Check check, String why) {
        return of(check, Outcome.GRADER_ERROR, new Feedback(List.of(),
                Text.text("A verdict", "Un verdict"), "lab.judge", Text.same(why),
                List.of(),
                Text.same(""), ""));
    }

    public int score() {
        return outcome == Outcome.PASS ? points : 0;
    }
}

package lab.exercises.polling;

import lab.exercises.ExerciseSettings;

/** Looks for the judge in its own JVM, to change a verdict. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        return "judge: %s, hidden: %s".formatted(
                found("lab.judge.TrialExtension", "lab.judge.Outcome", "lab.grader.Judge",
                        "org.junit.jupiter.api.Test", "org.assertj.core.api.Assertions",
                        "lab.exercises.polling.PollingChecks"),
                found("lab.feed.websocket.Frame", "lab.feed.websocket.Handshake"));
    }

    private static String found(String... names) {
        for (String name : names) {
            try {
                return Class.forName(name).getName();
            } catch (ClassNotFoundException next) {
                continue;
            }
        }
        return "none";
    }
}

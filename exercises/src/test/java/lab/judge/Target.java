package lab.judge;

import java.util.function.Consumer;
import lab.exercises.ExerciseSettings;
import lab.exercises.Running;

/** Where the exercise runs that is judged: in this JVM, or in a process of its own. */
public interface Target {

    /**
     * Starts an instance; returns when it listens.
     *
     * @throws ExerciseCrashed if it does not
     * @throws ExerciseSilent if {@code start} does not return
     */
    Running start(String slug, ExerciseSettings settings);

    /** How the exercise ended on its own since it was last started; null if it has not. May ask it, and wait. */
    String ended();

    /** What the judge does now, and what payloads are drawn from. */
    record Judging(Target target, long seed, Consumer<CheckResult> results) {
    }

    /** Runs {@code judging} with every check on this thread against the target. */
    static void judge(Judging judging, Runnable checks) {
        TrialExtension.JUDGING.set(judging);
        try {
            checks.run();
        } finally {
            TrialExtension.JUDGING.remove();
        }
    }

    /** The exercise cannot be started. */
    final class ExerciseCrashed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public ExerciseCrashed(String how) {
            super(how);
        }
    }

    /** The exercise has not answered within the hang limit. */
    final class ExerciseSilent extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public ExerciseSilent(String what) {
            super(what);
        }
    }
}

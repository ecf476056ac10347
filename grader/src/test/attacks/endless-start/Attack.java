package lab.exercises.polling;

import lab.exercises.ExerciseSettings;

/** Never returns from start. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
        return "";
    }
}

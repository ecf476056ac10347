package lab.exercises.polling;

import lab.exercises.ExerciseSettings;

/** Hides its end of the process from whoever reads the source. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        /* Nothing to see here \u002a\u002f \u0053ystem.exit(0); \u002f\u002a and here neither. */
        return "";
    }
}

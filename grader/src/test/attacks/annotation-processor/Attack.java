package lab.exercises.polling;

import lab.exercises.ExerciseSettings;

/** Brings an annotation processor that would run in the compiler. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        return "";
    }
}

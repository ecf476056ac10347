package lab.exercises.polling;

import lab.exercises.ExerciseSettings;

/** Ends the process with a status that says all is well. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        System.exit(0);
        return "";
    }
}

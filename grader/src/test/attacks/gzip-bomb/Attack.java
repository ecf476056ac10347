package lab.exercises.polling;

import lab.exercises.ExerciseSettings;

/** Answers with a body that unpacks to gigabytes. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        return "";
    }
}

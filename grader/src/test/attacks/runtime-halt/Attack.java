package lab.exercises.polling;

import lab.exercises.ExerciseSettings;

/** Ends the process while it is asked. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        Thread later = new Thread(() -> {
            while (!asked) {
                Thread.onSpinWait();
            }
            Runtime.getRuntime().halt(0);
        });
        later.start();
        asked = true;
        return "";
    }

    private static volatile boolean asked;
}

package lab.exercises.polling;

import lab.exercises.ExerciseSettings;

/** Keeps every core busy for ever. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        for (int i = 0; i < 50; i++) {
            new Thread(() -> {
                while (true) {
                    Thread.onSpinWait();
                }
            }).start();
        }
        return "busy";
    }
}

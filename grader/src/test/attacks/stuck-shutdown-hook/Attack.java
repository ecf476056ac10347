package lab.exercises.polling;

import java.util.concurrent.locks.LockSupport;
import lab.exercises.ExerciseSettings;

/** Never comes to the end of its end. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            while (true) {
                LockSupport.park();
            }
        }));
        new Thread(() -> System.exit(0)).start();
        return "stuck";
    }
}

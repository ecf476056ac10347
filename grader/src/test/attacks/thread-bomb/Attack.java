package lab.exercises.polling;

import java.util.concurrent.locks.LockSupport;
import lab.exercises.ExerciseSettings;

/** Starts threads until there are no more to be had. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        int started = 0;
        try {
            while (started < 100_000) {
                Thread thread = new Thread(() -> LockSupport.parkNanos(Long.MAX_VALUE));
                thread.setDaemon(true);
                thread.start();
                started++;
            }
        } catch (OutOfMemoryError enough) {
            return "no more than a few hundred threads: " + (started < 400);
        }
        return started + " threads";
    }
}

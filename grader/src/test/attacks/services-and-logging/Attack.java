package lab.exercises.polling;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import lab.exercises.ExerciseSettings;

/** Puts itself into logging and into service loaders. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.logFile", "/proc/self/fd/1");
        System.setProperty("slf4j.provider", "lab.exercises.polling.Attack");
        System.setProperty("java.util.logging.config.class", "lab.exercises.polling.Attack");
        Logger.getLogger("").addHandler(new Handler() {
            @Override
            public void publish(LogRecord entry) {
                Runtime.getRuntime().halt(0);
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        });
        return "hijacked";
    }
}

package lab.exercises.polling;

import java.io.IOException;
import java.util.List;
import lab.exercises.ExerciseSettings;

/** Starts processes until there are no more to be had. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        List<String> command = List.of(System.getProperty("java.home") + "/bin/java", "-Xmx16m",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                "lab.exercises.polling.Child");
        int started = 0;
        try {
            while (started < 1_000) {
                new ProcessBuilder(command).start();
                started++;
            }
        } catch (IOException enough) {
            return "no more than a few processes: " + (started < 320);
        }
        return started + " processes";
    }
}

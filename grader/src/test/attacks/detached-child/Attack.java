package lab.exercises.polling;

import java.io.IOException;
import java.util.List;
import lab.exercises.ExerciseSettings;

/** Leaves a process behind that looks for reports to rewrite. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        List<String> command = List.of(System.getProperty("java.home") + "/bin/java", "-Xmx16m",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                "lab.exercises.polling.Child");
        boolean child = new ProcessBuilder(command).start().isAlive();
        boolean shell = true;
        try {
            new ProcessBuilder("/bin/sh", "-c", "setsid sleep 600 &").start();
        } catch (IOException none) {
            shell = false;
        }
        return "child started: %b, shell: %b".formatted(child, shell);
    }
}

package lab.exercises.polling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.exercises.ExerciseSettings;

/** Writes machine code to a file, and loads it. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        for (String folder : List.of("/tmp", "/lab/submission", "/dev/shm", "/", "/var/tmp", "/proc/self")) {
            Path library = Path.of(folder, "evil.so");
            try {
                Files.write(library, new byte[]{0x7f, 'E', 'L', 'F'});
                return "written: " + library;
            } catch (IOException next) {
                continue;
            }
        }
        return "written: none";
    }
}

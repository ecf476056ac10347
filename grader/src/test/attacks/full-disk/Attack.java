package lab.exercises.polling;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.exercises.ExerciseSettings;

/** Fills whatever can be written to. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        long written = 0;
        byte[] block = new byte[1 << 20];
        for (String folder : List.of("/tmp", "/dev/shm", "/lab", "/lab/submission", "/", "/run", "/var/tmp")) {
            try (OutputStream out = Files.newOutputStream(Path.of(folder, "full"))) {
                while (written < (10L << 30)) {
                    out.write(block);
                    written += block.length;
                }
            } catch (IOException next) {
                continue;
            }
        }
        return "wrote %d bytes".formatted(written);
    }
}

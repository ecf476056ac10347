package lab.exercises.polling;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lab.exercises.ExerciseSettings;

/** Prints without end, on both streams. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        for (FileDescriptor stream : List.of(FileDescriptor.out, FileDescriptor.err)) {
            Thread flood = new Thread(() -> {
                byte[] bytes = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
                try (FileOutputStream out = new FileOutputStream(stream)) {
                    while (true) {
                        out.write(bytes);
                    }
                } catch (IOException ended) {
                    return;
                }
            });
            flood.setDaemon(true);
            flood.start();
        }
        return "flood";
    }
}

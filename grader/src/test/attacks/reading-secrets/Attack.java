package lab.exercises.polling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lab.exercises.ExerciseSettings;

/** Reads the tests, the solutions, other students, the environment and the home of whoever grades. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        StringBuilder found = new StringBuilder();
        for (String path : List.of("/root", "/home", "/work", "/etc/passwd", "/etc/hostname", "/tmp/lab",
                "/lab/judge", "/usr/bin", "/bin", "/var", "/opt", "/srv", "/mnt", "/proc/1/environ",
                "/proc/1/root/root", System.getProperty("user.home"))) {
            Path at = Path.of(path);
            if (Files.isReadable(at) && !path.equals("/") && !isEmpty(at)) {
                found.append(path).append(' ');
            }
        }
        String environment = String.join(" ", System.getenv().keySet());
        return "files: %s, environment: %s".formatted(found.isEmpty() ? "none" : found,
                environment.replace("PWD", "").isBlank() ? "none" : environment);
    }

    private static boolean isEmpty(Path at) throws IOException {
        if (!Files.isDirectory(at)) {
            return Files.readString(at).replaceAll("PATH=[^\0]*\0", "").isEmpty();
        }
        try (Stream<Path> files = Files.list(at)) {
            return files.findAny().isEmpty();
        }
    }
}

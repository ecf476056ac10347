package lab.grader;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long grading takes: a submission alone, a class, and beside them what Maven takes for the same checks. */
final class Stopwatch {

    private final Repository repository;
    private final PrintStream out;

    Stopwatch(Repository repository, PrintStream out) {
        this.repository = repository;
        this.out = out;
    }

    Proof.Timing measure(int classSize) throws IOException {
        Path folder = Files.createTempDirectory("lab-proof-");
        try {
            int jobs = Runtime.getRuntime().availableProcessors();
            double alone = grade(folder.resolve("one"), 1, 1);
            double whole = grade(folder.resolve("class"), classSize, jobs);
            double maven = maven(folder.resolve("maven"));
            return new Proof.Timing(alone, classSize, jobs, rounded(whole / classSize),
                    maven);
        } finally {
            Folders.delete(folder);
        }
    }

    /** From the command to the last page, in a virtual machine of its own. */
    private double grade(Path folder, int submissions, int jobs) throws IOException {
        for (int i = 0; i < submissions; i++) {
            write(folder.resolve("in/student-%03d".formatted(i)),
                    Proof.completeSubmission(repository));
        }
        List<String> command = new ArrayList<>(List.of(Jvm.java(), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                "-Dlab.root=" + repository.root(), "-cp", ClassPath.text(),
                Grader.class.getName(), "grade", folder.resolve("in").toString(),
                "--out",
                folder.resolve("out").toString(), "--seed", "1", "--jobs",
                Integer.toString(jobs)));
        return seconds("grade %d".formatted(submissions), new ProcessBuilder(command));
    }

    /**
     * The way it is usually done: the submission's module is compiled and its tests run. What it depends on is
     * compiled already.
     */
    private double maven(Path folder) throws IOException {
        new Handout(repository).files().forEach((name, bytes) -> {
            try {
                Path file = folder.resolve(name);
                Files.createDirectories(file.getParent());
                Files.write(file, bytes);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        seconds("mvn, to begin with", maven(folder, "test-compile"));
        write(folder, Proof.completeSubmission(repository));
        Folders.delete(folder.resolve("exercises/target"));
        return seconds("mvn test", maven(folder, "test", "-Dtest=*Checks",
                "-Dsurefire.failIfNoSpecifiedTests=false"));
    }

    private static ProcessBuilder maven(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("mvn", "-o", "-q", "-pl", "exercises", "-am"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile());
    }

    private double seconds(String what, ProcessBuilder builder) throws IOException {
        long start = System.nanoTime();
        Path log = Files.createTempFile("lab-proof-", ".log");
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "%s must succeed, said: %s".formatted(what,
                                Files.readString(log)));
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            Files.delete(log);
        }
        double seconds = rounded((System.nanoTime() - start) / 1e9);
        out.printf("%s: %.1f s%n", what, seconds);
        return seconds;
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 10) / 10.0;
    }

    private static void write(Path folder, Map<String, String> files)
            throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}

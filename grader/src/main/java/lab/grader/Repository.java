package lab.grader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lab.exercises.Exercises;
import lab.grader.report.CatalogueEntry;

/** The folders of this project that the grader reads. */
record Repository(Path root) {

    /** The project that holds the working directory. */
    static Repository here() {
        Path start = Path.of(System.getProperty("lab.root", "")).toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("exercises/catalogue.txt"))) {
                return new Repository(at);
            }
        }
        throw new IllegalStateException(
                "The working directory must be inside the lab, was " + start);
    }

    /** Every exercise that there is, in order. */
    List<CatalogueEntry> catalogue() {
        try (Stream<String> lines = Files
                .lines(root.resolve("exercises/catalogue.txt"))) {
            return lines.filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(CatalogueEntry::parse)
                    .filter(entry -> Files.isDirectory(skeletonFolder(entry.slug())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that a submission gets points for: the exercises, and the quiz where its key is. */
    List<CatalogueEntry> graded() {
        Quiz quiz = Quiz.read(this);
        return quiz.key().isEmpty()
                ? catalogue()
                : Stream.concat(catalogue().stream(), Stream.of(quiz.entry())).toList();
    }

    /** @throws IllegalArgumentException if there is none of that name */
    CatalogueEntry entry(String slug) {
        return catalogue().stream().filter(entry -> entry.slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Exercise must be one of %s, was \"%s\"".formatted(
                                catalogue().stream().map(CatalogueEntry::slug).toList(),
                                slug)));
    }

    /** {@code lab/exercises/ws_frames} of {@code ws-frames}. */
    static String folderName(String slug) {
        return Exercises.packageName(slug).replace('.', '/');
    }

    Path skeletonFolder(String slug) {
        return root.resolve("exercises/src/main/java").resolve(folderName(slug));
    }

    Path referenceFolder(String slug) {
        return root.resolve("solutions/src/main/java").resolve(folderName(slug));
    }

    Path bankFolder(String slug) {
        return root.resolve("solutions/bank").resolve(slug);
    }

    Path quizFolder() {
        return root.resolve("exercises/quiz");
    }

    /** What a student has answered; may not exist. */
    Path quizAnswers() {
        return quizFolder().resolve("answers.json");
    }

    /** Not where students are. */
    Path answerKey() {
        return root.resolve("solutions/quiz/answer-key.json");
    }

    /** The Java files below a folder by their path in it, such as {@code HistoryRoute.java}. */
    static Map<String, String> sources(Path folder) {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files
                    .filter(path -> path.toString().endsWith(".java"))::iterator) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                sources.put(name, Files.readString(file, StandardCharsets.UTF_8));
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code over} laid on {@code below}: a file of the same path replaces it. */
    static Map<String, String> overlay(Map<String, String> below,
            Map<String, String> over) {
        Map<String, String> sources = new TreeMap<>(below);
        sources.putAll(over);
        return sources;
    }
}

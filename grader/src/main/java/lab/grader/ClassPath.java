package lab.grader;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/** Where the classes of the grader, and of what it uses, are. */
final class ClassPath {

    /** Whatever has one of these is for the judge; submissions are neither compiled with it nor run. */
    private static final List<String> OF_THE_JUDGE = List.of("lab/judge/",
            "lab/grader/",
            "org/junit/", "org/opentest4j/", "org/assertj/", "org/apiguardian/",
            "picocli/", "me/tongfei/", "org/jline/");

    private ClassPath() {
    }

    /**
     * By the loader if it is one by URLs, as Maven's is, whose own {@code java.class.path} holds
     * Maven only; otherwise that of the virtual machine.
     */
    static List<Path> all() {
        if (ClassPath.class.getClassLoader() instanceof URLClassLoader byUrl) {
            return Arrays.stream(byUrl.getURLs()).map(ClassPath::file).toList();
        }
        return Arrays.stream(System.getProperty("java.class.path")
                .split(File.pathSeparator)).map(Path::of).filter(Files::exists)
                .toList();
    }

    /** For a virtual machine that is started with the same. */
    static String text() {
        return all().stream().map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What submissions are compiled with. */
    static List<Path> ofSubmissions() {
        return all().stream().filter(path -> OF_THE_JUDGE.stream()
                .noneMatch(folder -> holds(path, folder))).toList();
    }

    /** @param entry a folder or a jar */
    static boolean holds(Path entry, String folder) {
        if (Files.isDirectory(entry)) {
            return Files.isDirectory(entry.resolve(folder));
        }
        try (ZipFile jar = new ZipFile(entry.toFile())) {
            return jar.stream().anyMatch(file -> file.getName().startsWith(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(URL url) {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Class path must be files, was " + url, e);
        }
    }
}

package lab.grader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The folder that students get, as an archive: the same project without what would do their work. */
final class Handout {

    private static final String FOLDER = "transport-lab/";
    /** What the project holds, and students do without. */
    private static final Set<String> LEFT_OUT = Set.of("solutions", "slides",
            "grader/src/test",
            "grader/proof", ".git", ".ci");
    private static final Set<String> MADE = Set.of("target", "node_modules", ".idea",
            ".vscode",
            "bench-results");
    /** Must still be programs after unpacking. */
    private static final Set<String> SCRIPTS = Set.of("lab");
    /** Answers of the quiz, wherever they lie. */
    private static final Pattern ANSWERS = Pattern
            .compile("(?i).*answers?[-_.]?keys?.*");
    /** Parts of a text that are for instructors. */
    private static final Pattern FOR_INSTRUCTORS = Pattern
            .compile("(?s)<!-- instructors -->.*?<!-- /instructors -->\n?");
    private static final Pattern LEFT_OUT_MODULES = Pattern
            .compile(" *<module>(solutions|slides)</module>\n");

    private final Repository repository;

    Handout(Repository repository) {
        this.repository = repository;
    }

    /** @return how many files it has */
    int write(Path archive) throws IOException {
        Map<String, byte[]> files = files();
        Path whole = archive.toAbsolutePath();
        Files.createDirectories(whole.getParent());
        Path beside = whole.resolveSibling("." + whole.getFileName() + ".part");
        Files.deleteIfExists(beside);
        try (FileSystem zip = FileSystems.newFileSystem(beside,
                Map.of("create", true, "enablePosixFileAttributes", true))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path entry = zip.getPath(FOLDER + file.getKey());
                Files.createDirectories(entry.getParent());
                Files.write(entry, file.getValue());
                Files.setPosixFilePermissions(entry, PosixFilePermissions.fromString(
                        SCRIPTS.contains(file.getKey()) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
        Files.move(beside, whole, StandardCopyOption.REPLACE_EXISTING);
        return files.size();
    }

    /** By their paths, as students get them. */
    Map<String, byte[]> files() throws IOException {
        Path root = repository.root();
        Map<String, byte[]> files = new TreeMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder,
                    BasicFileAttributes attributes) {
                String name = root.relativize(folder).toString().replace('\\', '/');
                boolean out = LEFT_OUT.contains(name)
                        || MADE.contains(folder.getFileName().toString());
                return out ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                    throws IOException {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && !LEFT_OUT.contains(name)
                        && !ANSWERS.matcher(name).matches()) {
                    files.put(name, forStudents(name, Files.readAllBytes(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static byte[] forStudents(String name, byte[] bytes) {
        if (name.equals("pom.xml")) {
            return LEFT_OUT_MODULES.matcher(text(bytes)).replaceAll("")
                    .getBytes(StandardCharsets.UTF_8);
        }
        if (name.endsWith(".md")) {
            return FOR_INSTRUCTORS.matcher(text(bytes)).replaceAll("")
                    .getBytes(StandardCharsets.UTF_8);
        }
        return bytes;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

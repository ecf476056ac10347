package lab.grader;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Reads a folder (a clone of a repository, too) or a zip archive that a student has handed in. Nothing of
 * it is ever written to disk, no link is followed, and how much is read has a bound.
 */
final class SubmissionReader {

    /** Below any folder: {@code …/src/main/java/lab/exercises/ws_frames/Frame.java}. */
    private static final Pattern SOURCE = Pattern.compile(
            "(?:(.*)/)?src/main/java/lab/exercises/([a-z_]+)/((?:[A-Za-z0-9_$-]+/)*[A-Za-z0-9_$-]+\\.java)");
    private static final Pattern QUIZ = Pattern
            .compile("(?:.*/)?exercises/quiz/answers\\.json");
    /** Of no use to the judge, and yet a student, or an attacker, may have meant something by it. */
    private static final Pattern NOT_TAKEN = Pattern.compile(
            "(?i)(.*/)?(pom\\.xml|\\.mvn/.*|.*\\.class|.*\\.jar|.*/src/test/.*|junit-platform\\.properties|META-INF/.*|.*\\.properties)");
    private static final int MAX_FILES = 20_000;
    private static final int MAX_NOTES = 20;
    private static final int MAX_SOURCE_BYTES = 256 << 10;
    private static final int MAX_QUIZ_BYTES = 64 << 10;
    private static final int MAX_SOURCES_BYTES = 4 << 20;
    private static final long MAX_UNPACKED_BYTES = 256L << 20;

    private final Map<String, Map<String, String>> exercises = new TreeMap<>();
    private final Map<String, String> origins = new TreeMap<>();
    /** Null until it is found. */
    private String quiz;
    private final List<String> notes = new ArrayList<>();
    private int files;
    private int sourceBytes;

    private SubmissionReader() {
    }

    /** @param path a folder or a zip archive */
    static Submission read(Path path) throws IOException {
        SubmissionReader reader = new SubmissionReader();
        String name = path.getFileName().toString();
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            reader.readFolder(path);
        } else {
            reader.readArchive(path);
            name = name.replaceFirst("(?i)\\.zip$", "");
        }
        return new Submission(name, reader.exercises, reader.quiz,
                List.copyOf(reader.notes));
    }

    private void readFolder(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder,
                    BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean skipped = !folder.equals(root)
                        && List.of(".git", "target", "node_modules").contains(name);
                return skipped
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                    throws IOException {
                String name = root.relativize(file).toString().replace('\\', '/');
                files++;
                if (!attributes.isRegularFile()) {
                    note("\"%s\" is a link or a device", name);
                } else {
                    try (InputStream in = Files.newInputStream(file,
                            LinkOption.NOFOLLOW_LINKS)) {
                        take(name, in);
                    }
                }
                return isFull() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failed) {
                note("\"%s\" cannot be read", root.relativize(file).toString());
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void readArchive(Path archive) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                ZipInputStream zip = new ZipInputStream(file)) {
            Bounded bounded = new Bounded(zip);
            for (ZipEntry entry = zip.getNextEntry(); entry != null
                    && !isFull(); entry = zip.getNextEntry()) {
                files++;
                String name = entry.getName().replace('\\', '/');
                if (name.startsWith("/") || List.of(name.split("/")).contains("..")) {
                    note("\"%s\" lies outside of the archive", name);
                } else if (!entry.isDirectory()) {
                    take(name, bounded);
                }
                bounded.skipRest();
            }
            if (files == 0) {
                note("\"%s\" is not a zip archive, or an empty one",
                        archive.getFileName().toString());
            }
        } catch (ZipException | IllegalArgumentException broken) {
            note("The archive is broken: %s", String.valueOf(broken.getMessage()));
        } catch (TooMuch bomb) {
            note("The archive unpacks to more than %s MiB",
                    Long.toString(MAX_UNPACKED_BYTES >> 20));
        }
    }

    private boolean isFull() {
        if (files >= MAX_FILES) {
            note("There are more than %s files; the rest was not looked at",
                    Integer.toString(MAX_FILES));
            return true;
        }
        return false;
    }

    private void take(String name, InputStream in) throws IOException {
        if (QUIZ.matcher(name).matches()) {
            takeQuiz(name, in);
            return;
        }
        Matcher source = SOURCE.matcher(name);
        if (!source.matches()) {
            if (NOT_TAKEN.matcher(name).matches()) {
                note("\"%s\" was not taken: only an exercise's own sources are", name);
            }
            return;
        }
        byte[] bytes = in.readNBytes(MAX_SOURCE_BYTES + 1);
        sourceBytes += bytes.length;
        if (bytes.length > MAX_SOURCE_BYTES || sourceBytes > MAX_SOURCES_BYTES) {
            note("\"%s\" is too long for a source", name);
            return;
        }
        String slug = source.group(2).replace('_', '-');
        String file = source.group(3);
        String before = source.group(1) == null ? "" : source.group(1);
        String other = origins.putIfAbsent(slug + "/" + file, before);
        if (other != null && !other.equals(before)) {
            note("\"%s\" is there twice; the first is judged", slug + "/" + file);
            return;
        }
        exercises.computeIfAbsent(slug, s -> new TreeMap<>()).put(file,
                new String(bytes, StandardCharsets.UTF_8));
    }

    private void takeQuiz(String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_QUIZ_BYTES + 1);
        if (bytes.length > MAX_QUIZ_BYTES) {
            note("\"%s\" is too long for the answers to a quiz", name);
        } else if (quiz != null) {
            note("\"%s\" is there twice; the first is judged", name);
        } else {
            quiz = new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private void note(String form, String value) {
        if (notes.size() < MAX_NOTES) {
            String shown = value.length() > 120 ? value.substring(0, 120) + "…" : value;
            notes.add(form.formatted(shown));
        }
    }

    /** The bytes unpacked pass a limit. */
    private static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Counts what is unpacked, since an archive may lie about it. */
    private static final class Bounded extends java.io.FilterInputStream {

        private long unpacked;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            unpacked += Math.max(0, read);
            if (unpacked > MAX_UNPACKED_BYTES) {
                throw new TooMuch();
            }
            return read;
        }

        void skipRest() throws IOException {
            byte[] buffer = new byte[8192];
            while (read(buffer, 0, buffer.length) >= 0) {
                // counted, and dropped
            }
        }
    }
}

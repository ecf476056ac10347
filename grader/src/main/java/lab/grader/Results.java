package lab.grader;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import lab.grader.report.StudentResult;

/**
 * The folder that a grading fills. A result is in it as a whole or not at all, and stays there when the grader is
 * killed: that is what it goes on from. One grader at a time.
 */
final class Results implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter WRITER = JSON.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(INDENT).withArrayIndenter(INDENT));

    /**
     * How a grading was begun, so that it can be repeated.
     *
     * @param submissions the folder with one submission each
     * @param roster null if there is none; {@code moodle} and {@code canvas} too
     */
    record Setup(String submissions, String roster, String moodle, String canvas,
            long seed, String suite) {
    }

    private final Path folder;
    private final FileChannel lock;

    private Results(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** @throws IllegalArgumentException if another grader works on it */
    static Results open(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("results"));
        FileChannel channel = FileChannel.open(folder.resolve(".lock"),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new IllegalArgumentException(
                    "The folder must be this grader's alone, was in use: " + folder);
        }
        return new Results(folder, channel);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        }
    }

    Path folder() {
        return folder;
    }

    /** Null if nothing was begun here. */
    Setup setup() throws IOException {
        Path file = folder.resolve("grading.json");
        return Files.exists(file) ? JSON.readValue(file.toFile(), Setup.class) : null;
    }

    void begin(Setup setup) throws IOException {
        write(folder.resolve("grading.json"), WRITER.writeValueAsBytes(setup));
    }

    /** Null if it is not there. */
    StudentResult find(String id) throws IOException {
        Path file = file(id);
        return Files.exists(file)
                ? JSON.readValue(file.toFile(), StudentResult.class)
                : null;
    }

    void put(StudentResult result) throws IOException {
        write(file(result.id()), WRITER.writeValueAsBytes(result));
    }

    private Path file(String id) {
        return folder.resolve("results").resolve(fileName(id) + ".json");
    }

    /** Ids are names of files already, but of another system's, perhaps. */
    static String fileName(String id) {
        return id.replaceAll("[^\\p{L}\\p{N}._ -]", "_").replaceFirst("^\\.", "_");
    }

    static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces the file in one step, after its bytes are on the disk. */
    static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Path beside = file.resolveSibling("." + file.getFileName() + ".part");
        try (FileChannel out = FileChannel.open(beside, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}

package lab.grader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a project of its own, with one exercise. */
class WatchTest {

    private static final Repository LAB = Repository.here();
    private static final int SECONDS = 120;

    @TempDir
    private Path folder;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private Repository project;
    private Jury jury;
    private Watch watch;
    private Thread thread;

    @BeforeEach
    void watch() throws IOException {
        project = new Repository(folder);
        Files.createDirectories(project.skeletonFolder("polling"));
        Files.writeString(folder.resolve("exercises/catalogue.txt"), "polling 3\n");
        try (Stream<Path> files = Files.list(LAB.skeletonFolder("polling"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file,
                        project.skeletonFolder("polling").resolve(file.getFileName()));
            }
        }
        jury = new InJvmJury(1);
        watch = new Watch(project, jury, "en",
                new PrintStream(new Lines(), true, StandardCharsets.UTF_8));
        thread = new Thread(() -> {
            try {
                watch.run("polling");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        thread.start();
    }

    @AfterEach
    void quit() throws Exception {
        watch.key("q");
        thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
        assertThat(thread.isAlive()).isFalse();
        jury.close();
    }

    @Test
    void theFirstFailingCheckIsShownAndSavingShowsTheNext() throws Exception {
        awaitLine("FAIL history: The history after a cursor is complete");
        awaitLine("Came back: 500 Server Error");
        awaitLine("polling 0 / 3  (h hint, n next, l list, q quit)");

        save("wrong-304-without-tag");

        awaitLine("FAIL not-modified: ");
        awaitLine("polling 2 / 3  (h hint, n next, l list, q quit)");

        save("alt-weak-tag");

        awaitLine("polling 3 / 3, done: n for the next");
    }

    @Test
    void whatDoesNotCompileIsShownWithItsLine() throws Exception {
        awaitLine("polling 0 / 3");

        Files.writeString(
                project.skeletonFolder("polling").resolve("HistoryRoute.java"),
                "package lab.exercises.polling;\n\nclass HistoryRoute {");

        awaitLine("HistoryRoute.java:3: reached end of file while parsing");
    }

    @Test
    void hintsHelpMoreAndMore() throws Exception {
        awaitLine("polling 0 / 3");

        for (int i = 0; i < 5; i++) {
            watch.key("h");
        }

        awaitLine("A Subscription starts after a cursor");
        awaitLine("1: where to look");
        awaitLine("2: what the tag must depend on");
        awaitLine("3: what a client may send");
        awaitLine("That were all hints.");
    }

    @Test
    void otherKeysListGoOnAndExplain() throws Exception {
        awaitLine("polling 0 / 3");

        watch.key("l");
        watch.key("?");
        watch.key("n");

        awaitLine("> polling (3)");
        awaitLine("h hint, n next exercise, l list, q quit");
        awaitLine("polling …");
    }

    private void save(String answer) throws IOException {
        Map<String, String> sources = BankEntry.of(LAB, "polling").stream()
                .filter(entry -> entry.name().equals(answer)).findFirst().orElseThrow()
                .sources();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Files.writeString(
                    project.skeletonFolder("polling").resolve(source.getKey()),
                    source.getValue());
        }
    }

    private void awaitLine(String start) throws InterruptedException {
        String line = lines.poll(SECONDS, TimeUnit.SECONDS);
        while (line != null && !line.startsWith(start)) {
            line = lines.poll(SECONDS, TimeUnit.SECONDS);
        }
        assertThat(line).as("a line that begins with " + start).isNotNull();
    }

    /** What is printed, line by line. */
    private final class Lines extends OutputStream {

        private final java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            if (b == '\n') {
                lines.add(line.toString(StandardCharsets.UTF_8).stripTrailing());
                line.reset();
            } else {
                line.write(b);
            }
        }
    }
}

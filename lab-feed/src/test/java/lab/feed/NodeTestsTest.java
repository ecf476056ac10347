package lab.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the unit tests of the browser's code by Node's own test runner, where Node is present. */
class NodeTestsTest {

    private static final Path TESTS = Path.of("src/test/js");
    private static final int LEAST_NODE = 20;
    /** There were 639; far fewer means that some were not found. */
    private static final int LEAST_TESTS = 450;
    /** They take ten seconds; only a test that hangs reaches this. */
    private static final long LIMIT_SECONDS = 300;
    /** A name, and the indented lines that say why. */
    private static final Pattern FAILED = Pattern.compile("^ *not ok .*(?:\\R  .*)*",
            Pattern.MULTILINE);

    @TempDir
    private Path directory;

    @Test
    void everyNodeTestPasses() throws Exception {
        requireNode();
        List<String> command = new ArrayList<>(
                List.of("node", "--test", "--test-reporter=tap"));
        command.addAll(testFiles());

        String tap = output(command);

        assertThat(FAILED.matcher(tap).results().map(MatchResult::group)).isEmpty();
        assertThat(count(tap, "tests")).isGreaterThan(LEAST_TESTS);
        assertThat(count(tap, "pass")).isEqualTo(count(tap, "tests"));
    }

    /** Without Node: skipped, and said so; a failure where {@code CI=true} promises it. */
    private void requireNode() throws Exception {
        String missing = nodeMissing();
        if (missing == null) {
            return;
        }
        String told = "Node tests were not run: " + missing;
        System.out.println(told);
        if ("true".equals(System.getenv("CI"))) {
            fail(told);
        }
        Assumptions.abort(told);
    }

    private String nodeMissing() throws Exception {
        String needed = "they need node on the PATH, version %d or later"
                .formatted(LEAST_NODE);
        String version;
        try {
            version = output(List.of("node", "--version")).strip();
        } catch (IOException absent) {
            return needed;
        }
        Matcher major = Pattern.compile("v(\\d+)\\..*").matcher(version);
        boolean recent = major.matches()
                && Integer.parseInt(major.group(1)) >= LEAST_NODE;
        return recent ? null : needed + ", was " + version;
    }

    private static List<String> testFiles() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.map(Path::toString).filter(name -> name.endsWith(".test.mjs"))
                    .sorted().toList();
        }
    }

    private String output(List<String> command) throws Exception {
        File output = directory.resolve("output").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            fail("%s took longer than %d s:%n%s".formatted(command, LIMIT_SECONDS,
                    Files.readString(output.toPath())));
        }
        return Files.readString(output.toPath());
    }

    /** The runner's last lines say {@code # pass 639}. */
    private static int count(String tap, String name) {
        Matcher line = Pattern.compile("^# " + name + " (\\d+)$", Pattern.MULTILINE)
                .matcher(tap);
        assertThat(line.find()).as("A line \"# %s\" in%n%s", name, tap).isTrue();
        return Integer.parseInt(line.group(1));
    }
}

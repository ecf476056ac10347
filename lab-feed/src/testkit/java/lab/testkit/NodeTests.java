package lab.testkit;

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

/** Runs tests of the browser's code by Node's own test runner, where Node is present. */
public final class NodeTests {

    private static final int LEAST_NODE = 20;
    /** They take ten seconds; only a test that hangs reaches this. */
    private static final long LIMIT_SECONDS = 300;
    /** A name, and the indented lines that say why. */
    private static final Pattern FAILED = Pattern.compile("^ *not ok .*(?:\\R  .*)*",
            Pattern.MULTILINE);

    private NodeTests() {
    }

    /**
     * Runs every {@code *.test.mjs} below a directory, and fails if one fails.
     *
     * @param least how many there must be: fewer means that some were not found
     */
    public static void pass(Path directory, int least) throws Exception {
        require();
        List<String> command = new ArrayList<>(
                List.of("node", "--test", "--test-reporter=tap"));
        try (Stream<Path> files = Files.walk(directory)) {
            files.map(Path::toString).filter(name -> name.endsWith(".test.mjs"))
                    .sorted().forEach(command::add);
        }

        String tap = output(command);

        assertThat(FAILED.matcher(tap).results().map(MatchResult::group)).isEmpty();
        assertThat(count(tap, "tests")).isGreaterThanOrEqualTo(least);
        assertThat(count(tap, "pass")).isEqualTo(count(tap, "tests"));
    }

    /** Without Node: skips the test, and says so; fails where {@code CI=true} promises it. */
    public static void require() throws Exception {
        String missing = missing();
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

    private static String missing() throws Exception {
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

    /** What a command writes, errors among it. */
    public static String output(List<String> command) throws Exception {
        File output = File.createTempFile("node-tests", ".txt");
        try {
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
        } finally {
            Files.delete(output.toPath());
        }
    }

    /** The runner's last lines say {@code # pass 697}. */
    private static int count(String tap, String name) {
        Matcher line = Pattern.compile("^# " + name + " (\\d+)$", Pattern.MULTILINE)
                .matcher(tap);
        assertThat(line.find()).as("A line \"# %s\" in%n%s", name, tap).isTrue();
        return Integer.parseInt(line.group(1));
    }
}

package lab.socketio.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official JavaScript client from npm, driven by Node where both are present. */
class NodeClientTest {

    private static final Path DIRECTORY = Path.of("src/test/node");
    private static final Path CLIENT = DIRECTORY
            .resolve("node_modules/socket.io-client");
    private static final String NOT_RUN = "The tests with the official JavaScript client were "
            + "not run; they need Node and: npm ci --prefix lab-socketio-concepts/src/test/node";
    /** Only a test that hangs reaches this. */
    private static final long LIMIT_SECONDS = 120;
    /** A name, and the indented lines that say why. */
    private static final Pattern FAILED = Pattern.compile("^ *not ok .*(?:\\R  .*)*",
            Pattern.MULTILINE);

    @TempDir
    private Path directory;

    @Test
    void everyScenarioPasses() throws Exception {
        requireClient();
        try (ClientsServer server = new ClientsServer()) {

            String tap = run(server, "node", "--test", "--test-reporter=tap",
                    "socket-io-client.test.mjs");

            assertThat(FAILED.matcher(tap).results().map(MatchResult::group)).isEmpty();
            assertThat(tap).contains("\n# pass 39\n", "\n# fail 0\n",
                    "\n# skipped 0\n");
        }
    }

    /** Without it: skipped, and said so; a failure where {@code CI=true} promises it. */
    private static void requireClient() {
        if (Files.isDirectory(CLIENT) && hasNode()) {
            return;
        }
        System.out.println(NOT_RUN);
        if ("true".equals(System.getenv("CI"))) {
            fail(NOT_RUN);
        }
        Assumptions.abort(NOT_RUN);
    }

    private static boolean hasNode() {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String run(ClientsServer server, String... command) throws Exception {
        File output = directory.resolve("output").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(DIRECTORY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output);
        builder.environment().put("LAB_URL", server.uri().toString());
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            fail("The scenarios took longer than %d s:%n%s".formatted(LIMIT_SECONDS,
                    Files.readString(output.toPath())));
        }
        return Files.readString(output.toPath());
    }
}

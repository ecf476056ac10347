package lab.comparison.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The Node servers in {@code src/peers}, which carry the same wire contract. */
final class Peers {

    private static final int INSTALL_SECONDS = 120;

    private final Path directory;

    private Peers(Path directory) {
        this.directory = directory;
    }

    /** Empty, after one line on {@link System#err} that says why: they cannot be run here. */
    static Optional<Peers> find() throws IOException {
        Path directory = sources();
        if (!Files.exists(directory.resolve("package.json"))) {
            return without("their sources are not at " + directory);
        }
        if (!succeeds(directory, "node", "--version")) {
            return without("there is no \"node\" on the PATH");
        }
        if (!Files.exists(directory.resolve("node_modules/ws"))
                && !succeeds(directory, npm(), "install", "--no-audit", "--no-fund")) {
            return without("\"npm install\" failed in " + directory);
        }
        return Optional.of(new Peers(directory));
    }

    ServerUnderTest start(Transport transport) throws IOException {
        String file = switch (transport) {
            case POLLING, LONG_POLLING -> "long-polling.js";
            case SSE -> "sse.js";
            case WEBSOCKET -> "websocket.js";
        };
        return new ServerProcess(
                new ProcessBuilder("node", file).directory(directory.toFile()));
    }

    /** Beside the compiled classes, wherever Maven was called from. */
    private static Path sources() {
        try {
            Path classes = Path.of(Peers.class.getProtectionDomain().getCodeSource()
                    .getLocation().toURI());
            return classes.resolve("../../src/peers").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Peers> without(String reason) {
        System.err.println("Measuring without peers: " + reason + ".");
        return Optional.empty();
    }

    private static String npm() {
        return System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm";
    }

    private static boolean succeeds(Path directory, String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            boolean ended = process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS);
            process.destroy();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package lab.comparison.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Servers of others that carry the same as ours; their sources are in {@code src/peers}. */
interface Peers {

    /** How each of those that have {@code transport} is started, by name. */
    Map<String, BenchRun.Starter> of(Transport transport);

    /** For those that cannot be run here there is one line on {@link System#err} that says why. */
    static List<Peers> find(List<Transport> transports) throws IOException {
        List<Peers> found = new ArrayList<>();
        NodePeers.find().ifPresent(found::add);
        if (transports.contains(Transport.SOCKETIO)) {
            JavaPeers.find().ifPresent(found::add);
        }
        return found;
    }

    /** Beside the compiled classes, wherever Maven was called from. */
    static Path sources() {
        try {
            Path classes = Path.of(Peers.class.getProtectionDomain().getCodeSource()
                    .getLocation().toURI());
            return classes.resolve("../../src/peers").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** False also if there is no such program. */
    static boolean succeeds(Path directory, String... command) {
        int patienceSeconds = 300; // a first download
        try {
            Process process = new ProcessBuilder(command).directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            boolean ended = process.waitFor(patienceSeconds, TimeUnit.SECONDS);
            process.destroy();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A program that is a script, as Windows names it or everybody else. */
    static String script(String name) {
        return System.getProperty("os.name").startsWith("Windows")
                ? name + ".cmd"
                : name;
    }
}

package lab.comparison.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The servers in JavaScript: the wire contract of the labs, and the official Socket.IO server. */
final class NodePeers implements Peers {

    private final Path directory;

    private NodePeers(Path directory) {
        this.directory = directory;
    }

    static Optional<Peers> find() {
        Path directory = Peers.sources();
        if (!Files.exists(directory.resolve("package.json"))) {
            return without("their sources are not at " + directory);
        }
        if (!Peers.succeeds(directory, "node", "--version")) {
            return without("there is no \"node\" on the PATH");
        }
        if (!Files.exists(directory.resolve("node_modules/socket.io"))
                && !Peers.succeeds(directory, Peers.script("npm"), "ci", "--no-audit",
                        "--no-fund")) {
            return without("\"npm ci\" failed in " + directory);
        }
        return Optional.of(new NodePeers(directory));
    }

    private static Optional<Peers> without(String reason) {
        System.err.println("Measuring without Node's peers: " + reason + ".");
        return Optional.empty();
    }

    @Override
    public Map<String, BenchRun.Starter> of(Transport transport) {
        return Map.of(Subject.NODE, this::start);
    }

    private ServerUnderTest start(Transport transport) throws IOException {
        String file = switch (transport) {
            case POLLING, LONG_POLLING -> "long-polling.js";
            case SSE -> "sse.js";
            case WEBSOCKET -> "websocket.js";
            case SOCKETIO -> "socketio.js";
        };
        return new ServerProcess(
                new ProcessBuilder("node", file).directory(directory.toFile()));
    }
}

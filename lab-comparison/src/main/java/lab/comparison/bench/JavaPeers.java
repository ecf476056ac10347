package lab.comparison.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Socket.IO servers in Java. A project of its own, built when the bench wants it: what it depends on must
 * not be on the class path of the labs.
 */
final class JavaPeers implements Peers {

    private static final String NETTY = "netty-socketio";
    private static final String JETTY = "io.socket";

    private final String classPath;

    private JavaPeers(String classPath) {
        this.classPath = classPath;
    }

    static Optional<Peers> find() throws IOException {
        Path directory = Peers.sources().resolve("java");
        if (!Files.exists(directory.resolve("pom.xml"))) {
            return without("their sources are not at " + directory);
        }
        Path dependencies = directory.resolve("target/classpath");
        if (!Peers.succeeds(directory, Peers.script("mvn"), "-q", "compile",
                "dependency:build-classpath", "-Dmdep.outputFile=" + dependencies)) {
            return without("\"mvn compile\" failed in " + directory);
        }
        return Optional.of(new JavaPeers(directory.resolve("target/classes")
                + File.pathSeparator + Files.readString(dependencies).strip()));
    }

    private static Optional<Peers> without(String reason) {
        System.err.println("Measuring without Java peers: " + reason + ".");
        return Optional.empty();
    }

    @Override
    public Map<String, BenchRun.Starter> of(Transport transport) {
        Map<String, BenchRun.Starter> starters = new LinkedHashMap<>();
        if (transport == Transport.SOCKETIO) {
            starters.put(NETTY, ignored -> start("lab.peers.NettySocketIo"));
            starters.put(JETTY, ignored -> start("lab.peers.JettySocketIo"));
        }
        return starters;
    }

    private ServerUnderTest start(String mainClass) throws IOException {
        return new ServerProcess(new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", classPath, mainClass)));
    }
}

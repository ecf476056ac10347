package lab.engineio;

import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.util.List;
import lab.feed.NotificationFeed;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;

/**
 * An echo server as the official protocol test suite expects it, on port 3000:
 *
 * <pre>
 * mvn -q -pl lab-socketio-concepts -am test-compile exec:java -Drun=lab-socketio-concepts \
 *     -Dexec.classpathScope=test -Dexec.mainClass=lab.engineio.EngineIoConformance -Dlab.port=3000
 * </pre>
 */
final class EngineIoConformance {

    static final EngineOptions OPTIONS = new EngineOptions(Duration.ofMillis(300),
            Duration.ofMillis(200), Duration.ofSeconds(10), 1_000_000, 4_000_000);

    private EngineIoConformance() {
    }

    public static void main(String[] args) {
        start(Settings.fromEnvironment(3000), echo(OPTIONS));
        System.out.println("Engine.IO conformance server: started");
    }

    /** Sends back what it is told. */
    static EngineServer echo(EngineOptions options) {
        return new EngineServer("/engine.io", options, anyone -> {
        }, socket -> socket.listener(new EngineSocket.Listener() {

            @Override
            public void onMessage(EngineMessage message) {
                socket.send(message);
            }

            @Override
            public void onClose(String reason) {
                // Nothing to clean up.
            }
        }));
    }

    static LabServer start(Settings settings, EngineServer engine) {
        return LabServer.start(settings, parts -> new LabServer.Lab("engineio",
                List.of(), (JavalinConfig config) -> {
                    engine.configure(config);
                    config.events.serverStopping(engine::stop);
                }, null), new NotificationFeed(10));
    }
}

package lab.engineio;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
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

    static EngineServer echo(EngineOptions options) {
        return new EngineServer("/engine.io", options, anyone -> {
        }, EngineIoConformance::echo);
    }

    /** Sends back what it is told. */
    static void echo(EngineSocket socket) {
        socket.listener(new EngineSocket.Listener() {

            @Override
            public void onMessage(EngineMessage message) {
                socket.send(message);
            }

            @Override
            public void onClose(String reason) {
                // Nothing to clean up.
            }
        });
    }

    static LabServer start(Settings settings, EngineServer engine) {
        return start(settings, parts -> engine);
    }

    static LabServer start(Settings settings,
            Function<LabServer.Parts, EngineServer> factory) {
        return LabServer.start(settings, parts -> {
            EngineServer engine = factory.apply(parts);
            return new LabServer.Lab("engineio", List.of(), config -> {
                engine.configure(config);
                config.events.serverStopping(engine::stop);
            }, null);
        }, new NotificationFeed(10));
    }
}

package lab.socketio.demo;

import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.engineio.EngineOptions;
import lab.feed.server.LabMain;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.feed.server.Transport;
import lab.feed.server.TransportMetrics;
import lab.socketio.Demo;
import lab.socketio.InMemoryAdapter;
import lab.socketio.SocketIoOptions;
import lab.socketio.SocketIoServer;
import lab.socketio.chat.ChatDemo;
import lab.socketio.editor.EditorDemo;
import lab.socketio.rooms.RoomsDemo;

/** The Socket.IO lab: the feed in the namespace {@code /}, and the demonstrations in others, on one server. */
public final class SocketIoLab implements Transport {

    private static final int DEFAULT_PORT = 7004;
    /** The official server's default. */
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    private final LabServer.Parts parts;
    private final SocketIoServer io;
    private final FeedHub feed;
    private final List<Demo> demos = List.of(new RoomsDemo(), new ChatDemo(),
            new EditorDemo());

    public SocketIoLab(LabServer.Parts parts) {
        this.parts = parts;
        io = new SocketIoServer(options(parts.settings()));
        feed = new FeedHub(parts, name(), any -> true);
        feed.install(io);
        demos.forEach(demo -> demo.install(io, parts));
    }

    public static void main(String[] args) {
        LabMain.run(args, "socketio", DEFAULT_PORT, SocketIoLab::start);
    }

    public static LabServer start(Settings settings) {
        return LabServer.start(settings, SocketIoLab::new);
    }

    /**
     * The official server's defaults, but for the heartbeat, which is that of every lab: whoever does not answer a
     * ping until the next would be due is gone. And with recovery.
     */
    static SocketIoOptions options(Settings settings) {
        EngineOptions engine = EngineOptions.DEFAULTS;
        return SocketIoOptions.DEFAULTS
                .withEngine(new EngineOptions(settings.heartbeat(),
                        settings.heartbeat(), engine.upgradeTimeout(),
                        engine.maxPayload(), engine.maxBuffered()))
                .withRecovery(RECOVERY)
                .withAdapter(namespace -> namespace.name().equals("/")
                        ? new FeedAdapter(namespace)
                        : new InMemoryAdapter(namespace));
    }

    @Override
    public String name() {
        return "socketio";
    }

    @Override
    public void configure(JavalinConfig config) {
        io.configure(config, parts.origins()::require);
        demos.forEach(demo -> demo.configure(config));
    }

    @Override
    public TransportMetrics metrics() {
        return feed.metrics();
    }

    @Override
    public Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("connections", io.connections());
        demos.forEach(demo -> status.putAll(demo.status()));
        return status;
    }

    @Override
    public List<String> secrets() {
        return demos.stream().flatMap(demo -> demo.secrets().stream()).toList();
    }

    @Override
    public int drop(String client) {
        return feed.drop(client);
    }

    @Override
    public void stop() {
        demos.forEach(Demo::stop);
        feed.stop();
        io.close();
    }
}

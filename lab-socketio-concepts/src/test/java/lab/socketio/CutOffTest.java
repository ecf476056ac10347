package lab.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lab.engineio.EngineOptions;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.EngineWire;
import lab.testkit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client is cut off by whoever sends to it, and holds a lock meanwhile: of a drain, of an adapter. Who is told of the
 * end wants locks, too. If one thread did both, two of them could wait for each other.
 */
class CutOffTest {

    private static final int MAX_BUFFERED = 100_000;
    private static final String TOO_MUCH = "x".repeat(10 * MAX_BUFFERED);

    private final SocketIoServer io = new SocketIoServer(options());
    private final LabServer server = SocketIoConformance.start(Settings.forTests(), io);
    private final BlockingQueue<Socket> sockets = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> told = new CompletableFuture<>();
    private final Object lock = new Object();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void anotherThreadTellsOfTheEndOfAClientThatIsCutOff(String transport)
            throws Exception {
        EngineWire client = connect(transport);
        Socket socket = sockets.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS);

        synchronized (lock) {
            socket.conn().cut();

            assertThat(told).isNotDone();
        }

        assertThat(told).succeedsWithin(Wire.LIMIT)
                .asString().isIn("transport error", "transport close");
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void anotherThreadTellsOfTheEndOfAClientThatDoesNotRead(String transport)
            throws Exception {
        EngineWire client = connect(transport);
        Socket socket = sockets.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS);

        synchronized (lock) {
            for (int i = 0; i < 20; i++) { // together more than the sockets take
                socket.emit("x", TOO_MUCH);
            }

            assertThat(told).isNotDone();
        }

        assertThat(told).succeedsWithin(Wire.LIMIT)
                .asString().isIn("transport error", "transport close");
        client.close();
    }

    private EngineWire connect(String transport) throws Exception {
        io.onConnection(socket -> {
            socket.onDisconnect(reason -> {
                synchronized (lock) {
                    told.complete(reason);
                }
            });
            sockets.add(socket);
        });
        return EngineWire.open(Wire.open(server.uri()), transport, "").send("40");
    }

    private static SocketIoOptions options() {
        EngineOptions engine = EngineOptions.DEFAULTS;
        return SocketIoOptions.DEFAULTS.withEngine(new EngineOptions(
                Duration.ofMinutes(1), engine.pingTimeout(), engine.upgradeTimeout(),
                engine.maxPayload(), MAX_BUFFERED));
    }
}

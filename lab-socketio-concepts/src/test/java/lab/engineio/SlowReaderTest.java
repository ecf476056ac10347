package lab.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.Wire;
import lab.testkit.WsWire;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who does not read what he is sent is cut off when more than {@code maxBuffered} waits for him, and delays
 * nobody until then.
 */
class SlowReaderTest {

    private static final int SMALL_RECEIVE_BUFFER = 4 * 1_024;
    private static final int MAX_BUFFERED = 8_000_000;
    /** More than the two sockets take. */
    private static final String LARGE = "x".repeat(7_000_000);
    private static final String LONG = "x".repeat(50_000);
    /** Of long messages, until one too many waits. */
    private static final int MAX_ROUNDS = 2 * MAX_BUFFERED / LONG.length();
    private static final EngineOptions OPTIONS = new EngineOptions(
            Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(10),
            1_000_000, MAX_BUFFERED);

    private record End(String sid, String reason) {
    }

    private final Map<String, EngineSocket> sessions = new ConcurrentHashMap<>();
    private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();
    private final LabServer server = EngineIoConformance.start(Settings.forTests(),
            new EngineServer("/engine.io", OPTIONS, anyone -> {
            }, this::connected));
    private int rounds;
    private EngineClient quickPolling;
    private WsWire quickWebSocket;

    private void connected(EngineSocket socket) {
        sessions.put(socket.id(), socket);
        socket.listener(new EngineSocket.Listener() {

            @Override
            public void onMessage(EngineMessage message) {
                throw new AssertionError("Nobody says anything here");
            }

            @Override
            public void onClose(String reason) {
                sessions.remove(socket.id());
                ends.add(new End(socket.id(), reason));
            }
        });
    }

    @BeforeEach
    void connectTheOthers() throws IOException {
        quickPolling = EngineClient.open(server.uri());
        quickWebSocket = EngineClient.webSocket(server.uri());
        Await.until("sessions", sessions::size, 2);
    }

    @AfterEach
    void stop() throws IOException {
        try {
            sendToAll();
            assertThat(ends).isEmpty();
            assertThat(sessions).hasSize(2);
        } finally {
            quickPolling.close();
            quickWebSocket.close();
            server.close();
        }
    }

    @Test
    void overWebSocket() throws IOException {
        try (EngineClient slow = open();
                WsWire webSocket = WsWire.handshake(
                        Wire.open(server.uri(), SMALL_RECEIVE_BUFFER),
                        slow.path("websocket"))) {
            webSocket.sendText("2probe").sendText("5");
            Await.until("transport",
                    () -> sessions.get(slow.sid()).transport().length(),
                    "websocket".length());

            assertIsCutOff(slow);

            assertIsReset(() -> webSocket.wire().read(MAX_ROUNDS * LONG.length()));
        }
    }

    @Test
    void overPolling() throws IOException {
        try (EngineClient slow = open()) {
            slow.ask();
            sendWhenWritable(slow.sid(), LARGE); // an answer that is never taken

            assertIsCutOff(slow);

            assertIsReset(() -> slow.polls().read(LARGE.length()));
        }
    }

    @Test
    void overPollingWithoutAPoll() throws IOException {
        try (EngineClient slow = open()) {
            assertIsCutOff(slow);

            assertThat(slow.ask().polls().readResponse().body())
                    .contains("Session ID unknown");
        }
    }

    private EngineClient open() throws IOException {
        return EngineClient.open(server.uri(),
                Wire.open(server.uri(), SMALL_RECEIVE_BUFFER));
    }

    private void sendWhenWritable(String sid, String text) {
        EngineSocket socket = sessions.get(sid);
        Await.until("held polls", () -> socket.isWritable() ? 1 : 0, 1);
        socket.send(EngineMessage.text(text));
    }

    private void assertIsCutOff(EngineClient slow) throws IOException {
        while (sessions.containsKey(slow.sid())) {
            sendToAll();
            assertThat(rounds).isLessThan(MAX_ROUNDS);
        }
        assertThat(ends.remove()).isEqualTo(new End(slow.sid(), "transport error"));
    }

    /** Who reads has it before the next is sent. */
    private void sendToAll() throws IOException {
        String text = rounds++ + LONG;
        EngineMessage message = EngineMessage.text(text);
        sessions.values().forEach(socket -> socket.send(message));
        assertThat(quickWebSocket.readFrame().text()).isEqualTo("4" + text);
        assertThat(quickPolling.poll()).containsExactly("4" + text);
    }

    private static void assertIsReset(ThrowingCallable reading) {
        assertThatExceptionOfType(SocketException.class).isThrownBy(reading)
                .withMessage("Connection reset");
    }
}

package lab.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.Wire;
import lab.testkit.WsWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pings and pongs by the thousand (Engine.IO protocol v4, "Heartbeat"; RFC 6455 §5.5.2). */
class FloodTest {

    private static final int MANY = 10_000;
    /** The sockets' buffers must be filled first. */
    private static final Duration FLOOD_LIMIT = Duration.ofMinutes(1);
    private static final EngineOptions OPTIONS = new EngineOptions(
            Duration.ofMillis(100), Duration.ofMinutes(10), Duration.ofMinutes(1),
            1_000_000, 4_000_000);

    private final EngineServer engine = EngineIoConformance.echo(OPTIONS);
    private final LabServer server = EngineIoConformance.start(Settings.forTests(),
            engine);
    private EngineClient other;

    @BeforeEach
    void connect() throws IOException {
        other = EngineClient.open(server.uri());
    }

    /** Whatever happened, another one's session is as it was. */
    @AfterEach
    void stop() throws IOException {
        try (server; EngineClient client = other) {
            client.post("4alive");
            assertThat(client.poll()).contains("4alive");
            assertThat(engine.size()).isEqualTo(1);
        }
    }

    @Test
    void theFirstPingOfAClientEndsItsSession() throws IOException {
        try (WsWire rude = EngineClient.webSocket(server.uri())) {
            for (int i = 0; i < MANY; i++) {
                rude.sendText("2");
            }

            WsWire.Frame close = nextBesidesHeartbeat(rude);

            assertThat(close.closeCode()).isEqualTo(1001);
            assertThat(close.text()).endsWith("parse error");
        }
    }

    @Test
    void theFirstPingInAPostEndsTheSession() throws IOException {
        try (EngineClient rude = EngineClient.open(server.uri())) {
            rude.post(Collections.nCopies(MANY, "2").toArray(String[]::new));

            rude.ask();
            assertThat(rude.polls().readResponse().body())
                    .contains("Session ID unknown");
        }
    }

    @Test
    void pongsThatNobodyAskedForDoNotPutThePingOff() throws IOException {
        try (WsWire eager = EngineClient.webSocket(server.uri())) {
            CompletableFuture<Void> flood = sendUntilCut(() -> eager.sendText("3"));

            for (int i = 0; i < 3; i++) {
                assertThat(eager.readFrame().text()).isEqualTo("2");
            }

            eager.wire().reset();
            assertThat(flood).succeedsWithin(Wire.LIMIT);
            awaitEndOfAll();
        }
    }

    @Test
    void manyPongsInAPostAreAsGoodAsOne() throws IOException {
        try (EngineClient eager = EngineClient.open(server.uri())) {
            String[] pongs = Collections.nCopies(MANY, "3").toArray(String[]::new);
            for (int i = 0; i < 3; i++) {
                assertThat(eager.poll()).containsExactly("2");

                assertThat(eager.post(pongs).body()).isEqualTo("ok");
            }
            eager.post("1");
        }
    }

    @Test
    void everyPingOfWebSocketIsAnsweredInOrder() throws IOException {
        try (WsWire eager = EngineClient.webSocket(server.uri())) {
            CompletableFuture<Void> flood = run(() -> {
                for (int i = 0; i < MANY; i++) {
                    eager.send(WsWire.PING, payload(i));
                }
                eager.sendText("4after");
                return null;
            });

            for (int i = 0; i < MANY; i++) {
                assertThat(nextBesidesHeartbeat(eager))
                        .isEqualTo(new WsWire.Frame(0x80 | WsWire.PONG, payload(i)));
            }

            assertThat(nextBesidesHeartbeat(eager).text()).isEqualTo("4after");
            assertThat(flood).succeedsWithin(Wire.LIMIT);
        }
        awaitEndOfAll();
    }

    /**
     * Its receive buffer is the usual one: where a small one is full, the kernel drops a pong with the
     * acknowledgement on it, and the flood waits longer and longer to be sent again.
     */
    @Test
    void whoPingsByWebSocketWithoutReadingThePongsIsCut() throws IOException {
        try (WsWire rude = EngineClient.webSocket(server.uri())) {
            byte[] longest = new byte[125];

            CompletableFuture<Void> flood = sendUntilCut(
                    () -> rude.send(WsWire.PING, longest));

            assertThat(flood).succeedsWithin(FLOOD_LIMIT);
            awaitEndOfAll();
        }
    }

    @Test
    void webSocketPongsThatNobodyAskedForChangeNothing() throws IOException {
        try (WsWire eager = EngineClient.webSocket(server.uri())) {
            for (int i = 0; i < MANY; i++) {
                eager.send(WsWire.PONG, payload(i));
            }
            eager.sendText("4after");

            assertThat(nextBesidesHeartbeat(eager).text()).isEqualTo("4after");
        }
        awaitEndOfAll();
    }

    private static byte[] payload(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    private static WsWire.Frame nextBesidesHeartbeat(WsWire client) throws IOException {
        WsWire.Frame frame = client.readFrame();
        while (frame.opcode() == WsWire.TEXT && frame.text().equals("2")) {
            frame = client.readFrame();
        }
        return frame;
    }

    /** But the other one's session. */
    private void awaitEndOfAll() {
        Await.until("other sessions", engine::size, 1);
    }

    /** In a thread of its own, because what is not read blocks; completes when sending fails. */
    private static CompletableFuture<Void> sendUntilCut(Callable<?> send) {
        return run(() -> {
            assertThatExceptionOfType(SocketException.class).isThrownBy(() -> {
                for (;;) {
                    send.call();
                }
            });
            return null;
        });
    }

    private static CompletableFuture<Void> run(Callable<Void> task) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return task.call();
            } catch (Exception failure) {
                throw new CompletionException(failure);
            }
        });
    }
}

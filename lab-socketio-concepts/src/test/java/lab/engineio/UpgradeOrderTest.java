package lab.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.Wire;
import lab.testkit.WsWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Order is kept and nothing lost across the upgrade (Engine.IO protocol v4, "Upgrade"). Both sides count
 * upwards without a pause, so that something is on its way at every moment of every upgrade.
 */
class UpgradeOrderTest {

    private static final int WORKERS = 4;
    private static final int UPGRADES_PER_WORKER = 250;
    private static final int NUMBERS_DOWN = 60;
    private static final int NUMBERS_UP = 30;
    /** How far the server counts ahead of what the client has read. */
    private static final int WINDOW = 8;
    /** Every third number goes as binary. */
    private static final int BINARY = 3;

    /** No ping comes in between. */
    private static final EngineOptions OPTIONS = new EngineOptions(
            Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(10),
            1_000_000, 4_000_000);

    private final Map<String, Counting> sessions = new ConcurrentHashMap<>();
    private final LabServer server = EngineIoConformance.start(Settings.forTests(),
            new EngineServer("/engine.io", OPTIONS, anyone -> {
            }, Counting::new));
    /** So that what is sent races with what HTTP and WebSocket do. */
    private final ExecutorService senders = Executors.newFixedThreadPool(2);
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    private final AtomicInteger polled = new AtomicInteger();
    private final AtomicInteger framed = new AtomicInteger();

    /** The server's side of a session. */
    private final class Counting implements EngineSocket.Listener {

        private final EngineSocket socket;
        private final List<Integer> received = new ArrayList<>();
        private final CompletableFuture<List<Integer>> allReceived = new CompletableFuture<>();

        // Guarded by this.
        private int next;
        private int released;

        Counting(EngineSocket socket) {
            this.socket = socket;
            socket.listener(this);
            sessions.put(socket.id(), this);
        }

        void release(int count) {
            senders.execute(() -> countUp(count));
        }

        private synchronized void countUp(int count) {
            released = Math.min(released + count, NUMBERS_DOWN);
            for (; next < released; next++) {
                String number = Integer.toString(next);
                socket.send(next % BINARY == 0
                        ? EngineMessage
                                .binary(number.getBytes(StandardCharsets.US_ASCII))
                        : EngineMessage.text(number));
            }
        }

        @Override
        public void onMessage(EngineMessage message) {
            received.add(message.isBinary()
                    ? number(message.bytes())
                    : Integer.parseInt(message.text()));
            if (received.size() == NUMBERS_UP) {
                allReceived.complete(received);
            }
        }

        @Override
        public void onClose(String reason) {
            allReceived.complete(received);
        }
    }

    @AfterEach
    void stop() {
        workers.shutdownNow();
        senders.shutdownNow();
        server.close();
    }

    @Test
    void aThousandUpgradesUnderLoadKeepTheOrderAndLoseNothing() throws Exception {
        List<Future<Integer>> upgrades = new ArrayList<>();

        for (int i = 0; i < WORKERS; i++) {
            upgrades.add(workers.submit(this::upgradeAgainAndAgain));
        }

        for (Future<Integer> each : upgrades) {
            assertThat(each.get(5, TimeUnit.MINUTES)).isEqualTo(UPGRADES_PER_WORKER);
        }
        int sessionCount = WORKERS * UPGRADES_PER_WORKER;
        assertThat(polled.get() + framed.get()).isEqualTo(sessionCount * NUMBERS_DOWN);
        assertThat(polled).hasValueGreaterThan(sessionCount);
        assertThat(framed).hasValueGreaterThan(sessionCount);
    }

    /** @return how many upgrades have kept both orders */
    private int upgradeAgainAndAgain() throws Exception {
        for (int i = 0; i < UPGRADES_PER_WORKER; i++) {
            try (EngineClient client = EngineClient.open(server.uri())) {
                Counting counting = sessions.remove(client.sid());
                Session session = new Session(client, counting);

                session.run(i % 4);

                assertThat(session.received).isEqualTo(upTo(NUMBERS_DOWN));
                assertThat(counting.allReceived.get(Wire.LIMIT.toMillis(),
                        TimeUnit.MILLISECONDS)).isEqualTo(upTo(NUMBERS_UP));
            }
        }
        return UPGRADES_PER_WORKER;
    }

    private static List<Integer> upTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    /** The client's side. */
    private final class Session {

        private final EngineClient client;
        private final Counting counting;
        private final List<Integer> received = new ArrayList<>();
        private int next;

        Session(EngineClient client, Counting counting) {
            this.client = client;
            this.counting = counting;
        }

        void run(int polls) throws IOException {
            counting.release(WINDOW);
            for (int i = 0; i < polls; i++) {
                client.ask();
                assertThat(client.post(inPost(), inPost()).body()).isEqualTo("ok");
                take(client.read());
            }
            client.ask().say(inPost(), inPost(), inPost());
            try (WsWire webSocket = client.webSocket()) {
                webSocket.sendText("2probe");
                assertThat(webSocket.readFrame().text()).isEqualTo("3probe");
                take(client.read()); // both are awaited before the upgrade is completed
                assertThat(client.posts().readResponse().body()).isEqualTo("ok");
                webSocket.sendText("5");
                finish(webSocket);
            }
        }

        private void finish(WsWire webSocket) throws IOException {
            try {
                while (received.size() < NUMBERS_DOWN || next < NUMBERS_UP) {
                    if (next < NUMBERS_UP) {
                        sendNext(webSocket);
                    }
                    if (received.size() < NUMBERS_DOWN) {
                        take(webSocket.readFrame());
                    }
                }
            } catch (SocketTimeoutException missing) {
                // What there is will be compared with what there should be.
            }
        }

        private String inPost() {
            int number = next++;
            return number % BINARY == 0
                    ? "b" + Base64.getEncoder().encodeToString(bytes(number))
                    : "4" + number;
        }

        private void sendNext(WsWire webSocket) throws IOException {
            int number = next++;
            if (number % BINARY == 0) {
                webSocket.send(WsWire.BINARY, bytes(number));
            } else {
                webSocket.sendText("4" + number);
            }
        }

        private void take(List<String> packets) {
            for (String packet : packets) {
                if (!packet.equals("6")) { // by which the upgrade releases a poll
                    polled.incrementAndGet();
                    take(packet.startsWith("b")
                            ? number(Base64.getDecoder().decode(packet.substring(1)))
                            : Integer.parseInt(packet.substring(1)));
                }
            }
        }

        private void take(WsWire.Frame frame) {
            framed.incrementAndGet();
            take(frame.opcode() == WsWire.BINARY
                    ? number(frame.payload())
                    : Integer.parseInt(frame.text().substring(1)));
        }

        private void take(int number) {
            received.add(number);
            counting.release(1);
        }
    }

    private static byte[] bytes(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    private static int number(byte[] bytes) {
        return Integer.parseInt(new String(bytes, StandardCharsets.US_ASCII));
    }
}

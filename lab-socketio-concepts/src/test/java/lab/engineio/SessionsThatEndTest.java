package lab.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.Wire;
import lab.testkit.WsWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When many sessions have come and gone, in every way there is, everything is as it was. */
class SessionsThatEndTest {

    private static final int MANY = 200;
    private static final int MAX_POOL_THREADS = 64;
    private static final int MAX_WRITERS = Math.max(1,
            Runtime.getRuntime().availableProcessors() / 2);
    private static final EngineOptions OPTIONS = new EngineOptions(
            Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1),
            100_000, 1_000_000);

    /** Sessions, and what they have been told and have not yet told their clients. */
    private final Queue<WeakReference<Object>> made = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> endings = new ConcurrentHashMap<>();
    private final EngineServer engine = new EngineServer("/engine.io", OPTIONS,
            anyone -> {
            }, this::connected);
    private final LabServer server = EngineIoConformance.start(Settings.forTests(),
            engine);

    private interface Way {
        void leave(EngineClient client) throws IOException;
    }

    private final List<Way> ways = List.of(
            // By polling.
            client -> client.post("1"),
            client -> client.ask().post("1"),
            client -> client.post("4unread"),
            client -> client.post("4close"),
            client -> client.ask().post("4close"),
            client -> client.ask().post("4cut"),
            client -> client.ask().again().ask().polls().readResponse(),
            client -> client.ask().polls().reset(),
            client -> client.ask().post("abc"),
            client -> client.beginPost("Content-Length: 100001").posts().readResponse(),
            client -> client.beginPost("Content-Length: 90000").posts().send("4half"),
            client -> client.beginPost("Content-Length: 90000").posts().reset(),
            // Before the upgrade is complete.
            EngineClient::webSocket,
            client -> client.webSocket().close(),
            client -> client.webSocket().sendText("4too early"),
            client -> client.ask().webSocket().sendText("2probe"),
            client -> client.webSocket().sendText("2probe").wire().reset(),
            client -> {
                client.ask().webSocket().sendText("2probe").readFrame();
                client.post("1");
            },
            client -> {
                client.post("4unread");
                client.webSocket().sendText("2probe").sendText("5").wire().reset();
            },
            // By WebSocket.
            SessionsThatEndTest::upgrade,
            client -> upgrade(client).sendText("1"),
            client -> upgrade(client).send(WsWire.CLOSE, new byte[0]),
            client -> upgrade(client).close(),
            client -> upgrade(client).wire().reset(),
            client -> upgrade(client).wire().halfClose(),
            client -> upgrade(client).sendText("4unread"),
            client -> upgrade(client).sendText("4close"),
            client -> upgrade(client).sendText("4cut"),
            client -> upgrade(client).sendText("abc"),
            client -> upgrade(client).send(WsWire.BINARY, new byte[100_001]),
            client -> upgrade(client).wire().send(new byte[]{(byte) 0x81}).reset());

    private void connected(EngineSocket socket) {
        made.add(new WeakReference<>(socket));
        socket.listener(new EngineSocket.Listener() {

            @Override
            public void onMessage(EngineMessage message) {
                made.add(new WeakReference<>(message));
                switch (message.text()) {
                    case "close" -> socket.close();
                    case "cut" -> socket.cut();
                    default -> socket.send(message);
                }
            }

            @Override
            public void onClose(String reason) {
                endings.merge(reason, 1, Integer::sum);
            }
        });
    }

    private static WsWire upgrade(EngineClient client) throws IOException {
        WsWire webSocket = client.webSocket();
        webSocket.sendText("2probe").readFrame();
        webSocket.sendText("5").sendText("4upgraded").readFrame();
        return webSocket;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void leaveNothingBehind() throws IOException {
        List<EngineClient> left = new ArrayList<>();

        for (int i = 0; i < MANY; i++) {
            EngineClient client = EngineClient.open(server.uri());
            ways.get(i % ways.size()).leave(client);
            left.add(client);
        }

        Await.until("sessions", engine::size, 0);
        Await.until("sessions whose end has been told",
                () -> endings.values().stream().mapToInt(Integer::intValue).sum(),
                MANY);
        assertThat(endings).containsOnlyKeys("transport close", "transport error",
                "ping timeout", "parse error", "forced close");
        Await.until("timers", this::timers, 0);
        for (EngineClient client : left) {
            client.close();
        }
        Await.until("sessions and messages in memory", this::stillReachable, 0);
        assertThat(threads()).filteredOn(name -> name.startsWith("lab-jetty"))
                .hasSizeLessThanOrEqualTo(MAX_POOL_THREADS);
        assertThat(threads()).filteredOn(name -> !name.startsWith("lab-jetty"))
                .containsOnly("lab-engineio", "lab-engineio-writer")
                .hasSizeLessThanOrEqualTo(1 + MAX_WRITERS);
    }

    private int timers() {
        return ((ScheduledThreadPoolExecutor) engine.scheduler()).getQueue().size();
    }

    /** Jetty's selector keeps the last socket that had something to say until another one has: one that has no session. */
    private int stillReachable() {
        try (Wire stranger = Wire.open(server.uri())) {
            stranger.request("GET", "/status").readResponse();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        System.gc();
        made.removeIf(reference -> reference.get() == null);
        return made.size();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("lab-")).toList();
    }
}

package lab.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import lab.feed.NotificationDraft;
import lab.feed.Severity;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import lab.testkit.WsWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a connection lives and ends, whatever its peer does. */
class WebSocketConnectionTest {

    /** Megabytes must fill the sockets' buffers first, in messages of a hundred bytes. */
    private static final Duration FLOOD_LIMIT = Duration.ofMinutes(1);
    private static final int SMALL_RECEIVE_BUFFER = 4 * 1024;
    private static final String LONG_BODY = "x".repeat(2_000);
    private static final int FIN = 0x80;

    private LabServer server;
    private LabClient lab;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPeerThatDoesNotAnswerAPingIsGone() throws IOException {
        start(Settings.forTests().withHeartbeat(Duration.ofMillis(100)));

        try (WsWire silent = WsWire.open(server.uri(), "/ws")) {
            assertThat(silent.readFrame())
                    .isEqualTo(new WsWire.Frame(FIN | WsWire.PING, new byte[0]));
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(silent::readFrame)
                    .withMessage("Connection reset");
        }
        lab.awaitStatus("clients", 0);
        assertThat(lab.status().get("disconnectedSlowClients").intValue()).isZero();
    }

    @Test
    void aPeerThatAnswersPingsStays() throws IOException {
        start(Settings.forTests().withHeartbeat(Duration.ofSeconds(1)));

        try (WsWire quiet = WsWire.open(server.uri(), "/ws")) {
            for (int i = 0; i < 3; i++) {
                WsWire.Frame ping = quiet.readFrame();
                assertThat(ping.opcode()).isEqualTo(WsWire.PING);
                quiet.send(WsWire.PONG, ping.payload());
            }
            lab.publish("fence");

            assertThat(quiet.readMessage().get("title").textValue()).isEqualTo("fence");
        }
    }

    @Test
    void aClientThatEndsWithoutACloseFrameIsNoticed() throws IOException {
        start(Settings.forTests());

        try (WsWire client = WsWire.open(server.uri(), "/ws")) {
            lab.awaitStatus("clients", 1);
            client.wire().halfClose();

            lab.awaitStatus("clients", 0);
        }
    }

    @Test
    void aClientThatDiesIsNoticed() throws IOException {
        start(Settings.forTests());

        WsWire client = WsWire.open(server.uri(), "/ws");
        lab.awaitStatus("clients", 1);
        client.wire().reset();

        lab.awaitStatus("clients", 0);
    }

    @Test
    void twoHundredClientsThatComeAndGoLeaveNothingBehind() throws IOException {
        start(Settings.forTests().withPublishRate(10_000));
        int wakeUps = server.feed().wakeUpCount();

        List<WsWire> staying = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            lab.publish("client " + i);
            Wire wire = Wire.open(server.uri());
            if (i % 10 == 0) {
                WsWire.requestHandshake(wire, "/ws?after=nonsense");
                wire.close();
            } else if (i % 10 == 1) {
                WsWire.handshake(wire, "/ws").wire().reset(); // before anything was said
            } else {
                WsWire client = WsWire.handshake(wire,
                        "/ws?after=earliest&client=c" + i);
                leave(client, i);
                staying.add(client);
            }
        }

        lab.awaitStatus("clients", 0);
        assertThat(server.feed().wakeUpCount()).isEqualTo(wakeUps);
        for (WsWire client : staying) {
            client.close();
        }
    }

    private void leave(WsWire client, int i) throws IOException {
        switch (i % 10) {
            case 2 -> client.close();
            case 3 -> client.wire().reset();
            case 4 -> client.wire().halfClose();
            case 5 -> client.send(WsWire.CLOSE, new byte[0]);
            case 6 -> client.sendFrame(FIN | 0x3, new byte[0]); // an unknown opcode
            case 7 -> client.send(WsWire.BINARY, new byte[10]);
            case 8 -> client.wire().send(new byte[]{(byte) 0x81, (byte) 0xFE}).close(); // half a frame
            default -> {
                client.readMessage(); // it is connected
                assertThat(delete("/clients/c" + i)).isEqualTo(204);
            }
        }
    }

    @Test
    void aSlowReaderHoldsNobodyUpAndIsDisconnected() throws IOException {
        start(Settings.forTests().withCapacity(200));

        try (WsWire slow = WsWire
                .handshake(Wire.open(server.uri(), SMALL_RECEIVE_BUFFER), "/ws");
                WsWire quick = WsWire.open(server.uri(), "/ws")) {
            int published = 0;
            long startNanos = System.nanoTime();
            while (lab.status().get("disconnectedSlowClients").intValue() == 0) {
                assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
                        .isLessThan(Wire.LIMIT.multipliedBy(4));
                for (int i = 0; i < 100; i++) {
                    publishLong(++published);
                }
                for (int i = published - 99; i <= published; i++) {
                    assertThat(quick.readMessage().get("title").textValue())
                            .isEqualTo(Integer.toString(i));
                }
            }

            lab.awaitStatus("clients", 1);
            slow.wire().readToEnd();
            publishLong(++published);
            assertThat(quick.readMessage().get("title").textValue())
                    .isEqualTo(Integer.toString(published));
        }
    }

    @Test
    void whoPausesReadsOnWithoutLossWhileTheRingHoldsIt() throws IOException {
        int count = 5_000;
        start(Settings.forTests().withCapacity(count));

        try (WsWire client = WsWire
                .handshake(Wire.open(server.uri(), SMALL_RECEIVE_BUFFER), "/ws")) {
            client.readMessage();
            for (int i = 1; i <= count; i++) {
                publishLong(i);
            }

            List<String> titles = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                titles.add(client.readMessage().get("title").textValue());
            }
            assertThat(titles).isEqualTo(IntStream.rangeClosed(1, count)
                    .mapToObj(Integer::toString).toList());
            assertThat(lab.status().get("disconnectedSlowClients").intValue()).isZero();
        }
    }

    @Test
    void whoAsksWithoutReadingTheAnswersIsCut() throws IOException {
        start(Settings.forTests());

        try (WsWire rude = WsWire
                .handshake(Wire.open(server.uri(), SMALL_RECEIVE_BUFFER), "/ws");
                WsWire other = WsWire.open(server.uri(), "/ws")) {
            CompletableFuture<Void> flood = sendUntilCut(
                    () -> rude.sendText(
                            "{\"type\":\"ping\",\"ref\":\"" + "r".repeat(64) + "\"}"));

            assertThat(flood).succeedsWithin(FLOOD_LIMIT);
            lab.awaitStatus("clients", 1);
            lab.publish("fence");
            assertThat(other.readMessage().get("title").textValue()).isEqualTo("fence");
        }
    }

    /** The server stops reading until its pongs are taken, and waits for that only so long. */
    @Test
    void whoPingsWithoutReadingThePongsIsCut() throws IOException {
        start(Settings.forTests().withHeartbeat(Duration.ofMillis(300)));

        try (WsWire rude = WsWire
                .handshake(Wire.open(server.uri(), SMALL_RECEIVE_BUFFER), "/ws")) {
            byte[] payload = new byte[125];

            CompletableFuture<Void> flood = sendUntilCut(
                    () -> rude.send(WsWire.PING, payload));

            assertThat(flood).succeedsWithin(FLOOD_LIMIT);
            lab.awaitStatus("clients", 0);
        }
    }

    @Test
    void everyPingIsAnsweredInOrderWhileNotificationsStream() throws IOException {
        int count = 3_000;
        start(Settings.forTests().withCapacity(count));

        try (WsWire client = WsWire.open(server.uri(), "/ws")) {
            CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> {
                for (int i = 1; i <= count; i++) {
                    server.feed()
                            .publish(new NotificationDraft("test", Severity.INFO,
                                    Integer.toString(i),
                                    "x".repeat(i * 7 % 2_000)));
                }
            });
            CompletableFuture<Void> pinging = run(() -> {
                for (int i = 1; i <= count; i++) {
                    client.send(WsWire.PING, ("ping " + i + "p".repeat(i % 100))
                            .getBytes(StandardCharsets.US_ASCII));
                    if (i % 10 == 0) {
                        client.sendText("{\"type\":\"ping\",\"ref\":%d}".formatted(i));
                    }
                }
                return null;
            });

            int notifications = 0;
            int pongs = 0;
            int answers = 0;
            while (notifications < count || pongs < count || answers < count / 10) {
                WsWire.Frame frame = client.readFrame();
                if (frame.opcode() == WsWire.PONG) {
                    pongs++;
                    assertThat(frame.text())
                            .isEqualTo("ping " + pongs + "p".repeat(pongs % 100));
                } else if (frame.text().startsWith("{\"type\":\"pong\"")) {
                    answers++;
                    assertThat(LabClient.parse(frame.text()).get("ref").intValue())
                            .isEqualTo(10 * answers);
                } else {
                    notifications++;
                    assertThat(frame.firstByte()).isEqualTo(FIN | WsWire.TEXT);
                    assertThat(LabClient.parse(frame.text()).get("title").textValue())
                            .isEqualTo(Integer.toString(notifications));
                }
            }

            assertThat(publishing).succeedsWithin(Wire.LIMIT);
            assertThat(pinging).succeedsWithin(Wire.LIMIT);
        }
    }

    @Test
    void aStoppingServerTellsEveryClient() throws IOException {
        start(Settings.forTests());

        List<WsWire> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(WsWire.open(server.uri(), "/ws"));
        }
        lab.publish("last");
        server.close();

        for (WsWire client : clients) {
            assertThat(client.readMessage().get("title").textValue()).isEqualTo("last");
            WsWire.Frame close = client.readFrame();
            assertThat(close.closeCode()).isEqualTo(1001);
            assertThat(close.text()).endsWith("The server is stopping");
            assertThat(client.wire().readToEnd()).isEmpty();
            client.close();
        }
    }

    @Test
    void aDroppedConnectionIsResetWithoutACloseFrame() throws IOException {
        start(Settings.forTests());

        try (WsWire dropped = WsWire.open(server.uri(), "/ws?client=one");
                WsWire other = WsWire.open(server.uri(), "/ws?client=two")) {
            assertThat(delete("/clients/one")).isEqualTo(204);

            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(dropped::readFrame)
                    .withMessage("Connection reset");
            lab.awaitStatus("clients", 1);
            lab.publish("fence");
            assertThat(other.readMessage().get("title").textValue()).isEqualTo("fence");
        }
    }

    @Test
    void onlyWhoIsConnectedCanBeDropped() throws IOException {
        start(Settings.forTests());

        try (WsWire client = WsWire.open(server.uri(), "/ws?client=one")) {
            assertThat(delete("/clients/two")).isEqualTo(404);
            assertThat(delete("/clients/one?transport=sse")).isEqualTo(404);

            lab.publish("fence");
            assertThat(client.readMessage().get("title").textValue())
                    .isEqualTo("fence");
            assertThat(delete("/clients/one?transport=websocket")).isEqualTo(204);
        }
    }

    private void start(Settings settings) {
        server = WebSocketServer.start(settings);
        lab = new LabClient(server.uri());
    }

    private void publishLong(int number) {
        server.feed().publish(
                new NotificationDraft("test", Severity.INFO, Integer.toString(number),
                        LONG_BODY));
    }

    private int delete(String path) {
        return lab.send(HttpRequest.newBuilder(server.uri().resolve(path)).DELETE())
                .statusCode();
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

package lab.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lab.engineio.EngineOptions;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may do wrong: it ends its own connection, and nothing else. */
class BadInputTest {

    private final SocketIoServer io = new SocketIoServer(
            new SocketIoOptions("/socket.io",
                    EngineOptions.DEFAULTS, Duration.ofMillis(300), null, 10,
                    InMemoryAdapter::new));
    private final LabServer server = SocketIoConformance.start(Settings.forTests(), io);
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> errors = new LinkedBlockingQueue<>();
    private final SocketIoWire bystander;

    BadInputTest() throws IOException {
        io.onConnection(socket -> {
            socket.on("echo", event -> event.ack(event.args().toArray()));
            if (socket.handshake().auth().path("bad").booleanValue()) {
                socket.onDisconnect(ends::add);
                socket.onError(error -> errors.add(error.getMessage()));
            }
        });
        bystander = SocketIoWire.connect(server.uri());
    }

    @AfterEach
    void theOthersNoticeNothing() throws Exception {
        bystander.send("21[\"echo\",\"hello\"]");
        assertThat(bystander.read()).isEqualTo("31[\"hello\"]");
        assertThat(io.connections()).isOne();
        assertThat(io.fetchSockets()).hasSize(1);
        assertThat(io.of("/").adapter().rooms()).hasSize(1);
        bystander.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "7[\"a\"]", "2", "2{}", "2[]", "2[1]",
            "2[\"connect\"]",
            "2[\"a\"", "2[\"a\"]]", "2-1[\"a\"]", "299999999999999999[\"a\"]", "3",
            "3{}",
            "0[]", "1{}", "5[\"a\"]", "511-[\"a\"]",
            "2[\"a\",[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]"})
    void aMalformedPacketEndsTheConnection(String packet) throws Exception {
        try (SocketIoWire client = SocketIoWire.open(server.uri())) {
            client.join("{\"bad\":true}");

            client.send(packet);

            assertThat(client.readClose()).isEqualTo(1001);
            assertThat(ends.poll(5, TimeUnit.SECONDS)).isEqualTo("parse error");
            assertThat(errors.poll(5, TimeUnit.SECONDS)).contains(" must ");
        }
    }

    @Test
    void anAttachmentThatIsNotAnnouncedEndsTheConnection() throws Exception {
        try (SocketIoWire client = SocketIoWire.open(server.uri())) {
            client.join("{\"bad\":true}");

            client.send(new byte[]{1});

            assertThat(ends.poll(5, TimeUnit.SECONDS)).isEqualTo("parse error");
        }
    }

    @Test
    void anAttachmentThatDoesNotComeEndsTheConnection() throws Exception {
        try (SocketIoWire client = SocketIoWire.open(server.uri())) {
            client.join("{\"bad\":true}");

            client.send("51-[\"a\",{\"_placeholder\":true,\"num\":0}]")
                    .send("2[\"b\"]");

            assertThat(ends.poll(5, TimeUnit.SECONDS)).isEqualTo("parse error");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4{\"message\":\"no\"}", "2/a,[\"b\"]", "1/a,",
            "3/a,1[]"})
    void aPacketOutOfTurnEndsTheConnection(String packet) throws Exception {
        try (SocketIoWire client = SocketIoWire.open(server.uri())) {
            client.join("{\"bad\":true}");

            client.send(packet);

            assertThat(client.readClose()).isEqualTo(1001);
            assertThat(ends.poll(5, TimeUnit.SECONDS))
                    .isEqualTo("server namespace disconnect");
        }
    }

    @Test
    void anEventBeforeConnectEndsTheConnection() throws Exception {
        try (SocketIoWire client = SocketIoWire.open(server.uri())) {
            client.send("2[\"a\"]");

            assertThat(client.readClose()).isEqualTo(1001);
        }
    }

    @Test
    void whoJoinsNoNamespaceIsSentAway() throws Exception {
        try (SocketIoWire client = SocketIoWire.open(server.uri())) {
            client.send("0/nothing,");
            assertThat(client.read()).startsWith("4/nothing,");

            assertThat(client.readClose()).isEqualTo(1001);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3[]", "30[]", "39007199254740991[\"a\"]", "3007[]"})
    void anAcknowledgementOfNothingIsNothing(String packet) throws Exception {
        try (SocketIoWire client = SocketIoWire.connect(server.uri())) {
            client.send(packet).send(packet);

            client.send("25[\"echo\",1]");

            assertThat(client.read()).isEqualTo("35[1]");
        }
        await();
    }

    @Test
    void namespacesOfOneConnectionAreLimited() throws Exception {
        io.of(name -> true);
        try (SocketIoWire client = SocketIoWire.connect(server.uri())) {
            for (int i = 1; i < 100; i++) {
                client.join("/n" + i + ",");
            }

            client.send("0/one-more,");

            assertThat(client.read())
                    .isEqualTo("4/one-more,{\"message\":\"Invalid namespace\"}");
            assertThat(io.namespaces()).hasSize(100);
        }
        await();
        assertThat(io.namespaces()).hasSize(1);
    }

    /** Until the connection of the test has ended. */
    private void await() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while ((io.connections() > 1 || io.fetchSockets().size() > 1
                || io.namespaces().size() > 1) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}

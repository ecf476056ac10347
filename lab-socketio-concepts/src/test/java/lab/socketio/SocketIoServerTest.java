package lab.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketIoServerTest {

    private final SocketIoServer io = new SocketIoServer(SocketIoOptions.DEFAULTS);
    private final LabServer server = SocketIoConformance.start(Settings.forTests(), io);
    private final BlockingQueue<Socket> sockets = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        server.close();
        assertThat(io.connections()).isZero();
        assertThat(io.of("/").adapter().rooms()).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void connectIsAnsweredWithAnIdOfItsOwn() throws Exception {
        io.onConnection(sockets::add);
        try (SocketIoWire client = SocketIoWire.open(server.uri())) {
            JsonNode answer = client.join("{\"token\":\"123\"}");

            Socket socket = socket();
            assertThat(answer).hasToString("{\"sid\":\"" + socket.id() + "\"}");
            assertThat(socket.id()).matches("[\\w-]{20}")
                    .isNotEqualTo(socket.conn().id());
            assertThat(socket.handshake().auth().path("token").textValue())
                    .isEqualTo("123");
            assertThat(socket.handshake().query()).containsEntry("EIO", "4");
            assertThat(socket.rooms()).containsExactly(socket.id());
            assertThat(socket.recovered()).isFalse();
        }
    }

    @Test
    void severalNamespacesShareAConnection() throws Exception {
        io.of("/admin").onConnection(
                socket -> socket.on("who",
                        event -> event.ack(socket.namespace().name())));
        io.onConnection(
                socket -> socket.on("who",
                        event -> event.ack(socket.namespace().name())));
        try (SocketIoWire client = SocketIoWire.connect(server.uri())) {
            client.join("/admin,");

            client.send("2/admin,1[\"who\"]").send("21[\"who\"]");

            assertThat(client.read()).isEqualTo("3/admin,1[\"/admin\"]");
            assertThat(client.read()).isEqualTo("31[\"/\"]");
        }
    }

    @Test
    void anUnknownNamespaceIsRefusedAndTheConnectionLives() throws Exception {
        try (SocketIoWire client = SocketIoWire.open(server.uri())) {
            client.send("0/nothing,");

            assertThat(client.read())
                    .isEqualTo("4/nothing,{\"message\":\"Invalid namespace\"}");
            client.join("");
        }
    }

    @Test
    void aDynamicNamespaceLivesAsLongAsSomebodyIsThere() throws Exception {
        io.of(name -> name.matches("/class-\\d+"))
                .use((socket, next) -> next.run())
                .onConnection(socket -> socket.onDisconnect(heard::add));
        try (SocketIoWire first = SocketIoWire.open(server.uri());
                SocketIoWire second = SocketIoWire.open(server.uri())) {
            first.join("/class-1,");
            second.join("/class-1,");
            io.of("/class-1").emit("hello");
            assertThat(first.read()).isEqualTo("2/class-1,[\"hello\"]");
            assertThat(second.read()).isEqualTo("2/class-1,[\"hello\"]");

            first.send("1/class-1,");
            assertThat(hear()).isEqualTo("client namespace disconnect");
            assertThat(names()).contains("/class-1");
            second.hangUp();
            assertThat(hear()).isEqualTo("transport close");

            assertThat(names()).doesNotContain("/class-1");
            first.send("0/class-x,");
            assertThat(first.read())
                    .isEqualTo("4/class-x,{\"message\":\"Invalid namespace\"}");
        }
    }

    @Test
    void aMiddlewareRefusesWithMessageAndData() throws Exception {
        io.use((socket, next) -> next
                .run(new SocketIoException("not authorized", Map.of("retry", false))));
        io.onConnection(sockets::add);
        try (SocketIoWire client = SocketIoWire.open(server.uri())) {
            client.send("0");

            assertThat(LabClient.parse(client.read().substring(1))).isEqualTo(
                    LabClient.parse(
                            "{\"message\":\"not authorized\",\"data\":{\"retry\":false}}"));
            assertThat(sockets).isEmpty();
        }
    }

    @Test
    void aMiddlewareThatFailsTellsNothing() throws Exception {
        io.use((socket, next) -> {
            throw new IllegalStateException("the password is 1234");
        });
        try (SocketIoWire client = SocketIoWire.open(server.uri())) {
            client.send("0");

            assertThat(client.read())
                    .isEqualTo("4{\"message\":\"Internal server error\"}");
        }
    }

    @Test
    void aMiddlewareMayTakeItsTime() throws Exception {
        BlockingQueue<Next> waiting = new LinkedBlockingQueue<>();
        io.use((socket, next) -> waiting.add(next));
        io.onConnection(socket -> socket.emit("welcome"));
        try (SocketIoWire client = SocketIoWire.open(server.uri())) {
            client.send("0");
            Next next = waiting.poll(5, TimeUnit.SECONDS);

            next.run();
            next.run(); // the second word does not count

            assertThat(client.read()).startsWith("0{");
            assertThat(client.read()).isEqualTo("2[\"welcome\"]");
        }
    }

    @Test
    void whoLeavesWhileAMiddlewareIsAskedIsNotAnnounced() throws Exception {
        BlockingQueue<Next> waiting = new LinkedBlockingQueue<>();
        BlockingQueue<Socket> asked = new LinkedBlockingQueue<>();
        io.use((socket, next) -> {
            asked.add(socket.onDisconnect(heard::add));
            waiting.add(next);
        });
        io.onConnection(sockets::add);
        try (SocketIoWire client = SocketIoWire.open(server.uri())) {
            client.send("0");
            Next next = waiting.poll(5, TimeUnit.SECONDS);
            client.die();
            assertThat(hear()).startsWith("transport ");

            next.run();

            assertThat(asked.remove().connected()).isFalse();
            assertThat(sockets).isEmpty();
        }
    }

    @Test
    void acknowledgementsGoBothWays() throws Exception {
        io.onConnection(sockets::add);
        try (SocketIoWire client = SocketIoWire.connect(server.uri())) {
            Socket socket = socket();
            socket.on("sum", event -> {
                event.ack(event.arg(0).intValue() + event.arg(1).intValue());
                event.ack("a second answer is none");
            });
            client.send("29007199254740991[\"sum\",40,2]");
            assertThat(client.read()).isEqualTo("39007199254740991[42]");

            CompletableFuture<JsonNode> answer = socket.emitWithAck("ask", "why");
            assertThat(client.read()).isEqualTo("20[\"ask\",\"why\"]");
            client.send("399[\"unknown\"]").send("30[\"because\"]")
                    .send("30[\"repeated\"]");

            assertThat(answer.get(5, TimeUnit.SECONDS).textValue())
                    .isEqualTo("because");
        }
    }

    @Test
    void anAcknowledgementMayBeTooLateOrNeverCome() throws Exception {
        io.onConnection(sockets::add);
        try (SocketIoWire client = SocketIoWire.connect(server.uri())) {
            Socket socket = socket();

            CompletableFuture<JsonNode> late = socket.timeout(Duration.ofMillis(1))
                    .emitWithAck("ask");
            CompletableFuture<JsonNode> never = socket.emitWithAck("ask");
            assertThatThrownBy(() -> late.get(5, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(AckTimeoutException.class)
                    .hasRootCauseMessage("operation has timed out");
            client.hangUp();

            assertThatThrownBy(() -> never.get(5, TimeUnit.SECONDS))
                    .hasRootCauseMessage("socket has been disconnected");
        }
    }

    @Test
    void binaryGoesBothWays() throws Exception {
        io.onConnection(socket -> socket.on("photo",
                event -> event.ack(event.arg(0), List.of(event.arg(1)))));
        try (SocketIoWire client = SocketIoWire.connect(server.uri())) {
            client.send("52-3[\"photo\",{\"_placeholder\":true,\"num\":0},"
                    + "{\"_placeholder\":true,\"num\":1}]");
            client.send(new byte[]{1, 2}).send(new byte[]{3});

            assertThat(client.read())
                    .isEqualTo("62-3[{\"_placeholder\":true,\"num\":0},"
                            + "[{\"_placeholder\":true,\"num\":1}]]");
            assertThat(client.readAttachment()).containsExactly(1, 2);
            assertThat(client.readAttachment()).containsExactly(3);
        }
    }

    @Test
    void anEventMiddlewareRefusesForTheServerAlone() throws Exception {
        io.onConnection(socket -> {
            socket.use((event, next) -> next.run(event.name().equals("bad")
                    ? new SocketIoException("no bad events")
                    : null));
            socket.onError(error -> heard.add(error.getMessage()));
            socket.onAny(event -> heard.add("any " + event.name()));
            socket.on("bad", event -> heard.add("bad"));
            socket.on("good", event -> event.ack());
        });
        try (SocketIoWire client = SocketIoWire.connect(server.uri())) {
            client.send("2[\"bad\"]").send("21[\"good\"]");

            assertThat(client.read()).isEqualTo("31[]");
            assertThat(heard).containsExactly("no bad events", "any good");
            heard.clear();
        }
    }

    @Test
    void aListenerThatFailsKeepsNobodyFromHearing() throws Exception {
        io.onConnection(socket -> {
            socket.on("go", event -> {
                throw new IllegalStateException("a bug, on purpose");
            });
            socket.on("go", event -> event.ack("still here"));
        });
        try (SocketIoWire client = SocketIoWire.connect(server.uri())) {
            client.send("21[\"go\"]");

            assertThat(client.read()).isEqualTo("31[\"still here\"]");
        }
    }

    @Test
    void leavingANamespaceKeepsTheConnection() throws Exception {
        io.of("/a").onConnection(socket -> socket.onDisconnect(heard::add));
        io.onConnection(sockets::add);
        try (SocketIoWire client = SocketIoWire.connect(server.uri())) {
            client.join("/a,");
            client.send("1/a,");
            assertThat(hear()).isEqualTo("client namespace disconnect");

            Socket socket = socket();
            socket.onDisconnecting(
                    reason -> heard.add(reason + " " + socket.rooms().size()));
            socket.disconnect(false);

            assertThat(client.read()).isEqualTo("1");
            assertThat(hear()).isEqualTo("server namespace disconnect 1");
            assertThat(socket.connected()).isFalse();
            assertThat(socket.rooms()).isEmpty();
            client.join("/a,"); // the connection is there
            client.send("1/a,");
            assertThat(hear()).isEqualTo("client namespace disconnect");
        }
    }

    @Test
    void disconnectWithCloseEndsEveryNamespaceAndTheConnection() throws Exception {
        io.of("/a").onConnection(socket -> socket.onDisconnect(heard::add));
        io.onConnection(sockets::add);
        try (SocketIoWire client = SocketIoWire.connect(server.uri())) {
            client.join("/a,");
            Socket socket = socket();

            socket.disconnect(true);

            assertThat(List.of(client.read(), client.read()))
                    .containsExactlyInAnyOrder("1", "1/a,");
            assertThat(client.readClose()).isEqualTo(1001);
            assertThat(hear()).isEqualTo("server namespace disconnect");
            socket.onDisconnect(heard::add); // too late to be told, so told at once
            assertThat(hear()).isEqualTo("server namespace disconnect");
        }
    }

    @Test
    void stoppingTellsEverySocket() throws Exception {
        io.onConnection(socket -> socket.onDisconnect(heard::add));
        try (SocketIoWire client = SocketIoWire.connect(server.uri())) {
            server.close();

            assertThat(client.readClose()).isEqualTo(1001);
            assertThat(hear()).isEqualTo("server shutting down");
        }
    }

    @Test
    void namesOfTheProtocolAreNotForApplications() {
        assertThatThrownBy(() -> io.emit("disconnect"))
                .hasMessageContaining("must not be named")
                .hasMessageContaining("\"disconnect\"");
        assertThatThrownBy(() -> io.of("admin"))
                .hasMessage("A namespace must begin with \"/\", was \"admin\"");
    }

    private Socket socket() throws InterruptedException {
        return sockets.poll(5, TimeUnit.SECONDS);
    }

    private String hear() throws InterruptedException {
        return heard.poll(5, TimeUnit.SECONDS);
    }

    private List<String> names() {
        return io.namespaces().stream().map(Namespace::name).toList();
    }
}

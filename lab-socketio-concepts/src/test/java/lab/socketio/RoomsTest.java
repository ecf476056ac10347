package lab.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Four clients: 0 and 1 are in red, 1 and 2 in blue, 3 in no room. */
class RoomsTest {

    private final SocketIoServer io = new SocketIoServer(SocketIoOptions.DEFAULTS);
    private final LabServer server = SocketIoConformance.start(Settings.forTests(), io);
    private final List<SocketIoWire> clients = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void connect() throws Exception {
        BlockingQueue<Socket> connected = new LinkedBlockingQueue<>();
        io.onConnection(connected::add);
        for (int i = 0; i < 4; i++) {
            clients.add(SocketIoWire.connect(server.uri()));
            sockets.add(connected.poll(5, TimeUnit.SECONDS));
        }
        sockets.get(0).join("red");
        sockets.get(1).join("red", "blue");
        sockets.get(2).join("blue");
    }

    @AfterEach
    void stop() throws IOException {
        for (SocketIoWire client : clients) {
            client.close();
        }
        server.close();
        assertThat(io.of("/").adapter().rooms()).isEmpty();
    }

    @Test
    void emitReachesEverybody() throws IOException {
        io.emit("news");

        assertThat(whoGets("news")).containsExactly(0, 1, 2, 3);
    }

    @Test
    void toReachesWhoeverIsInOneOfTheRoomsOnce() throws IOException {
        io.to("red").to("blue", "none").emit("news");

        assertThat(whoGets("news")).containsExactly(0, 1, 2);
    }

    @Test
    void exceptLeavesARoomOut() throws IOException {
        io.except("red").emit("news");
        io.to("blue").except("red").emit("more");

        assertThat(whoGets("news", "more")).containsExactly(2, 2, 3);
    }

    @Test
    void aSocketIsARoomOfItsOwn() throws IOException {
        io.to(sockets.get(3).id()).emit("news");
        io.in("red").except(sockets.get(0).id()).emit("more");

        assertThat(whoGets("news", "more")).containsExactly(1, 3);
    }

    @Test
    void broadcastReachesEverybodyElse() throws IOException {
        sockets.get(1).broadcast().emit("news");
        sockets.get(1).to("red").emit("more");
        sockets.get(3).except("blue").emit("most");

        assertThat(whoGets("news", "more", "most")).containsExactly(0, 0, 0, 2, 3);
    }

    @Test
    void localReachesThoseOfThisServer() throws IOException {
        io.local().emit("news");
        sockets.get(0).local().emit("more");

        assertThat(whoGets("news", "more")).containsExactly(0, 1, 1, 2, 2, 3, 3);
    }

    @Test
    void anOperatorIsImmutable() throws IOException {
        BroadcastOperator red = io.to("red");
        red.except("blue").emit("news");
        red.emit("more");

        assertThat(whoGets("news", "more")).containsExactly(0, 0, 1);
    }

    @Test
    void whoLeavesGetsNoMore() throws IOException {
        sockets.get(1).leave("red");
        sockets.get(1).leave("none");
        io.in("blue").socketsLeave("blue");
        io.in(sockets.get(3).id()).socketsJoin("red", "blue");
        io.to("red").emit("news");
        io.to("blue").emit("more");

        assertThat(whoGets("news", "more")).containsExactly(0, 3, 3);
    }

    @Test
    void whoHasGoneLeavesARoomWithoutAFuss() throws IOException {
        Socket gone = sockets.get(1);
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        gone.onDisconnect(reason -> {
            gone.leave("red");
            left.complete(true);
        });

        clients.get(1).hangUp();

        assertThat(left).succeedsWithin(Duration.ofSeconds(5));
        assertThat(io.in("red").fetchSockets()).containsExactly(sockets.get(0));
    }

    @Test
    void whoIsInARoomCanBeAsked() {
        assertThat(io.in("red").fetchSockets()).containsExactly(sockets.get(0),
                sockets.get(1));
        assertThat(io.fetchSockets()).containsExactlyElementsOf(sockets);
        assertThat(io.of("/").adapter().rooms()).containsEntry("blue",
                Set.of(sockets.get(1).id(), sockets.get(2).id())).hasSize(6);
    }

    @Test
    void aRoomCanBeDisconnected() throws IOException {
        io.in("red").disconnectSockets(false);

        assertThat(clients.get(0).read()).isEqualTo("1");
        assertThat(clients.get(1).read()).isEqualTo("1");
        assertThat(io.fetchSockets()).containsExactly(sockets.get(2), sockets.get(3));
        clients.get(0).join("");
    }

    @Test
    void volatileEventsReachWhoCanTakeThem() throws IOException {
        io.volatile_().emit("news");
        sockets.get(0).volatile_().emit("more");

        assertThat(whoGets("news", "more")).containsExactly(0, 0, 1, 2, 3);
    }

    @Test
    void everybodyAnswersOneBroadcast() throws Exception {
        CompletableFuture<List<JsonNode>> answers = io.in("red").emitWithAck("vote", 1);
        assertThat(clients.get(0).read()).isEqualTo("20[\"vote\",1]");
        assertThat(clients.get(1).read()).isEqualTo("20[\"vote\",1]");
        clients.get(0).send("30[\"yes\"]");
        clients.get(1).send("30[\"no\"]");

        assertThat(answers.get(5, TimeUnit.SECONDS)).extracting(JsonNode::textValue)
                .containsExactlyInAnyOrder("yes", "no");
        assertThat(io.in("none").emitWithAck("vote").get(5, TimeUnit.SECONDS))
                .isEmpty();
    }

    @Test
    void answersThatCameAreNotLostWithThoseThatDidNot() throws Exception {
        CompletableFuture<List<JsonNode>> answers = io.in("red")
                .timeout(Duration.ofSeconds(30))
                .emitWithAck("vote");
        clients.get(0).read();
        clients.get(1).read();
        clients.get(0).send("30[\"yes\"]");
        clients.get(1).hangUp();

        assertThatThrownBy(() -> answers.get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class).rootCause()
                .isInstanceOfSatisfying(AckTimeoutException.class,
                        missing -> assertThat(missing.responses())
                                .hasToString("[\"yes\"]"));
    }

    @Test
    void roomsOfASocketAreLimited() {
        String[] rooms = new String[1_001];
        for (int i = 0; i < rooms.length; i++) {
            rooms[i] = "room " + i;
        }

        assertThatThrownBy(() -> sockets.get(3).join(rooms))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A socket may be in at most 1000 rooms, was 1001");
        assertThat(sockets.get(3).rooms()).containsExactly(sockets.get(3).id());
    }

    @Test
    void roomsOfOneNamespaceAreNotThoseOfAnother() throws IOException {
        io.of("/other").onConnection(socket -> {
            socket.join("red");
            socket.emit("joined");
        });
        clients.get(3).join("/other,");
        clients.get(3).read();

        io.of("/other").to("red").emit("news");

        assertThat(clients.get(3).read()).isEqualTo("2/other,[\"news\"]");
        io.to("red").emit("news");
        assertThat(whoGets("news")).containsExactly(0, 1);
    }

    /** Each client once for each of the events that it gets before a last one, which all get. */
    private List<Integer> whoGets(String... events) throws IOException {
        io.emit("last");
        List<Integer> who = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            String packet = clients.get(i).read();
            while (!packet.equals("2[\"last\"]")) {
                assertThat(packet).containsAnyOf(events);
                who.add(i);
                packet = clients.get(i).read();
            }
        }
        return who;
    }
}

package lab.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connection state recovery: a client that comes back as if it had not been away. */
class RecoveryTest {

    private final SocketIoServer io = new SocketIoServer(
            SocketIoOptions.DEFAULTS.withRecovery(Duration.ofMinutes(2)));
    private final LabServer server = SocketIoConformance.start(Settings.forTests(), io);
    private final BlockingQueue<Socket> sockets = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final BlockingQueue<Socket> asked = new LinkedBlockingQueue<>();
    private SocketIoWire client;
    private JsonNode connected;
    private Socket before;

    @BeforeEach
    void connect() throws Exception {
        io.use((socket, next) -> {
            asked.add(socket);
            next.run();
        });
        io.onConnection(socket -> sockets.add(socket.onDisconnect(ends::add)));
        client = SocketIoWire.open(server.uri());
        connected = client.join("");
        before = sockets.poll(5, TimeUnit.SECONDS);
        before.join("red");
        before.data().put("name", "Ada");
        asked.clear();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void whatWasMissedComesBeforeTheConnect() throws Exception {
        io.emit("one");
        String offset = offset(client.read());
        io.to("red").emit("two");
        client.read(); // seen, but lost on its way, as far as the server can know
        away();
        io.to("red").emit("three");
        io.to("blue").emit("for others");
        io.except("red").emit("for others");
        io.volatile_().emit("of no use later");
        before.emit("four"); // to a socket that is away
        io.emitWithAck("nobody could answer");

        back(offset);

        assertThat(client.read()).startsWith("2[\"two\",\"");
        assertThat(client.read()).startsWith("2[\"three\",\"");
        assertThat(client.read()).startsWith("2[\"four\",\"");
        assertThat(client.read()).isEqualTo("0" + connected);
        Socket after = sockets.poll(5, TimeUnit.SECONDS);
        assertThat(after.recovered()).isTrue();
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.rooms()).containsExactlyInAnyOrder(before.id(), "red");
        assertThat(after.data()).containsEntry("name", "Ada");
        assertThat(asked).isEmpty(); // it passed the middleware before
    }

    @Test
    void aPrivateIdIsGoodForOneRecovery() throws Exception {
        io.emit("one");
        String offset = offset(client.read());
        away();
        back(offset);
        client.read();
        sockets.poll(5, TimeUnit.SECONDS);

        try (SocketIoWire thief = SocketIoWire.open(server.uri())) {
            JsonNode other = thief.join(auth(offset));

            assertThat(other.path("sid")).isNotEqualTo(connected.path("sid"));
            assertThat(sockets.poll(5, TimeUnit.SECONDS).recovered()).isFalse();
        }
    }

    @Test
    void anUnknownOffsetBeginsAnew() throws Exception {
        away();

        back("zzz");

        assertThat(client.read()).startsWith("0{").doesNotContain(before.id());
        assertThat(sockets.poll(5, TimeUnit.SECONDS).recovered()).isFalse();
        assertThat(asked).hasSize(1);
    }

    @Test
    void whoWasSentAwayBeginsAnew() throws Exception {
        io.emit("one");
        String offset = offset(client.read());
        before.disconnect(false);
        assertThat(client.read()).isEqualTo("1");

        client.send("0" + auth(offset));

        assertThat(client.read()).startsWith("0{").doesNotContain(before.id());
    }

    @Test
    void whoBrokeTheProtocolBeginsAnew() throws Exception {
        io.emit("one");
        String offset = offset(client.read());
        client.send("2nonsense");
        assertThat(ends.poll(5, TimeUnit.SECONDS)).isEqualTo("parse error");

        back(offset);

        assertThat(client.read()).startsWith("0{").doesNotContain(before.id());
    }

    @Test
    void whatIsKeptIsLimited() throws Exception {
        io.emit("one");
        String offset = offset(client.read());
        away();
        for (int i = 0; i < InMemoryAdapter.MAX_KEPT; i++) {
            io.emit("more");
        }

        back(offset);

        assertThat(client.read()).startsWith("0{").doesNotContain(before.id());
    }

    @Test
    void eventsThatWantAnAnswerCarryNoOffset() throws Exception {
        io.emitWithAck("ask", 1);
        io.volatile_().emit("tick", 2);

        assertThat(client.read()).isEqualTo("20[\"ask\",1]");
        assertThat(client.read()).isEqualTo("2[\"tick\",2]");
    }

    private void away() throws Exception {
        client.hangUp();
        assertThat(ends.poll(5, TimeUnit.SECONDS)).isEqualTo("transport close");
    }

    private void back(String offset) throws IOException {
        client = SocketIoWire.open(server.uri());
        client.send("0" + auth(offset));
    }

    private String auth(String offset) {
        return "{\"pid\":%s,\"offset\":\"%s\"}".formatted(connected.path("pid"),
                offset);
    }

    /** The last argument. */
    private static String offset(String packet) {
        JsonNode data = LabClient.parse(packet.substring(1));
        return data.path(data.size() - 1).textValue();
    }
}

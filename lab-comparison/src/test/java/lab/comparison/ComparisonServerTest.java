package lab.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import lab.testkit.WsWire;
import lab.testkit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComparisonServerTest {

    private static final List<String> COUNTED = List.of("clients", "delivered",
            "resumed", "resets", "disconnectedSlowClients");

    private final LabServer server = ComparisonServer.start(Settings.forTests());
    private final LabClient lab = new LabClient(server.uri());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void allTransportsTellTheSameInTheSameOrder()
            throws IOException, InterruptedException {
        Map<Carrier, FeedClient> clients = connectAll("after=earliest");
        List<Thread> publishers = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            Thread publisher = new Thread(() -> DeliveryContract.titles(1, 100)
                    .forEach(title -> DeliveryContract.publish(server.feed(),
                            name + title)),
                    "publisher");
            publisher.start();
            publishers.add(publisher);
        }

        Map<Carrier, List<String>> received = new EnumMap<>(Carrier.class);
        for (Map.Entry<Carrier, FeedClient> client : clients.entrySet()) {
            received.put(client.getKey(), client.getValue().next(400));
            client.getValue().close();
        }
        for (Thread publisher : publishers) {
            publisher.join();
        }

        assertThat(new HashSet<>(received.values())).hasSize(1);
        assertThat(received.get(Carrier.SSE)).doesNotHaveDuplicates();
    }

    @Test
    void whatOneClientPublishesTheOthersReceive() throws IOException {
        Map<Carrier, FeedClient> clients = connectAll("after=earliest");

        ((WebSocketFeedClient) clients.get(Carrier.WEBSOCKET)).publish("orders",
                "over WebSocket");
        for (FeedClient client : clients.values()) {
            assertThat(client.next(1)).containsExactly("over WebSocket");
        }
        lab.publish("over HTTP");
        for (FeedClient client : clients.values()) {
            assertThat(client.next(1)).containsExactly("over HTTP");
            client.close();
        }
    }

    @Test
    void aCursorOfOneTransportIsGoodForTheOthers() throws IOException {
        List<String> received = new ArrayList<>();
        String cursor = "earliest";
        int count = 10 * Carrier.values().length;
        DeliveryContract.titles(1, count)
                .forEach(title -> DeliveryContract.publish(server.feed(), title));

        for (int i = 0; i < 10; i++) {
            for (Carrier carrier : Carrier.values()) {
                try (FeedClient client = carrier.connect(server.uri(),
                        "after=" + cursor)) {
                    received.addAll(client.next(1));
                    cursor = client.cursor();
                }
            }
        }

        assertThat(received).isEqualTo(DeliveryContract.titles(1, count));
    }

    @Test
    void theStatusHasASumAndItsParts() throws IOException {
        DeliveryContract.publish(server.feed(), "1");
        Map<Carrier, FeedClient> clients = connectAll("after=other-1");
        for (FeedClient client : clients.values()) {
            assertThat(client.next(2)).containsExactly("reset", "1");
        }
        FeedClient resumed = Carrier.SSE.connect(server.uri(),
                "after=" + clients.get(Carrier.SSE).cursor());
        clients.get(Carrier.LONG_POLLING).listen();

        // Each is counted when its socket has taken everything, which the client may be told of earlier.
        JsonNode status = Await.until(lab::status,
                seen -> seen.get("clients").intValue() == 6
                        && seen.get("delivered").intValue() == 6
                        && seen.get("resumed").intValue() == 2);

        assertThat(status.get("transport").textValue()).isEqualTo("comparison");
        assertThat(status.get("published").intValue()).isEqualTo(1);
        JsonNode parts = status.get("transports");
        assertThat(parts.fieldNames()).toIterable().containsExactly("polling",
                "longpolling", "sse", "websocket", "socketio-websocket",
                "socketio-polling");
        assertThat(parts.get("polling").toString()).isEqualTo(
                "{\"clients\":0,\"delivered\":1,\"resumed\":0,\"resets\":1,\"disconnectedSlowClients\":0}");
        assertThat(parts.get("longpolling").toString()).isEqualTo(
                "{\"clients\":1,\"delivered\":1,\"resumed\":1,\"resets\":1,\"disconnectedSlowClients\":0}");
        assertThat(parts.get("sse").toString()).isEqualTo(
                "{\"clients\":2,\"delivered\":1,\"resumed\":1,\"resets\":1,\"disconnectedSlowClients\":0}");
        assertThat(parts.get("websocket").toString()).isEqualTo(
                "{\"clients\":1,\"delivered\":1,\"resumed\":0,\"resets\":1,\"disconnectedSlowClients\":0}");
        for (String over : List.of("socketio-websocket", "socketio-polling")) {
            assertThat(parts.get(over).toString()).isEqualTo(
                    "{\"clients\":1,\"delivered\":1,\"resumed\":0,\"resets\":1,\"disconnectedSlowClients\":0}");
        }
        for (String counted : COUNTED) {
            int sum = 0;
            for (JsonNode part : parts) {
                sum += part.get(counted).intValue();
            }
            assertThat(status.get(counted).intValue()).describedAs(counted)
                    .isEqualTo(sum);
        }
        resumed.close();
        for (FeedClient client : clients.values()) {
            client.close();
        }
    }

    @Test
    void aClientIsDroppedFromOneTransportOrFromAll() throws IOException {
        Map<Carrier, FeedClient> clients = connectAll("client=c&after=earliest");
        awaitClients(5);

        assertThat(drop("/clients/c?transport=sse")).isEqualTo(204);
        assertThat(HeldOpenContract.readToTheCut(clients.get(Carrier.SSE))).isEmpty();
        awaitClients(4);
        assertThat(drop("/clients/c?transport=socketio-polling")).isEqualTo(204);
        assertThat(HeldOpenContract
                .readToTheCut(clients.get(Carrier.SOCKET_IO_POLLING))).isEmpty();
        awaitClients(3);
        assertThat(drop("/clients/c?transport=sse")).isEqualTo(404);
        assertThat(drop("/clients/c?transport=pigeon")).isEqualTo(404);
        assertThat(drop("/clients/c")).isEqualTo(204);
        awaitClients(0);

        for (FeedClient client : clients.values()) {
            client.close();
        }
    }

    @Test
    void aServerThatCannotStartLeavesNothing() {
        Set<Thread> before = LabThreads.all();

        assertThat(catchThrowable(
                () -> ComparisonServer
                        .start(Settings.forTests().withPort(server.port()))))
                .isInstanceOf(JavalinBindException.class);

        assertThat(LabThreads.leftAfter(before)).isEmpty();
    }

    @Test
    void noThreadIsLeftOfAServerThatHasStopped() throws IOException {
        Set<Thread> before = LabThreads.all();
        LabServer stopped = ComparisonServer.start(Settings.forTests());
        new LabClient(stopped.uri()).post("/simulator",
                "{\"rate\":50,\"bodyLength\":100}");
        try (Wire watcher = Wire.open(stopped.uri()).request("GET", "/wire?client=c");
                FeedClient sse = Carrier.SSE.connect(stopped.uri(), "client=c");
                WsWire ws = WsWire.open(stopped.uri(), "/ws?client=c")) {
            sse.next();
            ws.readMessage();
            watcher.readBlock();

            stopped.close();
        }

        assertThat(LabThreads.leftAfter(before)).isEmpty();
        assertThat(stopped.feed().wakeUpCount()).isZero();
    }

    private Map<Carrier, FeedClient> connectAll(String query) throws IOException {
        Map<Carrier, FeedClient> clients = new EnumMap<>(Carrier.class);
        for (Carrier carrier : Carrier.values()) {
            clients.put(carrier, carrier.connect(server.uri(), query));
        }
        return clients;
    }

    private void awaitClients(int count) {
        assertThat(Await.until(() -> lab.status().get("clients").intValue(),
                clients -> clients == count))
                .isEqualTo(count);
    }

    private int drop(String target) {
        return lab.send(HttpRequest.newBuilder(server.uri().resolve(target)).DELETE())
                .statusCode();
    }
}

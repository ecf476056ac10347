package lab.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.EngineWire;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import lab.testkit.WsWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every figure is compared with what the client itself has sent and received. */
class TrafficTest {

    private final LabServer server = ComparisonServer.start(Settings.forTests());
    private final LabClient lab = new LabClient(server.uri());
    private final Map<String, Traffic.Count> expected = new TreeMap<>();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void intervalPollingIsCountedWithItsHeads() throws IOException {
        try (Wire wire = Wire.open(server.uri()).recorded()) {
            for (int i = 0; i < 3; i++) {
                DeliveryContract.publish(server.feed(), "news");
                assertThat(wire.request("GET", "/notifications?client=c&after=earliest")
                        .readResponse().status())
                        .isEqualTo(200);
            }
            expected.put("polling", count(3, wire, 1));

            assertThat(traffic("c")).isEqualTo(expected);
        }
    }

    @Test
    void anAnswerWithoutABodyIsCountedToo() throws IOException {
        try (Wire wire = Wire.open(server.uri()).recorded()) {
            String etag = wire.request("GET", "/notifications?client=c").readResponse()
                    .field("ETag");
            Wire.Response second = wire
                    .request("GET", "/notifications?client=c", "If-None-Match: " + etag)
                    .readResponse();
            expected.put("polling", count(2, wire, 1));

            assertThat(second.status()).isEqualTo(304);
            assertThat(traffic("c")).isEqualTo(expected);
        }
    }

    @Test
    void eachOfManyPollsOverOneConnectionIsCounted() throws IOException {
        try (Wire wire = Wire.open(server.uri()).recorded()) {
            String cursor = "earliest";
            for (int i = 0; i < 100; i++) {
                wire.request("GET", "/poll?client=c&after=" + cursor);
                DeliveryContract.publish(server.feed(), "news");
                cursor = LabClient.parse(wire.readResponse().body()).get("cursor")
                        .textValue();
            }
            expected.put("longpolling", count(100, wire, 1));

            assertThat(traffic("c")).isEqualTo(expected);
        }
    }

    @Test
    void anEventStreamIsCountedFromItsRequestToItsLatestEvent() throws IOException {
        try (Wire wire = Wire.open(server.uri()).recorded()) {
            wire.request("GET", "/events?client=c&after=earliest");
            wire.readBlock();
            wire.readBlock();
            for (int i = 0; i < 100; i++) {
                DeliveryContract.publish(server.feed(), "news");
                wire.readBlock();
            }
            expected.put("sse", count(1, wire, 1));

            assertThat(traffic("c")).isEqualTo(expected);
        }
    }

    @Test
    void webSocketIsCountedWithItsHandshakeAndEveryFrame() throws IOException {
        try (Wire wire = Wire.open(server.uri()).recorded();
                WsWire ws = WsWire.handshake(wire, "/ws?client=c")) {
            ws.readMessage();
            ws.sendText("{\"type\":\"ping\",\"ref\":1}").readMessage();
            ws.send(WsWire.PING, new byte[]{1, 2, 3}).readFrame();
            ws.sendText("nonsense").readMessage();
            DeliveryContract.publish(server.feed(), "news");
            ws.readMessage();
            ws.send(WsWire.CLOSE, new byte[]{0x03, (byte) 0xE8}).readFrame();
            assertThat(wire.readToEnd()).isEmpty();
            expected.put("websocket", count(1, wire, 1));

            assertThat(traffic("c")).isEqualTo(expected);
        }
    }

    @Test
    void socketIoOverWebSocketIsCountedWithItsHandshakeAndEveryFrame()
            throws IOException {
        try (Wire wire = Wire.open(server.uri()).recorded();
                EngineWire client = EngineWire.open(wire, "websocket", "client=c")) {
            client.send("40");
            client.read();
            client.read();
            DeliveryContract.publish(server.feed(), "news");
            client.read();
            expected.put("socketio-websocket", count(1, wire, 1));

            assertThat(traffic("c")).isEqualTo(expected);
        }
    }

    /** Opening, CONNECT, two polls: a request each. */
    @Test
    void socketIoOverPollingIsCountedWithEveryRequest() throws IOException {
        try (Wire wire = Wire.open(server.uri()).recorded();
                EngineWire client = EngineWire.open(wire, "polling", "client=c")) {
            client.send("40");
            client.read();
            client.read();
            client.listen();
            DeliveryContract.publish(server.feed(), "news");
            client.read();
            expected.put("socketio-polling", count(4, wire, 1));

            assertThat(traffic("c")).isEqualTo(expected);
        }
    }

    /** What a frame carries may look like a request; it is none. */
    @Test
    void framesAreNotTakenForRequests() throws IOException {
        try (Wire wire = Wire.open(server.uri()).recorded();
                WsWire ws = WsWire.handshake(wire, "/ws?client=c")) {
            ws.readMessage();
            // The head of a frame that claims 126 bytes and more; the mask is 0, so the payload is what it is.
            byte[] request = "GET /poll?client=c HTTP/1.1\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
            wire.send(new byte[]{(byte) 0x81, (byte) (0x80 | request.length), 0, 0, 0,
                    0});
            wire.send(request);
            ws.readMessage();
            expected.put("websocket", count(1, wire, 1));

            assertThat(traffic("c")).isEqualTo(expected);
        }
    }

    @Test
    void severalTransportsOverOneConnectionAreCountedApart() throws IOException {
        try (Wire wire = Wire.open(server.uri()).recorded()) {
            DeliveryContract.publish(server.feed(), "news");
            for (int round = 0; round < 20; round++) {
                exchange(wire, "polling", "/notifications?client=c&after=earliest");
                exchange(wire, "longpolling", "/poll?client=c&after=earliest");
                exchange(wire, "longpolling", "/poll?client=c&after=earliest");
                exchange(wire, null, "/status?client=c");
                exchange(wire, "longpolling", "/poll?client=c&after=earliest");
                exchange(wire, "polling", "/notifications?client=c&after=earliest");
            }
            int up = wire.sent().length;
            int down = wire.received().length;
            wire.request("GET", "/events?client=c&after=earliest");
            wire.readBlock();
            wire.readBlock();
            wire.readBlock();
            expected.put("sse", new Traffic.Count(1, wire.sent().length - up,
                    wire.received().length - down, 1));

            Map<String, Traffic.Count> traffic = traffic("c");

            assertThat(bytes(traffic)).isEqualTo(bytes(expected));
            assertThat(traffic.get("polling").requests()).isEqualTo(40);
            assertThat(traffic.get("longpolling").requests()).isEqualTo(60);
        }
    }

    @Test
    void whatIsPublishedIsNotWhatIsRead() throws IOException {
        try (Wire wire = Wire.open(server.uri()).recorded()) {
            String json = "{\"topic\":\"t\",\"severity\":\"info\",\"title\":\"x\"}";
            wire.request("GET", "/notifications?client=c").readResponse();
            expected.put("polling", count(1, wire, 1));

            wire.request("POST", "/notifications?client=c",
                    "Content-Type: application/json",
                    "Content-Length: " + json.length()).send(json);

            assertThat(wire.readResponse().status()).isEqualTo(201);
            assertThat(traffic("c")).isEqualTo(expected);
        }
    }

    /** It stays HTTP: what follows over the connection is something else. */
    @Test
    void aRefusedHandshakeLeavesTheConnectionToOtherRequests() throws IOException {
        try (Wire wire = Wire.open(server.uri()).recorded()) {
            exchange(wire, "websocket", "/ws?client=c"); // 426
            exchange(wire, "polling", "/notifications?client=c");

            assertThat(bytes(traffic("c"))).isEqualTo(bytes(expected));
        }
    }

    @Test
    void theConnectionsOfOneClientAreAddedUp() throws IOException {
        long up = 0;
        long down = 0;
        for (int i = 0; i < 5; i++) {
            try (Wire wire = Wire.open(server.uri()).recorded()) {
                wire.request("GET", "/notifications?client=c").readResponse();
                up += wire.sent().length;
                down += wire.received().length;
            }
        }
        expected.put("polling", new Traffic.Count(5, up, down, 5));

        assertThat(traffic("c")).isEqualTo(expected);
    }

    @Test
    void clientsAreCountedApart() throws IOException {
        try (Wire wire = Wire.open(server.uri()).recorded();
                Wire other = Wire.open(server.uri())) {
            other.request("GET", "/notifications?client=other&after=earliest")
                    .readResponse();
            other.request("GET", "/notifications").readResponse();
            wire.request("GET", "/notifications?client=c").readResponse();
            expected.put("polling", count(1, wire, 1));

            assertThat(traffic("c")).isEqualTo(expected);
        }
    }

    @Test
    void aClientThatNobodyHasSeenHasNoTraffic() {
        assertThat(lab.get("/traffic?client=nobody").body())
                .isEqualTo("{\"transports\":{}}");
    }

    @Test
    void whoseTrafficMustBeSaid() {
        assertThat(lab.get("/traffic").statusCode()).isEqualTo(400);
        assertThat(
                LabClient.parse(lab.get("/traffic").body()).get("detail").textValue())
                .isEqualTo("client must be the name of a client, was missing");
    }

    @Test
    void aNameThatCannotBeDecodedDisturbsNoCount() throws IOException {
        try (Wire wire = Wire.open(server.uri()).recorded()) {
            wire.request("GET", "/notifications?client=%zz").readResponse();
            exchange(wire, "polling", "/notifications?client=c");

            assertThat(bytes(traffic("c"))).isEqualTo(bytes(expected));
        }
    }

    private static Traffic.Count count(int requests, Wire wire, int connections) {
        return new Traffic.Count(requests, wire.sent().length, wire.received().length,
                connections);
    }

    private void exchange(Wire wire, String transport, String target)
            throws IOException {
        int up = wire.sent().length;
        int down = wire.received().length;
        wire.request("GET", target).readResponse();
        if (transport != null) {
            expected.merge(transport, new Traffic.Count(
                    1, wire.sent().length - up, wire.received().length - down, 0),
                    Traffic.Count::plus);
        }
    }

    /** The server counts what a socket has taken just after it has taken it: the client may be quicker. */
    private Map<String, Traffic.Count> traffic(String client) {
        return Await.until(() -> read(client),
                seen -> bytes(seen).equals(bytes(expected)));
    }

    private Map<String, Traffic.Count> read(String client) {
        Map<String, Traffic.Count> traffic = new TreeMap<>();
        JsonNode transports = LabClient
                .parse(lab.get("/traffic?client=" + client).body()).get("transports");
        transports.properties()
                .forEach(each -> traffic.put(each.getKey(), new Traffic.Count(
                        each.getValue().get("requests").longValue(),
                        each.getValue().get("bytesUp").longValue(),
                        each.getValue().get("bytesDown").longValue(),
                        each.getValue().get("connections").longValue())));
        return traffic;
    }

    /** Up and down, for each transport. */
    private static Map<String, String> bytes(Map<String, Traffic.Count> counts) {
        Map<String, String> bytes = new LinkedHashMap<>();
        counts.forEach((transport, count) -> bytes.put(transport,
                count.bytesUp() + "/" + count.bytesDown()));
        return bytes;
    }
}

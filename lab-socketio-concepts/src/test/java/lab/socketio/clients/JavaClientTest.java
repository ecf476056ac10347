package lab.socketio.clients;

import static lab.socketio.clients.JavaClient.CONNECT;
import static lab.socketio.clients.JavaClient.CONNECT_ERROR;
import static lab.socketio.clients.JavaClient.DISCONNECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import lab.socketio.clients.JavaClient.Way;
import lab.testkit.LabClient;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The official Java client, over each transport and across the upgrade. It does not know
 * connection state recovery: it never sends {@code pid}; {@link NodeClientTest} shows that.
 */
@ParameterizedClass
@EnumSource(Way.class)
class JavaClientTest {

    private static final String[] TRANSPORT_ENDS = {"transport close",
            "transport error"};

    private final Way way;
    private final ClientsServer server = new ClientsServer();
    private final Deque<JavaClient> clients = new ArrayDeque<>();

    JavaClientTest(Way way) {
        this.way = way;
    }

    @AfterEach
    void stop() {
        clients.descendingIterator().forEachRemaining(JavaClient::close);
        server.close();
    }

    @Test
    void authComesWithTheConnection() throws Exception {
        JavaClient client = connect("/", Map.of("token", "right", "user", "Zoë"));

        List<Object> welcome = client.next("welcome");

        assertThat(welcome.get(0)).isEqualTo("/");
        assertThat(json(welcome.get(1)))
                .isEqualTo(json("{\"token\":\"right\",\"user\":\"Zoë\"}"));
        client.awaitTransport(way.last());
    }

    @Test
    void aMiddlewareRefusesWithData() throws Exception {
        JavaClient client = connect("/", Map.of("token", "wrong"));

        Object error = client.next(CONNECT_ERROR).get(0);

        assertThat(json(error)).isEqualTo(json("{\"message\":\"unauthorized\","
                + "\"data\":{\"code\":401,\"hint\":\"ask for a token\"}}"));
        assertThat(client.connected()).isFalse();
    }

    @Test
    void eventsComeBackInOrder() throws Exception {
        JavaClient client = connect("/");
        int count = 200;

        for (int i = 0; i < count; i++) {
            client.emit("echo", i, new JSONObject().put("text", "é\u2028\"" + i),
                    new JSONArray().put(true).put(1.5));
        }

        for (int i = 0; i < count; i++) {
            List<Object> echo = client.next("echo");
            assertThat(echo.get(0)).isEqualTo(i);
            assertThat(((JSONObject) echo.get(1)).get("text"))
                    .isEqualTo("é\u2028\"" + i);
            assertThat(echo.get(2)).hasToString("[true,1.5]");
        }
        client.awaitTransport(way.last());
    }

    @Test
    void binaryGoesBothWays() throws Exception {
        JavaClient client = connect("/");
        byte[] small = {0, 30, -1};
        byte[] large = new byte[100_000];
        large[99_999] = 7;

        client.emit("echo", small, new JSONObject().put("deep",
                new JSONArray().put("text").put(large)));
        List<Object> echo = client.next("echo");
        List<Object> answer = client.ask("echo", new JSONObject().put("empty",
                new byte[0]), large);

        assertThat(echo.get(0)).isEqualTo(small);
        assertThat(((JSONObject) echo.get(1)).getJSONArray("deep").get(1))
                .isEqualTo(large);
        assertThat(((JSONObject) answer.get(0)).get("empty")).isEqualTo(new byte[0]);
        assertThat(answer.get(1)).isEqualTo(large);
    }

    @Test
    void eitherSideAcknowledges() throws Exception {
        JavaClient client = connect("/");

        List<Object> answer = client.ask("echo", "one", 2);
        client.emit("ask", 42);

        assertThat(answer).containsExactly("one", 2);
        assertThat(client.next("answered").get(0)).isEqualTo("answer to 42");
    }

    @Test
    void eitherSideGivesUpWaitingForAnAcknowledgement() throws Exception {
        JavaClient client = connect("/");
        client.next(CONNECT);

        client.emit("ask in vain", 1);

        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> client.ask(Duration.ofMillis(50), "silent"));
        assertThat(client.next("answered").get(0)).isEqualTo("TimeoutException");
    }

    @Test
    void namespacesShareAConnection() throws Exception {
        JavaClient first = connect("/");
        JavaClient second = beside(first, "/second");
        JavaClient tenant = beside(first, "/tenant-7");
        JavaClient none = beside(first, "/none");

        JSONObject refusal = (JSONObject) none.next(CONNECT_ERROR).get(0);

        assertThat(refusal.get("message")).isEqualTo("Invalid namespace");
        assertThat(second.next("welcome").get(0)).isEqualTo("/second");
        assertThat(tenant.next("welcome").get(0)).isEqualTo("/tenant-7");
        second.close();
        assertThat(tenant.ask("echo", "there")).containsExactly("there");
        assertThat(first.ask("echo", "here")).containsExactly("here");
        first.awaitTransport(way.last());
    }

    @Test
    void aRoomIsForItsMembers() throws Exception {
        JavaClient member = connect("/");
        JavaClient former = connect("/");
        JavaClient stranger = connect("/");

        assertThat(member.ask("join", "room")).containsExactly(2);
        assertThat(former.ask("join", "room")).containsExactly(2);
        assertThat(former.ask("leave", "room")).containsExactly(1);
        stranger.emit("say", "room", "to the room");

        assertThat(member.next("said").get(0)).isEqualTo("to the room");
        assertNothingSaid(former, "said");
        assertNothingSaid(stranger, "said");
    }

    @Test
    void aBroadcastIsNotForItsSender() throws Exception {
        JavaClient sender = connect("/");
        JavaClient other = connect("/");
        other.next(CONNECT);

        sender.emit("shout", "to the others");

        assertThat(other.next("shouted").get(0)).isEqualTo("to the others");
        assertNothingSaid(sender, "shouted");
    }

    /** What was sent before the answer to a question would have come before it. */
    private static void assertNothingSaid(JavaClient client, String event)
            throws Exception {
        client.ask("echo");
        assertThat(client.left(event)).isZero();
    }

    @Test
    void theServerDisconnectsOneNamespaceOrAll() throws Exception {
        JavaClient first = connect("/");
        JavaClient second = beside(first, "/second");
        second.next(CONNECT);

        second.emit("kick", false);
        assertThat(second.next(DISCONNECT)).containsExactly("io server disconnect");
        assertThat(first.ask("echo", "still here")).containsExactly("still here");
        first.emit("kick", true);

        assertThat(first.next(DISCONNECT)).containsExactly("io server disconnect");
        assertThat(first.connected()).isFalse();
    }

    @Test
    void aCutConnectionIsConnectedAnew() throws Exception {
        JavaClient client = connect("/");
        client.next(CONNECT);
        String before = client.id();
        client.awaitTransport(way.last());

        client.emit("cut", "nobody's room");

        assertThat(client.next(DISCONNECT).get(0)).isIn((Object[]) TRANSPORT_ENDS);
        client.next(CONNECT);
        assertThat(client.id()).isNotEqualTo(before);
        assertThat(client.ask("echo", "again")).containsExactly("again");
    }

    /** Over WebSocket it takes no notice of a close frame, and waits for the next ping. */
    @Test
    void theClientComesBackToARestartedServer() throws Exception {
        try (ClientsServer restarted = ClientsServer.withQuickHeartbeat()) {
            JavaClient client = opened(
                    JavaClient.connect(restarted.uri(), way, "/", Map.of()));
            client.next(CONNECT);
            client.awaitTransport(way.last());

            restarted.restart();

            assertThat(client.next(DISCONNECT).get(0)).isIn("transport close",
                    "transport error", "ping timeout");
            client.next(CONNECT);
            assertThat(client.ask("echo", "again")).containsExactly("again");
        }
    }

    private static JsonNode json(Object value) {
        return LabClient.parse(value.toString());
    }

    private JavaClient connect(String namespace) {
        return connect(namespace, Map.of());
    }

    private JavaClient connect(String namespace, Map<String, String> auth) {
        return opened(JavaClient.connect(server.uri(), way, namespace, auth));
    }

    private JavaClient beside(JavaClient client, String namespace) {
        return opened(client.beside(namespace));
    }

    private JavaClient opened(JavaClient client) {
        clients.add(client);
        return client;
    }
}

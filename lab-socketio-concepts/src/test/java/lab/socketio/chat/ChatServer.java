package lab.socketio.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.feed.NotificationFeed;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.socketio.SocketIoOptions;
import lab.socketio.SocketIoServer;
import lab.socketio.auth.FakeTime;
import lab.testkit.LabClient;
import lab.testkit.Wire;

/** The chat on a server of its own, in a time that the test moves, and its clients. */
final class ChatServer implements AutoCloseable {

    final FakeTime time = new FakeTime();
    final LabClient http;
    private final List<ChatClient> clients = new ArrayList<>();
    private final ChatDemo demo = new ChatDemo(
            new ChatDemo.World(time, time, time));
    private final List<String> terminal = demo.secrets();
    private final SocketIoServer io;
    private final LabServer server;

    ChatServer() {
        this(SocketIoOptions.DEFAULTS);
    }

    ChatServer(SocketIoOptions options) {
        io = new SocketIoServer(options);
        server = LabServer.start(Settings.forTests(), this::lab,
                new NotificationFeed(10));
        http = new LabClient(server.uri());
    }

    private LabServer.Lab lab(LabServer.Parts parts) {
        demo.install(io, parts);
        return new LabServer.Lab("socketio", List.of(), config -> {
            io.configure(config, parts.origins()::require);
            demo.configure(config);
            config.events.serverStopping(io::close);
        }, null);
    }

    URI uri() {
        return server.uri();
    }

    String invitation() {
        return terminal.get(0).replaceFirst(".*: ", "");
    }

    String moderatorToken() {
        return terminal.get(1).replaceFirst(".*: ", "");
    }

    /** Of a guest. */
    String token(String name) {
        return token(Map.of("name", name));
    }

    /** Of a member. */
    String memberToken(String name) {
        return token(Map.of("name", name, "invitation", invitation()));
    }

    private String token(Map<String, String> request) {
        HttpResponse<String> response = http.post("/chat/token",
                LabClient.json(request));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return LabClient.parse(response.body()).get("token").textValue();
    }

    /** In the chat, as a guest of that name, who has heard of everything so far. */
    ChatClient enter(String name) throws IOException {
        return enterWith(token(name));
    }

    ChatClient enterWith(String token) throws IOException {
        ChatClient client = connect("chat", ChatClient.token(token));
        client.event("welcome");
        return client;
    }

    /** In the chat and in its rooms. */
    ChatClient join(String name, String... rooms) throws IOException {
        ChatClient client = enter(name);
        for (String room : rooms) {
            JsonNode answer = client.ask("join", Map.of("room", room));
            assertThat(answer.path("room").textValue()).as("%s", answer)
                    .isEqualTo(room);
        }
        return client;
    }

    ChatClient moderate() throws IOException {
        return connect("admin", ChatClient.token(moderatorToken()));
    }

    ChatClient connect(String namespace, String auth) throws IOException {
        ChatClient client = ChatClient.connect(uri(), namespace, auth);
        clients.add(client);
        return client;
    }

    JsonNode status() {
        return LabClient.parse(LabClient.json(demo.status())).get("chat");
    }

    /** How many have entered; asked until it is so many. */
    void awaitPeople(int count) {
        long startNanos = System.nanoTime();
        while (status().get("people").intValue() != count) {
            assertThat(System.nanoTime() - startNanos).as("%s", status())
                    .isLessThan(Wire.LIMIT.toNanos());
            Thread.onSpinWait();
        }
    }

    /** Everybody goes; nobody and nothing is left. */
    @Override
    public void close() throws IOException {
        for (ChatClient client : clients) {
            client.close();
        }
        server.close();
        awaitPeople(0);
        assertThat(io.connections()).isZero();
        assertThat(time.waiting()).isZero();
    }
}

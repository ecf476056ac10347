package lab.socketio.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import lab.feed.NotificationFeed;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.socketio.SocketIoOptions;
import lab.socketio.SocketIoServer;
import lab.testkit.LabClient;

/** A server with this demo alone, its pages, and their clients. */
final class RoomsLab implements AutoCloseable {

    static final String ADMIN = "/rooms-admin";
    static final String SHOP = "/rooms/shop";
    static final String STAFF = "/rooms/staff";

    final SocketIoServer io;
    final RoomsDemo demo = new RoomsDemo();
    final LabServer server;

    private final List<Peer> peers = new ArrayList<>();
    private final Map<Peer, JsonNode> pages = new HashMap<>();

    RoomsLab(SocketIoOptions options) {
        io = new SocketIoServer(options);
        server = LabServer.start(Settings.forTests(), this::lab,
                new NotificationFeed(10));
    }

    private LabServer.Lab lab(LabServer.Parts parts) {
        demo.install(io, parts);
        return new LabServer.Lab("engineio", List.of(), config -> {
            io.configure(config, parts.origins()::require);
            config.events.serverStopping(() -> {
                io.close();
                demo.stop();
            });
        }, null);
    }

    Peer peer() throws IOException {
        Peer peer = new Peer(server.uri());
        peers.add(peer);
        return peer;
    }

    /** A page that looks. */
    Peer page() throws IOException {
        Peer page = peer();
        assertThat(page.connect(ADMIN, Map.of())).startsWith("0/rooms-admin,{");
        pages.put(page, page.event(ADMIN, "welcome").get(1));
        return page;
    }

    int number(Peer page) {
        return pages.get(page).get("page").intValue();
    }

    /** What a client of that page says when it connects. */
    Map<String, Object> auth(Peer page, String letter) {
        return Map.of("page", pages.get(page).get("token").textValue(), "letter",
                letter);
    }

    /** A client in the namespace and the rooms. */
    Member client(Peer page, String letter, String namespace, String... rooms)
            throws IOException {
        return enter(peer(), page, letter, namespace, rooms);
    }

    Member enter(Peer peer, Peer page, String letter, String namespace,
            String... rooms) throws IOException {
        String answer = peer.connect(namespace, auth(page, letter));
        assertThat(answer).startsWith("0");
        String id = LabClient.parse(answer.substring(answer.indexOf('{'))).get("sid")
                .textValue();
        Member member = new Member(peer, namespace, id);
        for (String room : rooms) {
            assertThat(member.ask("join", room)).isEqualTo(ok(room));
        }
        return member;
    }

    /** A client's socket in one namespace. */
    record Member(Peer peer, String namespace, String id) {

        JsonNode ask(String event, Object... args) throws IOException {
            return peer.ask(namespace, event, args);
        }

        /** The emission that it gets next. */
        String news() throws IOException {
            return peer.event(namespace, "news").get(1).textValue();
        }
    }

    static JsonNode ok(Object result) {
        return LabClient.parse(LabClient.json(Map.of("ok", result)));
    }

    /** The next picture that fits. */
    static JsonNode picture(Peer page, Predicate<JsonNode> fits) throws IOException {
        JsonNode picture = page.event(ADMIN, "picture").get(1);
        while (!fits.test(picture)) {
            picture = page.event(ADMIN, "picture").get(1);
        }
        return picture;
    }

    /** Ends every connection, and sees that everybody is gone; then ends the server. */
    @Override
    public void close() throws IOException {
        Peer last = page();
        pages.remove(last);
        for (Peer peer : peers) {
            if (peer != last) {
                peer.close();
            }
        }
        JsonNode picture = picture(last, each -> each.get("pages").intValue() == 1
                && each.get("namespaces").isEmpty());
        assertThat(picture.get("pages").intValue()).isEqualTo(1);
        last.close();
        server.close();
        assertThat(io.namespaces()).extracting(each -> each.name())
                .containsExactlyInAnyOrder("/", ADMIN);
        assertThat(demo.status().toString()).contains("pages=0", "sockets=0",
                "namespaces=0");
    }
}

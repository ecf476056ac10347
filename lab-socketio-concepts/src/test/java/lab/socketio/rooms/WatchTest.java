package lab.socketio.rooms;

import static lab.socketio.rooms.RoomsLab.ADMIN;
import static lab.socketio.rooms.RoomsLab.SHOP;
import static lab.socketio.rooms.RoomsLab.STAFF;
import static lab.socketio.rooms.RoomsLab.ok;
import static lab.socketio.rooms.RoomsLab.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import lab.socketio.SocketIoOptions;
import lab.socketio.rooms.RoomsLab.Member;
import lab.testkit.LabClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the pages that look see. */
class WatchTest {

    private final RoomsLab lab = new RoomsLab(
            SocketIoOptions.DEFAULTS.withRecovery(Duration.ofMinutes(2)));
    private Peer page;

    @BeforeEach
    void open() throws IOException {
        page = lab.page();
    }

    @AfterEach
    void disconnect() throws IOException {
        lab.close();
    }

    @Test
    void everyPageSeesTheNamespacesRoomsAndSocketsOfAll() throws IOException {
        Peer other = lab.page();
        Member b = lab.client(other, "B", SHOP);
        Member a = lab.client(page, "A", SHOP, "red", "blue");
        Member staff = lab.enter(a.peer(), page, "A", STAFF, "blue");

        for (Peer each : List.of(page, other)) {
            JsonNode picture = picture(each,
                    one -> one.at("/namespaces/1/rooms/0").asText().equals("blue"));
            assertThat(picture.get("pages").intValue()).isEqualTo(2);
            assertThat(picture.get("namespaces")).isEqualTo(json("""
                    [{'name':'/rooms/shop','rooms':['blue','red'],'sockets':[
                      {'id':'%s','client':'1A','transport':'websocket','slow':false,
                       'rooms':['blue','red']},
                      {'id':'%s','client':'2B','transport':'websocket','slow':false,
                       'rooms':[]}]},
                     {'name':'/rooms/staff','rooms':['blue'],'sockets':[
                      {'id':'%s','client':'1A','transport':'websocket','slow':false,
                       'rooms':['blue']}]}]"""
                    .formatted(a.id(), b.id(), staff.id())));
        }
    }

    @Test
    void aNamespaceIsThereWhileSomebodyIsInIt() throws IOException {
        Member first = lab.client(page, "A", STAFF, "blue");
        lab.client(page, "B", STAFF);
        picture(page, each -> each.at("/namespaces/0/sockets").size() == 2);

        first.peer().disconnect(STAFF);
        JsonNode oneLeft = picture(page,
                each -> each.at("/namespaces/0/sockets").size() == 1);
        assertThat(oneLeft.at("/namespaces/0/rooms")).isEmpty();
        assertThat(lab.enter(first.peer(), page, "A", SHOP).ask("join", "blue"))
                .isEqualTo(ok("blue"));
    }

    @Test
    void aPageThatLeavesTakesItsClientsWithItAndFreesItsNumber() throws IOException {
        Peer leaving = lab.page();
        Member orphan = lab.client(leaving, "A", SHOP, "blue");
        lab.client(page, "A", SHOP);
        orphan.ask("send", Map.of("id", "abcdef", "whom", "all"));
        picture(page, each -> each.get("emissions").size() == 1);

        leaving.close();

        JsonNode left = picture(page,
                each -> each.at("/namespaces/0/sockets").size() == 1
                        && each.get("emissions").isEmpty());
        assertThat(left.at("/namespaces/0/sockets/0/client").textValue())
                .isEqualTo("1A");
        assertThat(orphan.peer().await(packet -> packet.startsWith("1")))
                .isEqualTo("1/rooms/shop,");
        assertThat(lab.number(lab.page())).isEqualTo(2);
    }

    /** Recovery asks no middleware: who comes back must not find a page that has gone. */
    @Test
    void aRecoveredClientWhosePageHasLeftIsSentAway() throws IOException {
        Peer leaving = lab.page();
        Peer peer = lab.peer();
        String answer = peer.connect(SHOP, lab.auth(leaving, "A"));
        JsonNode connected = LabClient.parse(answer.substring(answer.indexOf('{')));
        lab.client(page, "A", SHOP).ask("send",
                Map.of("id", "abcdef", "whom", "all"));
        JsonNode news = peer.event(SHOP, "news");
        picture(page, each -> each.at("/namespaces/0/sockets").size() == 2);
        peer.wire().die();
        picture(page, each -> each.at("/namespaces/0/sockets").size() == 1);
        leaving.disconnect(ADMIN);
        picture(page, each -> each.get("pages").intValue() == 1);
        Peer back = lab.peer();

        String recovered = back.connect(SHOP, Map.of("pid", connected.get("pid"),
                "offset", news.get(2)));

        assertThat(recovered).contains(connected.get("sid").textValue());
        assertThat(back.await(packet -> packet.startsWith("1")))
                .isEqualTo("1/rooms/shop,");
    }

    @Test
    void receiptsGoToThePageThatHadItEmitted() throws IOException {
        Peer other = lab.page();
        Member a = lab.client(page, "A", SHOP);
        Member b = lab.client(other, "B", SHOP);
        a.ask("send", Map.of("id", "abcdef", "whom", "all"));

        assertThat(other.ask(ADMIN, "received",
                List.of(List.of(b.news(), b.id())))).isEqualTo(ok(1));

        assertThat(page.event(ADMIN, "receipts").get(1).textValue())
                .isEqualTo("abcdef");
        JsonNode latest = picture(other,
                each -> each.at("/emissions/0/received").asInt() == 1)
                .at("/emissions/0");
        assertThat(latest).isEqualTo(json("""
                {'id':'abcdef','by':'1A','page':1,'namespace':'/rooms/shop',
                 'whom':'all','to':[],'except':[],'volatile':false,'timeout':null,
                 'received':1}"""));
        other.ask(ADMIN, "received", List.of());
        assertThat(other.unread()).noneMatch(packet -> packet.contains("receipts"));
    }

    @Test
    void aReceiptCountsOnceAndOnlyFromWhoseSocketItIs() throws IOException {
        Peer other = lab.page();
        Member a = lab.client(page, "A", SHOP);
        Member b = lab.client(other, "B", SHOP);
        page.ask(ADMIN, "emit",
                Map.of("id", "abcdef", "whom", "all", "namespace", SHOP));

        assertThat(other.ask(ADMIN, "received", List.of(
                List.of("abcdef", a.id()),
                List.of("abcdef", "nobody"),
                List.of("ghijkl", b.id()),
                List.of("abcdef"),
                "abcdef",
                7))).isEqualTo(ok(0));
        assertThat(other.ask(ADMIN, "received", List.of(
                List.of("abcdef", b.id()), List.of("abcdef", b.id()))))
                .isEqualTo(ok(1));
        assertThat(other.ask(ADMIN, "received", "abcdef")).isEqualTo(ok(0));
        assertThat(page.ask(ADMIN, "received", List.of(
                List.of("abcdef", a.id())))).isEqualTo(ok(1));

        assertThat(page.event(ADMIN, "receipts").get(2)).isEqualTo(json("['%s']"
                .formatted(b.id())));
        assertThat(page.event(ADMIN, "receipts").get(2)).isEqualTo(json("['%s']"
                .formatted(a.id())));
    }

    @Test
    void receiptsComeInParts() throws IOException {
        JsonNode refused = page.ask(ADMIN, "received",
                Collections.nCopies(101, List.of())).get("error");

        assertThat(refused.get("message").textValue())
                .isEqualTo("receipts must be at most 100 at once, was 101");
    }

    @Test
    void aClientThatDoesNotAskForItsPacketsIsShownToAll() throws IOException {
        lab.client(page, "A", SHOP);
        Member b = lab.client(page, "B", SHOP);
        lab.enter(b.peer(), page, "B", STAFF);
        Peer other = lab.page();

        assertThat(b.ask("report", Map.of("slow", true))).isEqualTo(ok(true));

        JsonNode picture = picture(other,
                each -> each.at("/namespaces/0/sockets/1/slow").asBoolean());
        assertThat(picture.at("/namespaces/0/sockets/0/slow").booleanValue()).isFalse();
        assertThat(picture.at("/namespaces/1/sockets/0/slow").booleanValue()).isTrue();
        assertThat(b.ask("report", Map.of("slow", false))).isEqualTo(ok(false));
        picture(other, each -> !each.at("/namespaces/0/sockets/1/slow").asBoolean());
    }

    /** However much changes: who looks gets one picture after the other, with a pause between them. */
    @Test
    void changesAreGathered() throws IOException {
        Member member = lab.client(page, "A", SHOP);
        long start = System.nanoTime();

        int pictures = 0;
        for (int i = 0; i < 40; i++) {
            member.ask(i % 2 == 0 ? "join" : "leave", "blue");
        }
        member.ask("join", "last");
        JsonNode picture;
        do {
            picture = page.event(ADMIN, "picture").get(1);
            pictures++;
        } while (!picture.at("/namespaces/0/rooms").equals(json("['last']")));

        long gathered = (System.nanoTime() - start) / 1_000_000 / Watch.GATHER_MILLIS;
        assertThat((long) pictures).isLessThanOrEqualTo(gathered + 2);
    }

    /** By polling, and slowly: when it asks again it gets the picture that waited, and the latest. */
    @Test
    void aSlowPageIsSparedWhatIsOutOfDate() throws IOException {
        LabClient http = new LabClient(lab.server.uri());
        String path = "/socket.io/?EIO=4&transport=polling";
        String session = path + "&sid=" + LabClient.parse(http.get(path).body()
                .substring(1)).get("sid").textValue();
        http.post(session, "40" + ADMIN);
        picture(page, each -> each.get("pages").intValue() == 2);
        Member member = lab.client(page, "A", SHOP);

        for (String room : List.of("1", "2", "3", "4")) {
            member.ask("join", room);
            picture(page, each -> each.toString().contains(room));
        }

        assertThat(List.of(http.get(session).body().split("\u001e"))).hasSize(3)
                .last().asString().startsWith("42/rooms-admin,[\"picture\"")
                .doesNotContain("\"1\"");
        assertThat(http.get(session).body()).startsWith("42/rooms-admin,[\"picture\"")
                .contains("\"rooms\":[\"1\",\"2\",\"3\",\"4\"]")
                .doesNotContain("\u001e");
        http.post(session, "41" + ADMIN);
    }

    private static JsonNode json(String json) {
        return LabClient.parse(json.replace('\'', '"'));
    }
}

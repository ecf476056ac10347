package lab.socketio.rooms;

import static lab.socketio.rooms.RoomsLab.ADMIN;
import static lab.socketio.rooms.RoomsLab.SHOP;
import static lab.socketio.rooms.RoomsLab.STAFF;
import static lab.socketio.rooms.RoomsLab.ok;
import static lab.socketio.rooms.RoomsLab.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.socketio.SocketIoOptions;
import lab.socketio.rooms.RoomsLab.Member;
import lab.testkit.LabClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients may not do, and what they are told then. */
class RulesTest {

    private final RoomsLab lab = new RoomsLab(SocketIoOptions.DEFAULTS);
    private Peer page;

    @BeforeEach
    void open() throws IOException {
        page = lab.page();
    }

    @AfterEach
    void disconnect() throws IOException {
        lab.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'Blue'              | room must be 1 to 16 of a-z 0-9 -, was 'Blue'",
            "''                  | room must be 1 to 16 of a-z 0-9 -, was ''",
            "'abcdefghijklmnopq' | room must be 1 to 16 of a-z 0-9 -, was 'abcdefghijklmnopq'",
            "'<b>'               | room must be 1 to 16 of a-z 0-9 -, was '<b>'",
            "'blue\\n'           | room must be 1 to 16 of a-z 0-9 -, was 'blue\\u000a'",
            "7                   | room must be a text, was 7",
            "null                | room must be a text, was null",
            "['blue']            | room must be a text, was ['blue']"})
    void aRoomHasAShortPlainName(String json, String message) throws IOException {
        Member member = lab.client(page, "A", SHOP);

        JsonNode joined = member.ask("join", LabClient.parse(quoted(json)));
        JsonNode left = member.ask("leave", LabClient.parse(quoted(json)));

        assertThat(joined.at("/error/message").textValue()).isEqualTo(quoted(message));
        assertThat(left).isEqualTo(joined);
        assertThat(lab.io.of(SHOP).adapter().rooms()).containsOnlyKeys(member.id());
    }

    @Test
    void nobodyJoinsOrLeavesARoomThatIsASocketsOwn() throws IOException {
        Member one = lab.client(page, "A", SHOP);
        Member other = lab.client(page, "B", SHOP);

        for (String event : List.of("join", "leave")) {
            for (Member whose : List.of(one, other)) {
                JsonNode error = one.ask(event, whose.id()).get("error");
                assertThat(error).isEqualTo(LabClient.parse(LabClient.json(Map.of(
                        "field", "room", "rule", "none that is a socket's own",
                        "value", '"' + whose.id() + '"', "message",
                        "room must be none that is a socket's own, was \""
                                + whose.id() + '"'))));
            }
        }
        assertThat(lab.io.of(SHOP).adapter().rooms().values())
                .allSatisfy(members -> assertThat(members).hasSize(1));
    }

    @Test
    void aSocketIsInAFewRooms() throws IOException {
        Member member = lab.client(page, "A", SHOP, "1", "2", "3", "4", "5", "6");

        assertThat(member.ask("join", "7").at("/error/message").textValue())
                .isEqualTo("rooms must be at most 6 of one socket, was 7");

        assertThat(member.ask("join", "6")).isEqualTo(ok("6"));
        assertThat(member.ask("leave", "6")).isEqualTo(ok("6"));
        assertThat(member.ask("join", "7")).isEqualTo(ok("7"));
    }

    @Test
    void aNamespaceHasAFewRooms() throws IOException {
        lab.client(page, "A", SHOP, "1", "2", "3", "4", "5", "6");
        lab.client(page, "B", SHOP, "7", "8", "9", "10", "11", "12");
        Member third = lab.client(page, "C", SHOP, "12");

        assertThat(third.ask("join", "13").at("/error/message").textValue())
                .isEqualTo("rooms must be at most 12 in one namespace, was 13");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/rooms/       | namespace must be /rooms/ and 1 to 16 of a-z 0-9 -, was \"/rooms/\"",
            "/rooms/Shop   | namespace must be /rooms/ and 1 to 16 of a-z 0-9 -, was \"/rooms/Shop\"",
            "/rooms/shop/x | namespace must be /rooms/ and 1 to 16 of a-z 0-9 -, was \"/rooms/shop/x\"",
            "/room         | Invalid namespace"})
    void aNamespaceHasAShortPlainName(String name, String message) throws IOException {
        assertThat(refusal(lab.peer(), name, lab.auth(page, "A"))).isEqualTo(message);
    }

    @Test
    void thereAreAFewNamespacesAndAnEmptyOneMakesPlace() throws IOException {
        Peer peer = lab.peer();
        for (int i = 1; i <= 8; i++) {
            lab.enter(peer, page, "A", "/rooms/" + i);
        }

        assertThat(refusal(peer, "/rooms/9", lab.auth(page, "A")))
                .isEqualTo("namespaces must be at most 8, was 9");
        lab.client(page, "B", "/rooms/8");
        peer.disconnect("/rooms/1");
        picture(page, each -> each.get("namespaces").size() == 7);

        assertThat(peer.connect("/rooms/9", lab.auth(page, "A"))).startsWith("0");
    }

    @Test
    void aClientBelongsToAPageThatIsOpen() throws IOException {
        Peer other = lab.page();
        Map<String, Object> auth = lab.auth(other, "A");
        picture(page, each -> each.get("pages").intValue() == 2);
        other.close();
        picture(page, each -> each.get("pages").intValue() == 1);
        Peer peer = lab.peer();

        assertThat(refusal(peer, SHOP, auth)).isEqualTo(
                "auth.page must be the token of a page that is open, was \""
                        + auth.get("page") + '"');
        assertThat(refusal(peer, SHOP, Map.of("letter", "A")))
                .isEqualTo("auth.page must be a text, was missing");
        assertThat(refusal(peer, SHOP, lab.auth(page, "I")))
                .isEqualTo("letter must be one of ABCDEFGH, was \"I\"");
        assertThat(refusal(peer, SHOP, lab.auth(page, "AB")))
                .isEqualTo("letter must be one of ABCDEFGH, was \"AB\"");
    }

    @Test
    void aClientThatIsBackBeforeItsLossWasNoticedTakesItsPlace() throws IOException {
        Member lost = lab.client(page, "A", SHOP);

        Member back = lab.client(page, "A", SHOP);

        assertThat(lost.peer().await(packet -> packet.startsWith("1")))
                .isEqualTo("1/rooms/shop,");
        JsonNode picture = picture(page, each -> each.at("/namespaces/0/sockets/0/id")
                .asText().equals(back.id()));
        assertThat(picture.at("/namespaces/0/sockets")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{}                                   | id must be a text, was missing",
            "{'id':'abc'}                         | id must be 6 of a-z 0-9, was 'abc'",
            "{'id':'abcdef'}                      | whom must be a text, was missing",
            "{'id':'abcdef','whom':'me'}          | whom must be self, others or all, was 'me'",
            "{'id':'abcdef','whom':'all','to':'blue'}    | to must be a list of rooms, was 'blue'",
            "{'id':'abcdef','whom':'all','to':[1]}       | to must be a text, was 1",
            "{'id':'abcdef','whom':'all','to':['X']}     | to must be rooms, 1 to 16 of a-z 0-9 -, or ids of sockets here, was 'X'",
            "{'id':'abcdef','whom':'all','except':['X']} | except must be rooms, 1 to 16 of a-z 0-9 -, or ids of sockets here, was 'X'",
            "{'id':'abcdef','whom':'all','to':[1,2,3,4,5,6,7,8,9]} | to must be at most 8 rooms, was 9",
            "{'id':'abcdef','whom':'self','to':['blue']} | whom must be others or all where there are rooms, was self",
            "{'id':'abcdef','whom':'all','timeout':99}   | timeout must be in 100..5000 ms, was 99",
            "{'id':'abcdef','whom':'all','timeout':5001} | timeout must be in 100..5000 ms, was 5001",
            "{'id':'abcdef','whom':'all','timeout':'1'}  | timeout must be in 100..5000 ms, was '1'",
            "{'id':'abcdef','whom':'all','timeout':1000,'volatile':true} | timeout must be absent where the packet may be lost (volatile), was 1000",
            "7                                    | id must be a text, was missing"})
    void anEmissionIsWellFormed(String json, String message) throws IOException {
        Member member = lab.client(page, "A", SHOP);
        JsonNode emission = LabClient.parse(quoted(json));

        JsonNode answer = member.ask("send", emission);

        assertThat(answer.at("/error/message").textValue()).isEqualTo(quoted(message));
        assertThat(lab.demo.status().toString()).contains("emissions=0");
    }

    @Test
    void anEmissionHasAnIdOfItsOwn() throws IOException {
        Member member = lab.client(page, "A", SHOP);
        Map<String, Object> emission = Map.of("id", "abcdef", "whom", "all");
        member.ask("send", emission);

        JsonNode again = member.ask("send", emission);

        assertThat(again.at("/error/message").textValue())
                .isEqualTo("id must be a new one, was \"abcdef\"");
        assertThat(member.news()).isEqualTo("abcdef");
        assertThat(member.peer().unread()).isEmpty();
    }

    @Test
    void theServerHasNoOthers() throws IOException {
        lab.client(page, "A", SHOP);

        JsonNode answer = page.ask(ADMIN, "emit",
                Map.of("id", "abcdef", "whom", "others", "namespace", SHOP));

        assertThat(answer.at("/error/message").textValue())
                .isEqualTo("whom must be all where the server emits, was \"others\"");
    }

    @Test
    void theServerEmitsWhereSomebodyIs() throws IOException {
        Map<String, Object> emission = Map.of("id", "abcdef", "whom", "all",
                "namespace", STAFF);

        assertThat(page.ask(ADMIN, "emit", emission).at("/error/message").textValue())
                .isEqualTo("namespace must be one that somebody is in, was \""
                        + STAFF + '"');
        assertThat(page.ask(ADMIN, "emit").at("/error/message").textValue())
                .isEqualTo("namespace must be one that somebody is in, was \"\"");
    }

    /** A page and its clients share what one of them may do alone: ten emissions and a little. */
    @Test
    void whoSendsTooMuchIsToldSo() throws IOException {
        Member one = lab.client(page, "A", SHOP);
        Member other = lab.client(page, "B", SHOP);
        Member stranger = lab.client(lab.page(), "A", SHOP);
        List<JsonNode> answers = new ArrayList<>();

        for (int i = 0; i < 60; i++) {
            one.peer().emit(SHOP, "send",
                    Map.of("id", "x" + (10_000 + i), "whom", "self"));
        }
        for (int i = 1; i <= 60; i++) {
            answers.add(one.peer().ackOf(SHOP, i));
        }

        assertThat(answers.subList(0, 10)).containsOnly(ok(Map.of()));
        assertThat(answers).extracting(each -> each.at("/error/message").asText())
                .contains("events must be at most 50 a second from a page and its "
                        + "clients, bursts of 100, an emission counting as 10, was \"send\"");
        assertThat(stranger.ask("join", "blue")).isEqualTo(ok("blue"));
        JsonNode fullAgain = other.ask("join", "blue");
        while (fullAgain.has("error")) {
            fullAgain = other.ask("join", "blue");
        }
        assertThat(fullAgain).isEqualTo(ok("blue"));
    }

    @Test
    void aHundredPagesMayLook() throws IOException {
        for (int i = 1; i < 99; i++) {
            lab.page();
        }
        Peer hundredth = lab.page();
        assertThat(lab.number(hundredth)).isEqualTo(100);

        assertThat(refusal(lab.peer(), ADMIN, Map.of()))
                .isEqualTo("pages must be at most 100, was 101");

        picture(page, each -> each.get("pages").intValue() == 100);
        hundredth.close();
        picture(page, each -> each.get("pages").intValue() == 99);
        assertThat(lab.number(lab.page())).isEqualTo(100);
        page.disconnect(ADMIN);
    }

    /** The message of the CONNECT_ERROR. */
    private static String refusal(Peer peer, String namespace, Object auth)
            throws IOException {
        String answer = peer.connect(namespace, auth);
        assertThat(answer).startsWith("4" + namespace + ",{");
        return LabClient.parse(answer.substring(answer.indexOf('{'))).get("message")
                .textValue();
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}

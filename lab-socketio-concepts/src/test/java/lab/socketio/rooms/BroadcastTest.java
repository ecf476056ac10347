package lab.socketio.rooms;

import static lab.socketio.rooms.RoomsLab.ADMIN;
import static lab.socketio.rooms.RoomsLab.SHOP;
import static lab.socketio.rooms.RoomsLab.STAFF;
import static lab.socketio.rooms.RoomsLab.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.socketio.SocketIoOptions;
import lab.socketio.rooms.RoomsLab.Member;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who receives an emission: A and B are in blue, B and C in red, D in no room, and C is also among the staff, in blue. */
class BroadcastTest {

    private final RoomsLab lab = new RoomsLab(SocketIoOptions.DEFAULTS);
    private final Map<String, Member> members = new LinkedHashMap<>();
    private Peer page;
    private int emissions;

    @BeforeEach
    void connect() throws IOException {
        page = lab.page();
        members.put("A", lab.client(page, "A", SHOP, "blue"));
        members.put("B", lab.client(page, "B", SHOP, "blue", "red"));
        members.put("C", lab.client(page, "C", SHOP, "red"));
        members.put("D", lab.client(page, "D", SHOP));
        members.put("C'", lab.enter(members.get("C").peer(), page, "C", STAFF, "blue"));
    }

    @AfterEach
    void disconnect() throws IOException {
        lab.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "self   |          |        | B",
            "others |          |        | A C D",
            "all    |          |        | A B C D",
            "others | blue     |        | A",
            "all    | blue     |        | A B",
            "all    | blue red |        | A B C",
            "others | blue red |        | A C",
            "all    |          | red    | A D",
            "others |          | red    | A D",
            "all    | blue     | red    | A",
            "all    | blue red | blue red |",
            "all    | nobody   |        |"})
    void aClientHasItEmittedToWhomItChose(String whom, String to, String except,
            String expected) throws IOException {
        Map<String, Object> emission = emission(whom, to, except);

        assertThat(members.get("B").ask("send", emission)).isEqualTo(ok(Map.of()));

        assertThat(whoGot(emission)).isEqualTo(words(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "         |      | A B C D",
            "blue     |      | A B",
            "blue red |      | A B C",
            "red      | blue | C"})
    void theServerIsNoClientAndLeavesNobodyOut(String to, String except,
            String expected) throws IOException {
        Map<String, Object> emission = emission("all", to, except);
        emission.put("namespace", SHOP);

        assertThat(page.ask(ADMIN, "emit", emission)).isEqualTo(ok(Map.of()));

        assertThat(whoGot(emission)).isEqualTo(words(expected));
    }

    @Test
    void aRoomOfTheSameNameInAnotherNamespaceIsAnotherRoom() throws IOException {
        Map<String, Object> emission = emission("all", "blue", null);

        members.get("C'").ask("send", emission);

        assertThat(whoGot(emission)).containsExactly("C'");
    }

    @Test
    void aSocketsIdIsARoomToEmitToAndToLeaveOut() throws IOException {
        Map<String, Object> toD = emission("others", members.get("D").id(), null);
        Map<String, Object> toOthers = emission("all", null, members.get("D").id());

        members.get("A").ask("send", toD);
        assertThat(whoGot(toD)).containsExactly("D");
        members.get("A").ask("send", toOthers);
        assertThat(whoGot(toOthers)).containsExactly("A", "B", "C");
    }

    @Test
    void whoHasLeftARoomGetsNoMoreOfIt() throws IOException {
        Map<String, Object> emission = emission("all", "blue", null);
        assertThat(members.get("A").ask("leave", "blue")).isEqualTo(ok("blue"));

        members.get("D").ask("send", emission);

        assertThat(whoGot(emission)).containsExactly("B");
    }

    @Test
    void everybodysAcknowledgementComesBackTogether() throws IOException {
        Map<String, Object> emission = emission("others", "blue red", null);
        emission.put("timeout", 5_000);
        Member asker = members.get("B");
        int id = asker.peer().emit(SHOP, "send", emission);

        members.get("A").peer().acknowledge(SHOP, "news", lab.number(page) + "A");
        members.get("C").peer().acknowledge(SHOP, "news", "<b>not a name</b>");

        JsonNode result = asker.peer().ackOf(SHOP, id).get("ok");
        assertThat(result.get("answers")).extracting(JsonNode::textValue)
                .containsExactlyInAnyOrder(lab.number(page) + "A", "?");
        assertThat(result.get("timedOut").booleanValue()).isFalse();
    }

    @Test
    void afterTheTimeoutOnlyThoseInTimeCount() throws IOException {
        Map<String, Object> emission = emission("all", "blue", null);
        emission.put("timeout", 5_000);
        emission.put("namespace", SHOP);
        int id = page.emit(ADMIN, "emit", emission);
        members.get("A").peer().acknowledge(SHOP, "news", lab.number(page) + "A");

        members.get("B").peer().disconnect(SHOP); // as good as a time-out, and sooner

        assertThat(page.ackOf(ADMIN, id)).isEqualTo(ok(Map.of("answers",
                List.of(lab.number(page) + "A"), "timedOut", true)));
    }

    @Test
    void aClientMayAskItselfForAnAcknowledgement() throws IOException {
        Map<String, Object> emission = emission("self", null, null);
        emission.put("timeout", 5_000);
        Member asker = members.get("D");
        int id = asker.peer().emit(SHOP, "send", emission);

        asker.peer().acknowledge(SHOP, "news", lab.number(page) + "D");

        assertThat(asker.peer().ackOf(SHOP, id)).isEqualTo(ok(Map.of("answers",
                List.of(lab.number(page) + "D"), "timedOut", false)));
    }

    @Test
    void whoDoesNotAnswerIsWaitedForAsLongAsChosen() throws IOException {
        Map<String, Object> emission = emission("self", null, null);
        emission.put("timeout", 100);

        assertThat(members.get("D").ask("send", emission))
                .isEqualTo(ok(Map.of("answers", List.of(), "timedOut", true)));
    }

    /** By polling a client is not there between two polls; this one does not ask for its packets at all. */
    @Test
    void whatIsVolatileIsLostForWhoIsNotThereToTakeIt() throws IOException {
        LabClient http = new LabClient(lab.server.uri());
        String session = openByPolling(http, "E");
        Map<String, Object> lost = emission("all", null, null);
        lost.put("volatile", true);
        Map<String, Object> kept = emission("all", null, null);
        awaitWritable(4);

        members.get("A").ask("send", lost);
        members.get("A").ask("send", kept);

        for (String letter : List.of("A", "B", "C", "D")) {
            assertThat(members.get(letter).news()).isEqualTo(lost.get("id"));
            assertThat(members.get(letter).news()).isEqualTo(kept.get("id"));
        }
        assertThat(http.get(session).body())
                .matches("40/rooms/shop,\\{\"sid\":\"[\\w-]+\"}"
                        + "\u001e42/rooms/shop,\\[\"news\",\"" + kept.get("id")
                        + "\"]");
    }

    /** What was sent before is written, which the server learns a moment after the client has read it. */
    private void awaitWritable(int count) {
        long deadline = System.nanoTime() + Wire.LIMIT.toNanos();
        long writable = 0;
        while (writable != count && System.nanoTime() - deadline < 0) {
            Thread.yield();
            writable = lab.io.of(SHOP).fetchSockets().stream()
                    .filter(socket -> socket.conn().isWritable()).count();
        }
        assertThat(writable).isEqualTo(count);
    }

    private String openByPolling(LabClient http, String letter) {
        String path = "/socket.io/?EIO=4&transport=polling";
        JsonNode handshake = LabClient.parse(http.get(path).body().substring(1));
        String session = path + "&sid=" + handshake.get("sid").textValue();
        HttpResponse<String> posted = http.post(session,
                "40" + SHOP + "," + LabClient.json(lab.auth(page, letter)));
        assertThat(posted.body()).isEqualTo("ok");
        return session;
    }

    private Map<String, Object> emission(String whom, String to, String except) {
        Map<String, Object> emission = new LinkedHashMap<>();
        emission.put("id", "e%05d".formatted(++emissions));
        emission.put("whom", whom);
        emission.put("to", words(to));
        emission.put("except", words(except));
        return emission;
    }

    private static List<String> words(String text) {
        return text == null ? List.of() : List.of(text.split(" "));
    }

    /** Another emission to everybody behind it, a fence, shows who did not get it. */
    private List<String> whoGot(Map<String, Object> emission) throws IOException {
        String fence = "f" + emission.get("id").toString().substring(1);
        for (Member each : List.of(members.get("A"), members.get("C'"))) {
            String id = each.namespace().equals(SHOP) ? fence : fence.replace('f', 'g');
            assertThat(each.ask("send", Map.of("id", id, "whom", "all")))
                    .isEqualTo(ok(Map.of()));
        }
        List<String> who = new ArrayList<>();
        for (Map.Entry<String, Member> each : members.entrySet()) {
            String news = each.getValue().news();
            if (news.equals(emission.get("id"))) {
                who.add(each.getKey());
                news = each.getValue().news();
            }
            assertThat(news.substring(1)).isEqualTo(fence.substring(1));
            assertThat(news).matches("[fg].*");
        }
        return who;
    }
}

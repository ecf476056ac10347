package lab.socketio.editor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.socketio.editor.EditorClient.Key;
import lab.testkit.LabClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rooms, and who may come in. */
class EditorRoomsTest {

    private static final String NOT_ADMITTED = "{\"error\":{\"code\":\"JOIN_ERROR\","
            + "\"message\":\"room and token must be those of one room\"}}";

    private final EditorServer server = new EditorServer();
    private EditorClient ada;
    private EditorClient bob;

    @BeforeEach
    void connect() throws Exception {
        ada = EditorClient.connect(server);
        bob = EditorClient.connect(server);
    }

    @AfterEach
    void stop() throws Exception {
        ada.close();
        bob.close();
        server.close();
        assertThat(ada.hasMore() || bob.hasMore()).isFalse();
        assertThat(server.connections()).isZero();
        assertThat(server.rooms()).allMatch(room -> room.people() == 0);
    }

    @Test
    void aNewRoomHasANameOfItsOwnAndAnUnguessableToken() throws Exception {
        Key one = ada.create();
        Key other = ada.create();

        assertThat(one.room()).matches("[a-z]+-[a-z]+-[0-9]{1,2}")
                .isNotEqualTo(other.room());
        assertThat(one.token()).matches("[A-Za-z0-9_-]{22}")
                .isNotEqualTo(other.token());
    }

    @Test
    void whoHasTheTokenComesIn() throws Exception {
        Key key = ada.create();

        JsonNode first = ada.join(key, "Ada");
        JsonNode second = bob.join(key, "Bob");

        assertThat(first.path("site").intValue()).isEqualTo(1);
        assertThat(first.path("people"))
                .hasToString("[{\"site\":1,\"name\":\"Ada\"}]");
        assertThat(first.path("text")).isEmpty();
        assertThat(first.path("strokes")).isEmpty();
        assertThat(second.path("site").intValue()).isEqualTo(2);
        assertThat(second.path("key")).isNotEqualTo(first.path("key"));
        assertThat(ada.next("people")).isEqualTo(second.path("people")).hasToString(
                "[{\"site\":1,\"name\":\"Ada\"},{\"site\":2,\"name\":\"Bob\"}]");
    }

    /** The same answer to all: nobody learns which of it was nearly right. */
    @Test
    void whoHasNoTokenLearnsNothing() throws Exception {
        Key key = ada.create();
        Key other = ada.create();
        ada.join(key, "Ada");
        String nearly = key.token().substring(1) + key.token().charAt(0);

        for (Key wrong : List.of(new Key(key.room(), nearly),
                new Key(key.room(), ""), new Key(key.room(), other.token()),
                new Key("calm-otter-100", key.token()),
                new Key("", ""))) {
            assertThat(bob.join(wrong, "Bob")).hasToString(NOT_ADMITTED);
        }
        for (String site : List.of("1", "2", "1000")) {
            JsonNode answer = bob.ask("join", LabClient.json(Map.of("name", "Bob",
                    "room", key.room(), "token", key.token(), "key", key.token()))
                    .replace("}", ",\"site\":" + site + "}"));
            assertThat(answer).hasToString(NOT_ADMITTED);
        }
        assertThat(bob.ask("edit", "[]")).hasToString(
                "{\"error\":{\"code\":\"NO_ROOM\",\"message\":\"A room must be joined first\"}}");
        assertThat(bob.join(key, "Bob").path("site").intValue()).isEqualTo(2);
        ada.next("people");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":7}            | name must be a text, was number
            {"name":" "}          | name must be 1 to 24 letters, digits, spaces and . ' -, was ""
            {"name":"<b>"}        | name must be 1 to 24 letters, digits, spaces and . ' -, was "<b>"
            {"name":"Ada","site":0} | site must be a whole number in 1..1000, was 0
            {"name":"Ada","site":1} | key must be a text, was missing
            {"name":"Ada","room":[]} | room must be a text, was array
            {"name":"Ada","room":"calm-otter-1"} | token must be a text, was missing
            7                     | name must be a text, was missing
            """)
    void whatIsWrongWithAJoinIsSaid(String payload, String message) throws Exception {
        JsonNode answer = ada.ask("join", payload);

        assertThat(answer.path("error").path("code").textValue())
                .isEqualTo("BAD_INPUT");
        assertThat(answer.path("error").path("message").textValue())
                .isEqualTo(message);
    }

    @Test
    void noRoomIsMadeForWhoCouldNotComeIn() throws Exception {
        JsonNode answer = ada.ask("create", "{\"name\":\"\"}");

        assertThat(answer.path("error").path("code").textValue())
                .isEqualTo("BAD_INPUT");
        assertThat(server.rooms()).isEmpty();
    }

    @Test
    void roomsHearNothingOfEachOther() throws Exception {
        ada.join(ada.create(), "Ada");
        bob.join(bob.create(), "Bob");

        ada.ask("edit",
                "[{\"id\":[1,1],\"after\":[0,0],\"insert\":\"for my room\"}]");
        ada.tell("cursor", "{\"pointer\":[1,2]}");
        ada.ask("stroke", "{\"id\":[1,1],\"ink\":0,\"points\":[1,2]}");

        // What had been sent to Bob would come before the answer.
        bob.ask("erase", "[[1,1]]");
        assertThat(bob.hasMore()).isFalse();
    }

    @Test
    void whoJoinsAnotherRoomLeavesTheFirst() throws Exception {
        Key first = ada.create();
        Key second = ada.create();
        ada.join(first, "Ada");
        bob.join(first, "Bob");
        ada.next("people");

        bob.join(second, "Bob");
        assertThat(ada.next("people"))
                .hasToString("[{\"site\":1,\"name\":\"Ada\"}]");
        ada.ask("edit", "[{\"id\":[1,1],\"after\":[0,0],\"insert\":\"a\"}]");

        bob.ask("erase", "[[1,1]]");
        assertThat(bob.hasMore()).isFalse();
        assertThat(bob.site()).isEqualTo(1);
    }

    @Test
    void whoJoinsTwiceIsThereOnce() throws Exception {
        Key key = ada.create();
        ada.join(key, "Ada");
        bob.join(key, "Bob");
        ada.next("people");

        JsonNode again = bob.join(key, "Bob");

        assertThat(again.path("site").intValue()).isEqualTo(3);
        assertThat(ada.next("people")).hasSize(1);
        assertThat(ada.next("people")).isEqualTo(again.path("people")).hasSize(2);
        ada.tell("cursor", "{}");
        assertThat(bob.next("cursor")).hasToString("{\"site\":1}");
    }

    @Test
    void whoLeavesIsToldToTheOthersAndHearsNoMore() throws Exception {
        Key key = ada.create();
        ada.join(key, "Ada");
        bob.join(key, "Bob");
        ada.next("people");

        bob.tell("leave", "{}");
        assertThat(ada.next("people")).hasSize(1);
        ada.ask("edit", "[{\"id\":[1,1],\"after\":[0,0],\"insert\":\"a\"}]");

        JsonNode answer = bob.ask("edit", "[]");
        assertThat(answer.path("error").path("code").textValue()).isEqualTo("NO_ROOM");
    }

    @Test
    void whoHangsUpIsToldToTheOthers() throws Exception {
        Key key = ada.create();
        ada.join(key, "Ada");
        bob.join(key, "Bob");
        ada.next("people");

        bob.hangUp();

        assertThat(ada.next("people"))
                .hasToString("[{\"site\":1,\"name\":\"Ada\"}]");
    }

    @Test
    void theStatusListsRoomsWithoutTheirTokens() throws Exception {
        Key key = ada.create();
        ada.create();
        ada.join(key, "Ada");
        ada.ask("edit", "[{\"id\":[1,1],\"after\":[0,0],\"insert\":\"abc\"},"
                + "{\"id\":[2,1],\"delete\":1}]");
        ada.ask("stroke", "{\"id\":[1,1],\"ink\":0,\"points\":[1,2]}");

        String status = LabClient.json(server.demo.status());

        assertThat(server.rooms()).hasSize(2).first()
                .isEqualTo(new EditorRoom.Status(key.room(), 1, 2, 1, 1));
        assertThat(status).contains("\"name\":\"" + key.room() + "\",\"people\":1")
                .doesNotContain(key.token());
    }

    @Test
    void aRoomEndsWhenItHasBeenEmptyForAWhile() throws Exception {
        Key used = ada.create();
        Key neverUsed = ada.create();
        ada.join(used, "Ada");
        bob.join(used, "Bob");
        ada.next("people");

        server.pass(EditorRooms.EMPTY_LIFE.plusMillis(1));
        assertThat(server.rooms()).extracting(EditorRoom.Status::name)
                .containsExactly(used.room());
        bob.tell("leave", "{}");
        ada.next("people");
        ada.tell("leave", "{}");
        ada.ask("edit", "[]");
        server.pass(EditorRooms.EMPTY_LIFE);
        assertThat(server.rooms()).hasSize(1);
        server.pass(Duration.ofMillis(1));

        assertThat(server.rooms()).isEmpty();
        assertThat(ada.join(used, "Ada")).hasToString(NOT_ADMITTED);
        assertThat(ada.join(neverUsed, "Ada")).hasToString(NOT_ADMITTED);
    }

    @Test
    void whoComesBackInTimeKeepsTheRoom() throws Exception {
        Key key = ada.create();
        ada.join(key, "Ada");
        ada.tell("leave", "{}");
        ada.ask("edit", "[]");

        server.pass(EditorRooms.EMPTY_LIFE);
        bob.join(key, "Bob");
        server.pass(EditorRooms.EMPTY_LIFE.multipliedBy(2));

        assertThat(server.rooms()).hasSize(1);
    }

    @Test
    void theRoomsOfOneAddressAreLimited() throws Exception {
        for (int i = 0; i < EditorRooms.MAX_ROOMS_OF_A_FOUNDER; i++) {
            server.pass(Duration.ofSeconds(1));
            assertThat(ada.ask("create", "{\"name\":\"Ada\"}").has("token")).isTrue();
        }
        server.pass(Duration.ofSeconds(1));

        JsonNode answer = bob.ask("create", "{\"name\":\"Ada\"}");

        assertThat(answer).hasToString("{\"error\":{\"code\":\"FULL\","
                + "\"message\":\"rooms from one address must be at most 16, was 17\","
                + "\"field\":\"rooms from one address\",\"rule\":\"at most 16\",\"value\":\"17\"}}");
        server.pass(EditorRooms.EMPTY_LIFE);
        assertThat(bob.ask("create", "{\"name\":\"Ada\"}").has("token")).isTrue();
    }

    @Test
    void peopleInARoomAreLimited() throws Exception {
        Key key = ada.create();
        List<EditorClient> crowd = new ArrayList<>();
        for (int i = 0; i < EditorRoom.MAX_PEOPLE; i++) {
            crowd.add(EditorClient.connect(server));
            crowd.get(i).join(key, "Someone");
        }

        JsonNode answer = bob.join(key, "Bob");

        assertThat(answer.path("error").path("message").textValue())
                .isEqualTo("people in a room must be at most 20, was 21");
        crowd.get(0).tell("leave", "{}");
        crowd.get(0).ask("edit", "[]");
        assertThat(bob.join(key, "Bob").path("site").intValue()).isEqualTo(21);
        for (EditorClient each : crowd) {
            each.close();
        }
    }

    @Test
    void tooManyRequestsForARoomAreRefusedForAWhile() throws Exception {
        for (int i = 0; i < 10; i++) {
            ada.ask("join", "{}");
        }

        JsonNode answer = ada.ask("join", "{}");

        assertThat(answer).hasToString("{\"error\":{\"code\":\"TOO_FAST\","
                + "\"message\":\"join must be at most 1 a second, 10 at once, was more\","
                + "\"field\":\"join\",\"rule\":\"at most 1 a second, 10 at once\","
                + "\"value\":\"more\",\"retryMillis\":1001}}");
        server.pass(Duration.ofMillis(1001));
        assertThat(ada.ask("create", "{\"name\":\"Ada\"}").has("token")).isTrue();
    }
}

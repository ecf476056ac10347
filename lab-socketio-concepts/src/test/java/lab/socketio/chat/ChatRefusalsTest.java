package lab.socketio.chat;

import static lab.socketio.chat.ChatTest.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import lab.testkit.LabClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chat does not do, and what it says then. */
class ChatRefusalsTest {

    private final ChatServer chat = new ChatServer();

    @AfterEach
    void everybodyGoes() throws Exception {
        chat.close();
    }

    @Test
    void aRoomThatIsNotThereIsNamedWithTheRule() throws Exception {
        ChatClient ada = chat.enter("Ada");

        JsonNode answer = ada.ask("join", Map.of("room", "attic"));

        assertThat(answer).isEqualTo(LabClient
                .parse("""
                        {"error":{"code":"NO_ROOM","field":"room",
                          "rule":"one of lobby, questions, members","value":"\\"attic\\"",
                          "message":"room must be one of lobby, questions, members, was \\"attic\\""}}
                        """));
    }

    /** Behind a room, and behind a person, is a room of Socket.IO: whoever joined that would read along. */
    @Test
    void nobodyJoinsWhatIsBehindOthers() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ChatClient eve = chat.enter("Eve");
        String adasId = LabClient.parse(ada.answer().substring("0/chat,".length()))
                .get("sid").textValue();

        for (String room : new String[]{adasId, "person:ada", "room:members",
                "room:lobby", "everybody", "", "LOBBY", "lobby ", "__proto__"}) {
            assertThat(code(eve.ask("join", Map.of("room", room)))).as(room)
                    .isEqualTo("NO_ROOM");
        }
        chat.enter("Bob").ask("private",
                Map.of("to", "Ada", "ref", "1", "text", "Between us"));

        assertThat(ada.eventually("private").get("text").textValue())
                .isEqualTo("Between us");
        eve.event("presence");
        eve.heardNothingElse();
    }

    @Test
    void theMembersRoomIsForMembers() throws Exception {
        ChatClient bob = chat.enterWith(chat.memberToken("Bob"));
        ChatClient eve = chat.enter("Eve");
        bob.forget();

        assertThat(code(eve.ask("join", Map.of("room", "members"))))
                .isEqualTo("PERMISSION_DENIED");
        JsonNode joined = bob.ask("join", Map.of("room", "members"));

        assertThat(joined.get("people")).hasSize(1);
        bob.heardNothingElse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "typing", "read", "leave"})
    void nothingIsDoneInARoomThatOneHasNotJoined(String event) throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ChatClient eve = chat.enter("Eve");
        ada.ask("message", message("lobby", "1", "Hello"));
        ada.forget();

        JsonNode answer = eve.ask(event, Map.of("room", "lobby", "ref", "2", "text",
                "I was never here", "typing", true, "id", 1));

        assertThat(answer.get("error").get("message").textValue())
                .isEqualTo("room must be one that you have joined, was \"lobby\"");
        assertThat(code(answer)).isEqualTo("PERMISSION_DENIED");
        ada.heardNothingElse();
    }

    @Test
    void whoHasLeftARoomHearsAndSaysNothingThereAnyMore() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ChatClient eve = chat.join("Eve", "lobby");
        eve.ask("leave", Map.of("room", "lobby"));
        ada.forget();

        assertThat(code(eve.ask("message", message("lobby", "1", "Still here?"))))
                .isEqualTo("PERMISSION_DENIED");
        ada.ask("message", message("lobby", "2", "Is she gone?"));

        ada.heardNothingElse();
        eve.heardNothingElse();
    }

    @Test
    void aRoomIsJoinedOnce() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");

        assertThat(code(ada.ask("join", Map.of("room", "lobby"))))
                .isEqualTo("JOIN_ERROR");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"\"                | text must be 1 to 500 characters, was blank",
            "\" \\n \"           | text must be 1 to 500 characters, was blank",
            "7                   | text must be a text, was number",
            "\"a\\u0007\"        | text must be without characters that control, disguise or are none, was \"a\\u0007\"",
            "\"a\\u202Eb\"       | text must be without characters that control, disguise or are none, was \"a\u202Eb\"",
            "\"a\\ud800\"        | text must be without characters that control, disguise or are none, was \"a\\ud800\""})
    void aTextThatBreaksARuleIsNotSaid(String text, String rule) throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ChatClient bob = chat.join("Bob", "lobby");

        JsonNode answer = ada.ask(
                "[\"message\",{\"room\":\"lobby\",\"ref\":\"1\",\"text\":%s}]"
                        .formatted(text));

        assertThat(code(answer)).isEqualTo("SEND_ERROR");
        assertThat(answer.get("error").get("message").textValue()).isEqualTo(rule);
        bob.heardNothingElse();
    }

    @Test
    void aTextHasAtMostFiveHundredCharacters() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        String longest = "😀".repeat(500);

        assertThat(ada.ask("message", message("lobby", "1", longest)).get("text")
                .textValue()).isEqualTo(longest);
        assertThat(ada.ask("message", message("lobby", "2", longest + "x"))
                .get("error").get("message").textValue())
                .isEqualTo("text must be 1 to 500 characters, was 501 characters");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "join    | JOIN_ERROR", "leave | JOIN_ERROR", "message | SEND_ERROR",
            "typing  | SEND_ERROR", "read  | SEND_ERROR", "private | SEND_ERROR"})
    void whatHasNotTheFormOfItsEventIsRefused(String event, String code)
            throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");

        for (String payload : new String[]{"", ",null", ",7", ",\"lobby\"",
                ",[\"lobby\"]", ",{}", ",{\"room\":{\"room\":\"lobby\"}}",
                ",{\"room\":[\"lobby\"],\"to\":true}"}) {
            assertThat(code(ada.ask("[\"%s\"%s]".formatted(event, payload))))
                    .as(payload).isEqualTo(code);
        }
        ada.heardNothingElse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "message | \"text\":\"Hello\"                     | ref must be a text, was missing",
            "message | \"text\":\"Hello\",\"ref\":\"a b\"     | ref must be 1 to 36 of A-Z a-z 0-9 _ -, was \"a b\"",
            "typing  | \"typing\":\"yes\"                     | typing must be true or false, was \"yes\"",
            "read    | \"id\":\"1\"                           | id must be a whole number, was \"1\"",
            "read    | \"id\":1.5                             | id must be a whole number, was 1.5",
            "read    | \"id\":99999999999999999999            | id must be a whole number, was 99999999999999999999",
            "read    | \"id\":0                               | id must be of a message in the room, 1..0, was 0",
            "read    | \"id\":1                               | id must be of a message in the room, 1..0, was 1",
            "private | \"to\":\"Nobody\"                      | to must be somebody else who is here, was \"Nobody\"",
            "private | \"to\":\"Ada\"                         | to must be somebody else who is here, was \"Ada\"",
            "private | \"to\":\"<b>Ada</b>\"                  | to must be 1 to 24 letters, digits, spaces and . ' -, was \"<b>Ada</b>\""})
    void eachFieldIsCheckedAndNamedWithItsRule(String event, String fields,
            String rule) throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");

        JsonNode answer = ada.ask("[\"%s\",{\"room\":\"lobby\",%s}]"
                .formatted(event, fields));

        assertThat(answer.get("error").get("message").textValue()).isEqualTo(rule);
        assertThat(code(answer)).isEqualTo("SEND_ERROR");
    }

    @Test
    void whoWantsNoAnswerIsToldByAnEvent() throws Exception {
        ChatClient ada = chat.enter("Ada");

        ada.tell("typing", Map.of("room", "lobby", "typing", true));

        assertThat(code(ada.event("refused"))).isEqualTo("PERMISSION_DENIED");
    }

    /** Only the server says these, and it says them of its own accord. */
    @Test
    void nobodySpeaksInTheServersPlace() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ChatClient eve = chat.join("Eve", "lobby");
        ada.forget();

        for (String event : new String[]{"welcome", "userLeft", "presence", "goodbye",
                "people", "remove"}) {
            eve.tell(event, Map.of("room", "lobby", "name", "Ada", "here", false));
        }

        eve.heardNothingElse();
        ada.heardNothingElse();
    }

    @Test
    void aFloodIsRefusedAndThenEnded() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ChatClient eve = chat.enter("Eve");
        Map<String, Object> begins = Map.of("room", "lobby", "typing", true);

        for (int i = 0; i < 2 * Chat.BURST + 1; i++) {
            eve.tell("typing", begins);
        }

        for (int i = 0; i < Chat.BURST; i++) { // these were looked at
            assertThat(code(eve.event("refused"))).isEqualTo("PERMISSION_DENIED");
        }
        for (int i = 0; i < Chat.BURST; i++) {
            assertThat(eve.event("refused").get("error").get("message").textValue())
                    .isEqualTo(
                            "events must be at most 10 a second, 30 at once, was more");
        }
        assertThat(eve.event("goodbye"))
                .isEqualTo(LabClient.parse("{\"code\":\"FLOOD\"}"));
        assertThat(eve.next()).isEqualTo("1/chat,");
        ada.event("presence");
        assertThat(ada.event("presence").get("here").booleanValue()).isFalse();
        assertThat(ada.ask("message", message("lobby", "1", "Calm again"))
                .get("id").intValue()).isEqualTo(1);
    }

    @Test
    void whoWasTooFastMaySoonGoOn() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby"); // takes one of the bucket
        for (int i = 1; i < Chat.BURST; i++) {
            ada.ask("message", message("lobby", "" + i, "Message " + i));
        }
        Map<String, String> next = message("lobby", "next", "And one more");
        assertThat(code(ada.ask("message", next))).isEqualTo("SEND_ERROR");

        chat.time.pass(Duration.ofMillis(100));

        assertThat(ada.ask("message", next).get("ref").textValue()).isEqualTo("next");
        assertThat(code(ada.ask("message", next))).isEqualTo("SEND_ERROR");
    }

    @Test
    void anOversizedMessageEndsItsConnectionOnly() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ChatClient eve = chat.join("Eve", "lobby");
        ada.forget();

        eve.tell("message", message("lobby", "1", "x".repeat(1_000_000)));

        assertThat(eve.wire().readClose()).isEqualTo(1009); // RFC 6455 §7.4.1: too big
        assertThat(ada.event("userLeft").get("name").textValue()).isEqualTo("Eve");
    }

    @Test
    void aPersonHasAtMostTenSockets() throws Exception {
        String token = chat.token("Ada");
        for (int i = 0; i < Chat.MAX_SOCKETS; i++) {
            chat.enterWith(token);
        }

        ChatClient oneMore = chat.connect("chat", ChatClient.token(token));

        assertThat(oneMore.event("goodbye").get("code").textValue())
                .isEqualTo("TOO_MANY_SOCKETS");
        assertThat(oneMore.next()).isEqualTo("1/chat,");
        assertThat(chat.status().get("people").intValue()).isEqualTo(1);
    }

    @Test
    void whoComesAndGoesWithoutEndIsNotLetIn() throws Exception {
        ChatClient ada = chat.enter("Ada");
        String token = chat.token("Eve");
        ChatClient eve = chat.enterWith(token);
        ada.event("presence");

        for (int i = 1; i < Chat.ENTRANCES; i++) {
            eve.send("1/chat,");
            eve = eve.alsoIn("chat", ChatClient.token(token));
            eve.event("welcome");
            ada.event("presence");
            ada.event("presence");
        }
        eve.send("1/chat,");
        ada.event("presence");
        eve = eve.alsoIn("chat", ChatClient.token(token));

        assertThat(eve.event("goodbye").get("code").textValue()).isEqualTo("FLOOD");
        assertThat(eve.next()).isEqualTo("1/chat,");
        ada.heardNothingElse();
        chat.time.pass(Duration.ofSeconds(1));
        assertThat(eve.alsoIn("chat", ChatClient.token(token)).event("welcome")
                .get("name").textValue()).isEqualTo("Eve");
    }

    private static String code(JsonNode answer) {
        return answer.path("error").path("code").textValue();
    }
}

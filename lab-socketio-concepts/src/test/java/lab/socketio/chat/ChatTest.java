package lab.socketio.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import lab.testkit.LabClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people in the chat hear of each other. */
class ChatTest {

    private static final String NOW = "2026-11-20T10:15:30Z";

    private final ChatServer chat = new ChatServer();

    @AfterEach
    void everybodyGoes() throws Exception {
        chat.close();
    }

    @Test
    void whoEntersIsToldWhoAndWhatIsThere() throws Exception {
        chat.enter("Bob");

        ChatClient ada = chat.connect("chat",
                ChatClient.token(chat.memberToken("Ada")));

        assertThat(ada.event("welcome")).isEqualTo(json("""
                {"name":"Ada","roles":["member"],"expiresAt":"2026-11-20T11:45:30Z",
                 "people":["Ada","Bob"],
                 "rooms":[{"name":"lobby","membersOnly":false},
                          {"name":"questions","membersOnly":false},
                          {"name":"members","membersOnly":true}]}
                """));
        ada.heardNothingElse();
    }

    @Test
    void everybodyHearsWhoComesAndGoes() throws Exception {
        ChatClient ada = chat.enter("Ada");

        ChatClient bob = chat.enter("Bob");
        assertThat(ada.event("presence"))
                .isEqualTo(json("{\"name\":\"Bob\",\"here\":true}"));
        bob.close();

        assertThat(ada.event("presence"))
                .isEqualTo(json("{\"name\":\"Bob\",\"here\":false}"));
        ada.heardNothingElse();
    }

    @Test
    void theRoomHearsWhoJoinsAndLeaves() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ChatClient bob = chat.enter("Bob");
        ChatClient eve = chat.join("Eve", "questions");
        ada.forget();
        bob.forget();

        bob.ask("join", Map.of("room", "lobby"));
        assertThat(ada.event("userJoined"))
                .isEqualTo(json("{\"room\":\"lobby\",\"name\":\"Bob\"}"));
        assertThat(bob.ask("leave", Map.of("room", "lobby"))).isEqualTo(json("{}"));

        assertThat(ada.event("userLeft"))
                .isEqualTo(json("{\"room\":\"lobby\",\"name\":\"Bob\"}"));
        bob.heardNothingElse();
        eve.heardNothingElse();
    }

    @Test
    void theRoomHearsWhoIsLost() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ChatClient bob = chat.join("Bob", "lobby");
        ada.forget();

        bob.close();

        assertThat(ada.event("userLeft"))
                .isEqualTo(json("{\"room\":\"lobby\",\"name\":\"Bob\"}"));
        assertThat(ada.event("presence").get("here").booleanValue()).isFalse();
    }

    @Test
    void somebodyWithTwoTabsIsOnePerson() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        String token = chat.token("Bob");
        ChatClient bob = chat.enterWith(token);
        ChatClient bobsOther = chat.enterWith(token);
        bob.ask("join", Map.of("room", "lobby"));
        bobsOther.ask("join", Map.of("room", "lobby"));
        bob.ask("leave", Map.of("room", "lobby"));

        ada.event("presence");
        ada.event("userJoined");
        ada.heardNothingElse();
        bobsOther.ask("leave", Map.of("room", "lobby"));

        ada.event("userLeft");
        ada.heardNothingElse();
    }

    @Test
    void whoJoinsFindsPeopleHistoryAndReceipts() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ada.ask("message", message("lobby", "1", "First"));
        ada.ask("message", message("lobby", "2", "Second"));
        ada.ask("read", Map.of("room", "lobby", "id", 1));

        JsonNode found = chat.enter("Bob").ask("join", Map.of("room", "lobby"));

        assertThat(found).isEqualTo(json("""
                {"room":"lobby","people":["Ada","Bob"],
                 "history":[{"id":1,"room":"lobby","from":"Ada","ref":"1",
                             "text":"First","at":"%s"},
                            {"id":2,"room":"lobby","from":"Ada","ref":"2",
                             "text":"Second","at":"%s"}],
                 "read":{"Ada":1}}
                """.formatted(NOW, NOW)));
    }

    @Test
    void aMessageIsAcknowledgedAndReachesTheOthersOfItsRoom() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ChatClient bob = chat.join("Bob", "lobby");
        ChatClient eve = chat.join("Eve", "questions");
        ada.forget();
        bob.forget();

        JsonNode acknowledged = ada.ask("message", message("lobby", "x-1", "Hello"));

        JsonNode said = json(
                """
                        {"id":1,"room":"lobby","from":"Ada","ref":"x-1","text":"Hello","at":"%s"}
                        """
                        .formatted(NOW));
        assertThat(acknowledged).isEqualTo(said);
        assertThat(bob.event("message")).isEqualTo(said);
        ada.heardNothingElse();
        eve.heardNothingElse();
    }

    @Test
    void theSameMessageSentAgainIsAcknowledgedAgainAndSaidOnce() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ChatClient bob = chat.join("Bob", "lobby");
        JsonNode first = ada.ask("message", message("lobby", "x-1", "Hello"));

        JsonNode again = ada.ask("message", message("lobby", "x-1", "Hello"));

        assertThat(again).isEqualTo(first);
        bob.event("message");
        bob.heardNothingElse();
    }

    @Test
    void everybodyHearsMessagesInOneOrder() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ChatClient bob = chat.join("Bob", "lobby");
        ChatClient cleo = chat.join("Cleo", "lobby");
        ada.forget();
        bob.forget();

        for (int i = 1; i <= 10; i++) { // both without waiting for an answer
            ada.tell("message", message("lobby", "a" + i, "Ada's " + i));
            bob.tell("message", message("lobby", "b" + i, "Bob's " + i));
        }

        for (int id = 1; id <= 20; id++) {
            assertThat(cleo.event("message").get("id").intValue()).isEqualTo(id);
        }
        cleo.heardNothingElse();
    }

    @Test
    void typingIsForwardedWhenItChanges() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ChatClient bob = chat.join("Bob", "lobby");
        Map<String, Object> begins = Map.of("room", "lobby", "typing", true);
        Map<String, Object> ends = Map.of("room", "lobby", "typing", false);

        ada.ask("typing", ends);
        ada.ask("typing", begins);
        ada.ask("typing", begins);
        ada.ask("typing", ends);

        assertThat(bob.event("typing")).isEqualTo(
                json("{\"room\":\"lobby\",\"name\":\"Ada\",\"typing\":true}"));
        assertThat(bob.event("typing").get("typing").booleanValue()).isFalse();
        bob.heardNothingElse();
    }

    @Test
    void aMessageEndsTyping() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ChatClient bob = chat.join("Bob", "lobby");
        Map<String, Object> begins = Map.of("room", "lobby", "typing", true);
        ada.ask("typing", begins);
        ada.ask("message", message("lobby", "1", "Hello"));

        ada.ask("typing", begins);

        bob.event("typing");
        bob.event("message");
        bob.event("typing");
        bob.heardNothingElse();
    }

    @Test
    void whoLeavesTypesNoMore() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ChatClient bob = chat.join("Bob", "lobby");
        Map<String, Object> begins = Map.of("room", "lobby", "typing", true);
        ada.ask("typing", begins);
        ada.ask("leave", Map.of("room", "lobby"));
        ada.ask("join", Map.of("room", "lobby"));

        ada.ask("typing", begins);

        bob.event("typing");
        bob.event("userLeft");
        bob.event("userJoined");
        bob.event("typing");
        bob.heardNothingElse();
    }

    @Test
    void receiptsOnlyMoveForward() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ChatClient bob = chat.join("Bob", "lobby");
        ada.ask("message", message("lobby", "1", "First"));
        ada.ask("message", message("lobby", "2", "Second"));
        ada.forget();

        bob.ask("read", Map.of("room", "lobby", "id", 2));
        bob.ask("read", Map.of("room", "lobby", "id", 1));
        bob.ask("read", Map.of("room", "lobby", "id", 2));

        assertThat(ada.event("read"))
                .isEqualTo(json("{\"room\":\"lobby\",\"name\":\"Bob\",\"id\":2}"));
        ada.heardNothingElse();
    }

    @Test
    void aPrivateMessageReachesOnePersonInAllTheirTabs() throws Exception {
        ChatClient ada = chat.enter("Ada");
        String token = chat.token("Bob");
        ChatClient bob = chat.enterWith(token);
        ChatClient bobsOther = chat.enterWith(token);
        ChatClient eve = chat.enter("Eve");
        bob.forget();
        bobsOther.forget();

        JsonNode acknowledged = ada.ask("private",
                Map.of("to", "Bob", "ref", "p-1", "text", "Between us"));

        JsonNode said = json("""
                {"from":"Ada","to":"Bob","ref":"p-1","text":"Between us","at":"%s"}
                """.formatted(NOW));
        assertThat(acknowledged).isEqualTo(said);
        assertThat(bob.event("private")).isEqualTo(said);
        assertThat(bobsOther.event("private")).isEqualTo(said);
        eve.heardNothingElse();
    }

    @Test
    void markupStaysTheTextThatItIs() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ChatClient bob = chat.join("Bob", "lobby");
        String script = "<script>alert(1)</script> &amp; <img src=x onerror=alert(1)>";

        ada.ask("message", message("lobby", "1", script));

        assertThat(bob.event("message").get("text").textValue()).isEqualTo(script);
    }

    @Test
    void theStatusCountsPeopleMessagesAndRefusals() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ada.ask("message", message("lobby", "1", "Hello"));
        ada.ask("message", message("questions", "2", "Hello"));
        ada.ask("join", Map.of("room", "nowhere"));
        ada.ask("join", Map.of("room", "nowhere"));

        assertThat(chat.status()).isEqualTo(json("""
                {"people":1,
                 "rooms":[{"name":"lobby","people":1,"messages":1},
                          {"name":"questions","people":0,"messages":0},
                          {"name":"members","people":0,"messages":0}],
                 "refused":{"PERMISSION_DENIED":1,"NO_ROOM":2}}
                """));
    }

    static Map<String, String> message(String room, String ref, String text) {
        return Map.of("room", room, "ref", ref, "text", text);
    }

    private static JsonNode json(String json) {
        return LabClient.parse(json);
    }
}

package lab.socketio.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import lab.feed.InvalidInput;
import lab.testkit.LabClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chat without its sockets: what would take too many of them. */
class RoomTest {

    private static final Clock CLOCK = Clock
            .fixed(Instant.parse("2026-11-20T10:15:30Z"), ZoneOffset.UTC);

    private final Room room = new Room("lobby", null, CLOCK);

    @Test
    void whoJoinsFindsTheLastFiftyMessages() {
        for (int i = 1; i <= 60; i++) {
            room.say("Ada", "ref-" + i, "Message " + i);
        }

        assertThat(room.found().history()).hasSize(Room.HISTORY)
                .startsWith(new Message(11, "lobby", "Ada", "ref-11", "Message 11",
                        "2026-11-20T10:15:30Z"))
                .extracting(Message::id).endsWith(60L);
    }

    @Test
    void aRoomIsFullAtTwoHundredPeople() {
        for (int i = 0; i < Room.MAX_PEOPLE; i++) {
            room.enter("Person " + i);
        }
        room.enter("Person 0"); // another tab of somebody who is here

        assertThatThrownBy(() -> room.enter("Ada")).isInstanceOf(ChatError.class)
                .hasMessage(
                        "room must be a room with fewer than 200 people, was 200 people");
    }

    @Test
    void whoLeavesTakesTheirReceiptAlong() {
        room.enter("Ada");
        room.say("Ada", "1", "Hello");
        room.read("Ada", 1);
        assertThat(room.found().read()).isEqualTo(Map.of("Ada", 1L));

        room.leave("Ada");

        assertThat(room.found().read()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada", "Zoë", "Jean-Luc", "O'Brien", "Ада", "阿达", "Ada1 2",
            "D. Knuth"})
    void namesAreWordsOfAnyLanguage(String name) {
        assertThat(Input.name(payload("name", name), "name")).isEqualTo(name);
    }

    /** UTS #39: these look like names that somebody else has. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0410da", "M\u043Fderator", "\u0391da", "Ad\u200Da",
            "\u202EadA", "Ada\u00AD"})
    void namesThatLookLikeOthersAreRefused(String name) {
        assertThatThrownBy(() -> Input.name(payload("name", name), "name"))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void namesThatPeopleTakeForTheSameAreTheSame() {
        assertThat(Input.folded("\uFF21da  L")).isEqualTo(Input.folded("ADA l"))
                .isEqualTo("ada l");
    }

    private static JsonNode payload(String field, String value) {
        return LabClient.parse(LabClient.json(Map.of(field, value)));
    }
}

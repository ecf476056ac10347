package lab.socketio.editor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import lab.socketio.editor.EditorClient.Key;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever was away comes back without having lost anything. */
class AwayTest {

    private final EditorServer server = new EditorServer();
    private EditorClient ada;
    private EditorClient bob;
    private Replica adas;
    private Replica bobs;
    private Key key;

    @BeforeEach
    void joinBoth() throws Exception {
        ada = EditorClient.connect(server);
        bob = EditorClient.connect(server);
        key = ada.create();
        ada.join(key, "Ada");
        bob.join(key, "Bob");
        ada.next("people");
        adas = new Replica(1);
        bobs = new Replica(2);
        adas.type(0, "one two");
        adas.exchange(ada);
        bobs.merge(bob.next("edit").path("edits"));
    }

    @AfterEach
    void stop() throws Exception {
        ada.close();
        bob.close();
        server.close();
        assertThat(ada.hasMore() || bob.hasMore()).isFalse();
    }

    @Test
    void recoveryBringsWhatWasMissedAndTheServerTakesWhatWasDoneAway()
            throws Exception {
        String sid = bob.sid();
        bob.hangUp();
        ada.next("people");
        bobs.type(7, " three");
        adas.type(0, "zero ");
        adas.exchange(ada);

        bob = bob.reconnect(server);

        assertThat(bob.sid()).isEqualTo(sid);
        assertThat(ada.next("people")).hasSize(2);
        bobs.exchange(bob);
        adas.merge(ada.next("edit").path("edits"));
        assertThat(bobs.text.text()).isEqualTo("zero one two three")
                .isEqualTo(adas.text.text());
    }

    @Test
    void cursorsThatWereMissedAreNotToldLater() throws Exception {
        bob.hangUp();
        ada.next("people");
        ada.tell("cursor", "{\"pointer\":[1,2]}");
        adas.type(0, "x");
        adas.exchange(ada);

        bob = bob.reconnect(server);

        // The first that was missed is that he left; the second is the edit.
        assertThat(bob.next("people")).hasSize(1);
        assertThat(bob.next("edit").path("site").intValue()).isEqualTo(1);
        assertThat(bob.next("people")).hasSize(2);
        ada.next("people");
    }

    @Test
    void withoutRecoveryTheStateIsMergedUnderTheSameSite() throws Exception {
        JsonNode before = bob.joinAgain(key, "Bob");
        bob.next("people");
        ada.next("people");
        bob.hangUp();
        ada.next("people");
        bobs.type(7, " three");
        bobs.delete(0, 1);
        adas.type(0, "zero ");
        adas.exchange(ada);

        EditorClient back = EditorClient.connect(server);
        back.rememberWelcome(before);
        JsonNode again = back.joinAgain(key, "Bob");
        bob = back;

        assertThat(again.path("site").intValue()).isEqualTo(2);
        assertThat(ada.next("people")).hasSize(2);
        bobs.merge(again.path("text"));
        bobs.exchange(bob);
        adas.merge(ada.next("edit").path("edits"));
        assertThat(bobs.text.text()).isEqualTo("zero ne two three")
                .isEqualTo(adas.text.text());
    }

    /** The acknowledgement was lost with the connection; the edit was not. */
    @Test
    void whatTheServerHadGotIsNotDoneTwice() throws Exception {
        bobs.type(7, " three");
        bob.tell("edit",
                "[{\"id\":[8,2],\"after\":[7,1],\"insert\":\" three\"}]");
        adas.merge(ada.next("edit").path("edits"));
        bob.hangUp();
        ada.next("people");

        bob = bob.reconnect(server);
        ada.next("people");
        bobs.exchange(bob);

        ada.ask("erase", "[[1,1]]");
        assertThat(ada.hasMore()).isFalse();
        assertThat(adas.text.text()).isEqualTo("one two three");
    }

    /** The server had not noticed that the old connection is dead. */
    @Test
    void whoComesBackTakesTheOldConnectionsPlace() throws Exception {
        EditorClient back = EditorClient.connect(server);
        back.rememberWelcome(bob.welcome());
        JsonNode again = back.joinAgain(key, "Bob");

        assertThat(again.path("people")).hasSize(2);
        assertThat(bob.read()).isEqualTo("1/editor,");
        assertThat(ada.next("people")).hasSize(2);
        bob.close();
        bob = back;
        bobs.type(0, "x");
        bobs.exchange(bob);
        adas.merge(ada.next("edit").path("edits"));
        assertThat(adas.text.text()).isEqualTo("xone two");
    }

    @Test
    void whoRecoversIntoARoomThatHasEndedIsOutside() throws Exception {
        bob.hangUp();
        ada.next("people");
        ada.tell("leave", "{}");
        ada.ask("edit", "[]");
        server.pass(EditorRooms.EMPTY_LIFE.plusMillis(1));
        assertThat(server.rooms()).isEmpty();

        bob = bob.reconnect(server);

        assertThat(bob.next("people")).hasSize(1); // without him, and then without her
        assertThat(bob.next("people")).isEmpty();
        JsonNode answer = bob.ask("edit", "[{\"id\":[1,1],\"delete\":1}]");
        assertThat(answer.path("error").path("code").textValue()).isEqualTo("NO_ROOM");
        assertThat(bob.joinAgain(key, "Bob").path("error").path("code").textValue())
                .isEqualTo("JOIN_ERROR");
    }
}

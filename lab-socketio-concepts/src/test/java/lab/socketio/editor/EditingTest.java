package lab.socketio.editor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import lab.socketio.editor.EditorClient.Key;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One text in a room. */
class EditingTest {

    private static final String DONE = "{}";

    private final EditorServer server = new EditorServer();
    private EditorClient ada;
    private EditorClient bob;
    private Key key;

    @BeforeEach
    void joinBoth() throws Exception {
        ada = EditorClient.connect(server);
        bob = EditorClient.connect(server);
        key = ada.create();
        ada.join(key, "Ada");
        bob.join(key, "Bob");
        ada.next("people");
    }

    @AfterEach
    void stop() throws Exception {
        ada.close();
        bob.close();
        server.close();
        assertThat(ada.hasMore() || bob.hasMore()).isFalse();
        assertThat(server.connections()).isZero();
    }

    @Test
    void whatOneDoesTheOthersHear() throws Exception {
        JsonNode answer = ada.ask("edit",
                "[{\"id\":[1,1],\"after\":[0,0],\"insert\":\"hello 🙂\"},{\"id\":[2,1],\"delete\":4}]");

        assertThat(answer).hasToString(DONE);
        assertThat(bob.next("edit")).hasToString("{\"site\":1,\"edits\":["
                + "{\"id\":[1,1],\"after\":[0,0],\"insert\":\"hello 🙂\"},{\"id\":[2,1],\"delete\":4}]}");
    }

    @Test
    void whoComesLaterGetsTheStateAndThenWhatFollows() throws Exception {
        ada.ask("edit",
                "[{\"id\":[1,1],\"after\":[0,0],\"insert\":\"secret\"},{\"id\":[2,1],\"delete\":3}]");
        bob.next("edit");
        try (EditorClient cleo = EditorClient.connect(server)) {
            JsonNode welcome = cleo.join(key, "Cleo");
            ada.next("people");
            bob.next("people");

            bob.ask("edit", "[{\"id\":[7,2],\"after\":[1,1],\"insert\":\"!\"}]");

            assertThat(welcome.path("text"))
                    .hasToString("[{\"id\":[1,1],\"after\":[0,0],\"insert\":\"s\"},"
                            + "{\"id\":[2,1],\"after\":[1,1],\"tombstones\":3},"
                            + "{\"id\":[5,1],\"after\":[4,1],\"insert\":\"et\"}]");
            assertThat(cleo.next("edit").path("site").intValue()).isEqualTo(2);
            ada.next("edit");
        }
        ada.next("people");
        bob.next("people");
    }

    @Test
    void whatIsSentAgainIsAcknowledgedAgainAndToldToNobody() throws Exception {
        String typed = "[{\"id\":[1,1],\"after\":[0,0],\"insert\":\"abc\"}]";
        String gone = "[{\"id\":[1,1],\"delete\":2}]";

        for (String twice : List.of(typed, typed, gone, gone, typed)) {
            assertThat(ada.ask("edit", twice)).hasToString(DONE);
        }

        assertThat(bob.next("edit").path("edits")).hasToString(typed);
        assertThat(bob.next("edit").path("edits")).hasToString(gone);
        bob.ask("erase", "[[1,1]]");
        assertThat(bob.hasMore()).isFalse();
        assertThat(server.rooms().get(0).characters()).isEqualTo(1);
    }

    @Test
    void twoMayDeleteTheSameCharacter() throws Exception {
        ada.ask("edit", "[{\"id\":[1,1],\"after\":[0,0],\"insert\":\"abc\"}]");
        bob.next("edit");

        ada.ask("edit", "[{\"id\":[1,1],\"delete\":2}]");
        assertThat(bob.ask("edit", "[{\"id\":[2,1],\"delete\":2}]")).hasToString(DONE);

        assertThat(ada.next("edit").path("edits"))
                .hasToString("[{\"id\":[2,1],\"delete\":2}]");
        bob.next("edit");
        assertThat(server.rooms().get(0).tombstones()).isEqualTo(3);
    }

    /** In the room there is "abc", typed by Ada, who is at site 1. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [] | edits must be an array of 1 to 64, was 0
            {} | edits must be an array of 1 to 64, was {}
            [7] | id must be [counter, site], was
            [{"id":[4],"delete":1}] | id must be [counter, site], was [4]
            [{"id":["4",1],"delete":1}] | id must be a whole number in 0..2147483647, was "4"
            [{"id":[4.0,1],"delete":1}] | id must be a whole number in 0..2147483647, was 4.0
            [{"id":[4,1001],"delete":1}] | id must be a whole number in 0..1000, was 1001
            [{"id":[99999999999,1],"delete":1}] | id must be a whole number in 0..2147483647, was 99999999999
            [{"id":[-1,1],"delete":1}] | id must be a whole number in 0..2147483647, was -1
            [{"id":[1,1]}] | delete must be a whole number in 1..500, was missing
            [{"id":[1,1],"delete":0}] | delete must be a whole number in 1..500, was 0
            [{"id":[1,1],"delete":501}] | delete must be a whole number in 1..500, was 501
            [{"id":[1,1],"delete":4}] | delete must be of characters that exist, was from [1,1]
            [{"id":[1,2],"delete":1}] | delete must be of characters that exist, was from [1,2]
            [{"id":[0,0],"delete":1}] | delete must be of characters that exist, was from [0,0]
            [{"id":[2147483647,1],"delete":500}] | delete must be of characters that exist, was from [2147483647,1]
            [{"id":[1,1],"tombstones":1}] | delete must be a whole number in 1..500, was missing
            [{"id":[4,1],"insert":"x"}] | after must be [counter, site], was
            [{"id":[4,1],"after":null,"insert":"x"}] | after must be [counter, site], was null
            [{"id":[4,1],"after":[3,1],"insert":7}] | insert must be a text, was number
            [{"id":[4,1],"after":[3,1],"insert":""}] | insert must be 1 to 500 characters, was 0 characters
            [{"id":[4,1],"after":[3,1],"insert":"\\u0007"}] | insert must be without control characters and half characters, was "\\u0007"
            [{"id":[4,1],"after":[3,1],"insert":"\\r"}] | insert must be without control characters and half characters, was "\\u000d"
            [{"id":[4,1],"after":[3,1],"insert":"\\ud83d"}] | insert must be without control characters and half characters, was "\\ud83d"
            [{"id":[4,2],"after":[3,1],"insert":"x"}] | id must be of your site 1, was of site 2
            [{"id":[4,1],"after":[9,1],"insert":"x"}] | after must be a character that exists, was [9,1]
            [{"id":[5,1],"after":[3,1],"insert":"x"}] | counter must be a whole number in 4..4, was 5
            [{"id":[5,1],"after":[0,0],"insert":"x"}] | counter must be a whole number in 1..4, was 5
            [{"id":[0,1],"after":[0,0],"insert":"x"}] | counter must be a whole number in 1..4, was 0
            """)
    void whatIsWrongWithAnEditIsSaid(String payload, String message) throws Exception {
        ada.ask("edit", "[{\"id\":[1,1],\"after\":[0,0],\"insert\":\"abc\"}]");
        bob.next("edit");

        JsonNode error = ada.ask("edit", payload).path("error");

        assertThat(error.path("code").textValue()).isEqualTo("BAD_INPUT");
        assertThat(error.path("message").textValue().strip()).isEqualTo(message);
        assertThat(error.path("message").textValue()).isEqualTo(
                "%s must be %s, was %s".formatted(error.path("field").textValue(),
                        error.path("rule").textValue(),
                        error.path("value").textValue()));
        assertThat(server.rooms().get(0).characters()).isEqualTo(3);
    }

    @Test
    void runsAndListsOfEditsAreLimited() throws Exception {
        String longest = "x".repeat(EditorInput.MAX_RUN);
        String one = "{\"id\":[1,1],\"delete\":1}";
        assertThat(ada.ask("edit", insert(1, longest))).hasToString(DONE);
        bob.next("edit");
        assertThat(ada.ask("edit", "[" + one + ("," + one).repeat(63) + "]"))
                .hasToString(DONE);
        bob.next("edit");

        assertThat(message(ada.ask("edit", insert(501, longest + "x"))))
                .isEqualTo("insert must be 1 to 500 characters, was 501 characters");
        assertThat(message(ada.ask("edit", "[" + one + ("," + one).repeat(64) + "]")))
                .isEqualTo("edits must be an array of 1 to 64, was 65");
    }

    @Test
    void editsBeforeTheWrongOneAreDone() throws Exception {
        JsonNode answer = ada.ask("edit",
                "[{\"id\":[1,1],\"after\":[0,0],\"insert\":\"a\"},"
                        + "{\"id\":[1,1],\"delete\":2},{\"id\":[1,1],\"delete\":1}]");

        assertThat(message(answer))
                .isEqualTo("delete must be of characters that exist, was from [1,1]");
        assertThat(bob.next("edit").path("edits"))
                .hasToString("[{\"id\":[1,1],\"after\":[0,0],\"insert\":\"a\"}]");
    }

    @Test
    void aTextIsLimitedAndWhatIsDeletedCounts() throws Exception {
        String run = "x".repeat(EditorInput.MAX_RUN);
        int counter = 1;
        for (; counter < EditorRoom.MAX_CHARACTERS; counter += run.length()) {
            server.pass(Duration.ofSeconds(1));
            ada.ask("edit", insert(counter, run));
            bob.next("edit");
        }
        ada.ask("edit", "[{\"id\":[1,1],\"delete\":500}]");
        bob.next("edit");

        JsonNode answer = ada.ask("edit", insert(counter, "x"));

        assertThat(answer.path("error").path("code").textValue()).isEqualTo("FULL");
        assertThat(message(answer)).isEqualTo(
                "characters of a text, deleted ones included, must be at most 20000, was 20001");
        assertThat(server.rooms().get(0).characters()).isEqualTo(19_500);
    }

    @Test
    void whoEditsTooFastIsToldWhenToGoOn() throws Exception {
        String edit = "[{\"id\":[1,1],\"after\":[0,0],\"insert\":\"abc\"}]";
        for (int i = 0; i < 50; i++) {
            assertThat(ada.ask("edit", edit)).hasToString(DONE);
        }
        bob.next("edit");

        JsonNode answer = ada.ask("edit", edit);

        assertThat(answer).hasToString("{\"error\":{\"code\":\"TOO_FAST\","
                + "\"message\":\"edit must be at most 25 a second, 50 at once, was more\","
                + "\"field\":\"edit\",\"rule\":\"at most 25 a second, 50 at once\","
                + "\"value\":\"more\",\"retryMillis\":41}}");
        assertThat(bob.ask("edit", "[{\"id\":[1,1],\"delete\":1}]")).hasToString(DONE);
        ada.next("edit");
        server.pass(Duration.ofMillis(41));
        assertThat(ada.ask("edit", edit)).hasToString(DONE);
    }

    @Test
    void whoWantsNoAnswerIsToldOfARefusal() throws Exception {
        ada.tell("edit", "[]");

        JsonNode refused = ada.nextEvent();
        assertThat(refused.path(0).textValue()).isEqualTo("refused");
        assertThat(refused.path(1).textValue()).isEqualTo("edit");
        assertThat(message(refused.path(2)))
                .isEqualTo("edits must be an array of 1 to 64, was 0");
    }

    /** Four at once, each in its own thread, over sockets. */
    @Test
    void peopleWhoEditAtTheSameTimeHaveTheSameText() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CyclicBarrier allDone = new CyclicBarrier(4);
        List<Future<String>> texts = new ArrayList<>();
        Key crowded = ada.create();
        for (int i = 0; i < 4; i++) {
            texts.add(threads.submit(editor(crowded, new Random(i), allDone)));
        }
        threads.shutdown();

        String first = texts.get(0).get(60, TimeUnit.SECONDS);

        assertThat(first).hasSizeGreaterThan(100);
        for (Future<String> text : texts) {
            assertThat(text.get(60, TimeUnit.SECONDS)).isEqualTo(first);
        }
        Replica late = new Replica(9);
        late.merge(bob.join(crowded, "Late").path("text"));
        ada.next("people");
        assertThat(late.text.text()).isEqualTo(first);
    }

    private Callable<String> editor(Key room, Random random, CyclicBarrier allDone) {
        return () -> {
            try (EditorClient client = EditorClient.connect(server)) {
                JsonNode welcome = client.join(room, "Somebody");
                Replica replica = new Replica(client.site());
                replica.merge(welcome.path("text"));
                replica.hear(client);
                for (int i = 0; i < 100; i++) {
                    server.pass(Duration.ofSeconds(1));
                    for (int edits = random.nextInt(5); edits >= 0; edits--) {
                        replica.editAnywhere(random);
                    }
                    replica.exchange(client);
                }
                allDone.await(60, TimeUnit.SECONDS);
                client.ask("erase", "[[1,1]]"); // behind all that was sent before
                replica.hear(client);
                allDone.await(60, TimeUnit.SECONDS);
                return replica.text.text();
            }
        };
    }

    /** At the end of what Ada typed before. */
    private static String insert(int counter, String text) {
        String after = counter == 1 ? "[0,0]" : "[" + (counter - 1) + ",1]";
        return "[{\"id\":[" + counter + ",1],\"after\":" + after + ",\"insert\":\""
                + text + "\"}]";
    }

    private static String message(JsonNode answer) {
        return answer.path("error").path("message").textValue();
    }
}

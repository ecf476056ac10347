package lab.socketio.editor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import lab.socketio.editor.EditorClient.Key;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whiteboard, and where the others are. */
class BoardTest {

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
    }

    @Test
    void aStrokeIsSeenByTheOthersAndByWhoComesLater() throws Exception {
        String stroke = "{\"id\":[1,1],\"ink\":5,\"points\":[0,0,1600,900]}";

        assertThat(ada.ask("stroke", stroke)).hasToString(DONE);

        assertThat(bob.next("stroke")).hasToString(stroke);
        assertThat(bob.join(key, "Bob").path("strokes"))
                .hasToString("[" + stroke + "]");
        ada.next("people");
        ada.next("people");
    }

    @Test
    void aStrokeThatIsNotCompleteIsShownAndNotKept() throws Exception {
        String part = "{\"id\":[1,1],\"ink\":0,\"points\":[1,2,3,4]}";

        ada.tell("drawing", part);

        assertThat(bob.next("drawing")).hasToString(part);
        assertThat(server.rooms().get(0).strokes()).isZero();
    }

    @Test
    void whatIsSentAgainIsThereOnce() throws Exception {
        String stroke = "{\"id\":[1,1],\"ink\":0,\"points\":[1,2]}";
        ada.ask("stroke", stroke);
        bob.next("stroke");

        assertThat(ada.ask("stroke", stroke)).hasToString(DONE);
        bob.ask("erase", "[[1,1]]");
        assertThat(ada.next("erase")).hasToString("[[1,1]]");
        assertThat(ada.ask("stroke", stroke)).hasToString("{\"erased\":true}");

        bob.ask("erase", "[[1,1]]");
        assertThat(bob.hasMore()).isFalse();
        assertThat(ada.hasMore()).isFalse();
        assertThat(server.rooms().get(0).strokes()).isZero();
    }

    /** Erasing all is erasing what one sees. */
    @Test
    void aStrokeThatTheEraserHasNotSeenStays() throws Exception {
        ada.ask("stroke", "{\"id\":[1,1],\"ink\":0,\"points\":[1,2]}");
        bob.next("stroke");
        ada.ask("stroke", "{\"id\":[2,1],\"ink\":0,\"points\":[1,2]}");
        bob.next("stroke");

        bob.ask("erase", "[[1,1],[7,1]]");

        assertThat(ada.next("erase")).hasToString("[[1,1]]");
        assertThat(server.rooms().get(0).strokes()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7 | id must be [number, site], was
            {"id":[1,2],"ink":0,"points":[1,2]} | id must be of your site 1, was of site 2
            {"id":[1,1],"points":[1,2]} | ink must be a whole number in 0..5, was missing
            {"id":[1,1],"ink":6,"points":[1,2]} | ink must be a whole number in 0..5, was 6
            {"id":[1,1],"ink":"#fff","points":[1,2]} | ink must be a whole number in 0..5, was "#fff"
            {"id":[1,1],"ink":0} | points must be [x, y, x, y, …] of 1 to 400 points, was
            {"id":[1,1],"ink":0,"points":[]} | points must be [x, y, x, y, …] of 1 to 400 points, was 0 numbers
            {"id":[1,1],"ink":0,"points":[1,2,3]} | points must be [x, y, x, y, …] of 1 to 400 points, was 3 numbers
            {"id":[1,1],"ink":0,"points":[1601,2]} | x must be a whole number in 0..1600, was 1601
            {"id":[1,1],"ink":0,"points":[1,901]} | y must be a whole number in 0..900, was 901
            {"id":[1,1],"ink":0,"points":[1.5,2]} | x must be a whole number in 0..1600, was 1.5
            {"id":[1,1],"ink":0,"points":[[1,2],[3,4]]} | x must be a whole number in 0..1600, was [1,2]
            """)
    void whatIsWrongWithAStrokeIsSaid(String payload, String message) throws Exception {
        for (String event : new String[]{"stroke", "drawing"}) {
            JsonNode error = ada.ask(event, payload).path("error");

            assertThat(error.path("code").textValue()).isEqualTo("BAD_INPUT");
            assertThat(error.path("message").textValue().strip()).isEqualTo(message);
        }
        bob.ask("erase", "[[1,1]]");
        assertThat(bob.hasMore()).isFalse();
    }

    @Test
    void aStrokeHasAtMostFourHundredPoints() throws Exception {
        assertThat(ada.ask("stroke", stroke(1, 400))).hasToString(DONE);
        bob.next("stroke");

        assertThat(message(ada.ask("stroke", stroke(2, 401)))).isEqualTo(
                "points must be [x, y, x, y, …] of 1 to 400 points, was 802 numbers");
    }

    @Test
    void theBoardIsLimitedAndErasingMakesRoom() throws Exception {
        for (int number = 1; number <= Whiteboard.MAX_STROKES; number++) {
            server.pass(Duration.ofSeconds(1));
            ada.ask("stroke", stroke(number, 1));
            bob.next("stroke");
        }

        JsonNode answer = ada.ask("stroke", stroke(501, 1));

        assertThat(answer.path("error").path("code").textValue()).isEqualTo("FULL");
        assertThat(message(answer))
                .isEqualTo("strokes of a board must be at most 500, was 501");
        bob.ask("erase", "[[7,1]]");
        ada.next("erase");
        assertThat(ada.ask("stroke", stroke(501, 1))).hasToString(DONE);
        bob.next("stroke");
    }

    @Test
    void thePointsOfABoardAreLimited() throws Exception {
        for (int number = 1; number <= 50; number++) {
            server.pass(Duration.ofSeconds(1));
            ada.ask("stroke", stroke(number, 400));
            bob.next("stroke");
        }

        assertThat(message(ada.ask("stroke", stroke(51, 1))))
                .isEqualTo("points of a board must be at most 20000, was 20001");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [] | strokes must be an array of 1 to 500, was 0
            7 | strokes must be an array of 1 to 500, was 7
            [7] | id must be [number, site], was 7
            [[1,1,1]] | id must be [number, site], was [1,1,1]
            """)
    void whatIsWrongWithErasingIsSaid(String payload, String message) throws Exception {
        assertThat(message(ada.ask("erase", payload))).isEqualTo(message);
    }

    @Test
    void theOthersSeeWhereSomebodyIs() throws Exception {
        ada.tell("cursor", "{\"caret\":[12,3]}");
        ada.tell("cursor", "{\"pointer\":[800,450],\"more\":\"<script>\"}");
        ada.tell("cursor", "{}");

        assertThat(bob.next("cursor"))
                .hasToString("{\"caret\":[12,3],\"site\":1}");
        assertThat(bob.next("cursor"))
                .hasToString("{\"pointer\":[800,450],\"site\":1}");
        assertThat(bob.next("cursor")).hasToString("{\"site\":1}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"caret":[12]} | caret must be [counter, site], was [12]
            {"caret":null} | caret must be [counter, site], was null
            {"pointer":[1]} | y must be a whole number in 0..900, was missing
            {"pointer":[-1,5]} | x must be a whole number in 0..1600, was -1
            """)
    void whatIsWrongWithACursorIsSaid(String payload, String message) throws Exception {
        assertThat(message(ada.ask("cursor", payload)).strip()).isEqualTo(message);
    }

    @Test
    void tooManySignsAreDroppedWithoutAWord() throws Exception {
        for (int i = 0; i < 150; i++) {
            ada.tell("cursor", "{\"pointer\":[%d,0]}".formatted(i));
        }

        assertThat(ada.ask("erase", "[[1,1]]")).hasToString(DONE);
        assertThat(ada.hasMore()).isFalse();
        bob.ask("erase", "[[1,1]]");
        int heard = 0;
        for (; bob.hasMore(); heard++) {
            // Those that were passed on; being volatile, some may be lost.
            assertThat(bob.next("cursor").path("pointer").path(0).intValue())
                    .isBetween(heard, 99);
        }
        assertThat(heard).isBetween(1, 100);
    }

    @Test
    void whoGoesOnThoughItIsRefusedIsDisconnected() throws Exception {
        for (int i = 0; i < 201; i++) {
            ada.tell("cursor", "{\"pointer\":[%d,0]}".formatted(i));
        }

        assertThat(ada.next("goodbye")).hasToString("{\"code\":\"FLOOD\"}");
        assertThat(ada.read()).isEqualTo("1/editor,");
        JsonNode event = bob.nextEvent();
        while (event.path(0).textValue().equals("cursor")) {
            event = bob.nextEvent();
        }
        assertThat(event.path(1)).hasToString("[{\"site\":2,\"name\":\"Bob\"}]");
    }

    private static String stroke(int number, int points) {
        return "{\"id\":[%d,1],\"ink\":0,\"points\":[%s]}".formatted(number,
                "1,2,".repeat(points).replaceAll(",$", ""));
    }

    private static String message(JsonNode answer) {
        return answer.path("error").path("message").textValue();
    }
}

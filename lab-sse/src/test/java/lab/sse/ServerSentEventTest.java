package lab.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WHATWG HTML, "Server-sent events"; its examples where it has some. */
class ServerSentEventTest {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    @Test
    void aBlankLineDispatches() {
        ServerSentEvent event = ServerSentEvent.of("notification", "{}")
                .withId("k3f9-42");

        String block = event.encode();

        assertThat(block).isEqualTo("id: k3f9-42\nevent: notification\ndata: {}\n\n");
    }

    @Test
    void anEventWithoutATypeIsAMessage() {
        ServerSentEvent event = ServerSentEvent.of(null, "This is the first message.");

        String block = event.encode();

        assertThat(block).isEqualTo("data: This is the first message.\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"YHOO\n+2\n10", "YHOO\r+2\r10", "YHOO\r\n+2\r\n10",
            "YHOO\r\n+2\n10"})
    void eachLineOfThePayloadIsADataField(String payload) {
        ServerSentEvent event = ServerSentEvent.of(null, payload);

        String block = event.encode();

        assertThat(block).isEqualTo("data: YHOO\ndata: +2\ndata: 10\n\n");
    }

    @Test
    void aLineEndAtTheEndOfThePayloadIsALineMore() {
        ServerSentEvent event = ServerSentEvent.of(null, "a\n");

        String block = event.encode();

        assertThat(block).isEqualTo("data: a\ndata: \n\n");
    }

    @Test
    void anEmptyPayloadStillHasADataField() {
        ServerSentEvent event = ServerSentEvent.of("ready", "");

        String block = event.encode();

        assertThat(block).isEqualTo("event: ready\ndata: \n\n");
    }

    @Test
    void oneSpaceAfterTheColonIsNotPartOfTheValue() {
        ServerSentEvent event = ServerSentEvent.of(null, " third event");

        String block = event.encode();

        assertThat(block).isEqualTo("data:  third event\n\n");
    }

    @Test
    void anEmptyIdResetsTheLastEventId() {
        ServerSentEvent event = ServerSentEvent.of(null, "second event").withId("");

        String block = event.encode();

        assertThat(block).isEqualTo("id: \ndata: second event\n\n");
    }

    @Test
    void aBlockWithoutDataSetsTheIdAndDispatchesNothing() {
        ServerSentEvent event = ServerSentEvent.retry(2_000).withId("k3f9-0");

        String block = event.encode();

        assertThat(block).isEqualTo("retry: 2000\nid: k3f9-0\n\n");
        assertThat(dispatched(block)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000, Integer.MAX_VALUE})
    void theReconnectionTimeIsDigitsOnly(int millis) {
        String block = ServerSentEvent.retry(millis).encode();

        assertThat(block).matches("retry: [0-9]+\n\n")
                .contains(Integer.toString(millis));
    }

    @Test
    void theReconnectionTimeIsNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerSentEvent.retry(-1))
                .withMessage("Reconnection time must be at least 0 ms, was -1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\ndata: evil", "1\rdata: evil", "1\r\ndata: evil",
            "1\0data: evil",
            "1data: evil\n\n"})
    void lineEndsAndNulAreStrippedFromTheId(String id) {
        ServerSentEvent event = ServerSentEvent.of(null, "good").withId(id);

        String block = event.encode();

        assertThat(block).isEqualTo("id: 1data: evil\ndata: good\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tick\ndata: evil", "tick\rdata: evil",
            "tick\r\ndata: evil",
            "tick\0data: evil"})
    void lineEndsAndNulAreStrippedFromTheType(String type) {
        ServerSentEvent event = ServerSentEvent.of(type, "good");

        String block = event.encode();

        assertThat(block).isEqualTo("event: tickdata: evil\ndata: good\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test stream", "test \nstream", "test \rstream",
            "test \r\nstream",
            "test\0 stream"})
    void lineEndsAndNulAreStrippedFromComments(String text) {
        String block = ServerSentEvent.comment(text);

        assertThat(block).isEqualTo(": test stream\n\n");
    }

    @Test
    void everyPayloadArrivesWithItsLines() {
        for (String payload : shortTexts()) {
            String block = ServerSentEvent.of(payload, payload).withId(payload)
                    .encode();

            // The parser gives every line's end as LF.
            assertThat(dispatched(block))
                    .containsExactly(payload.replaceAll("\r\n|\r", "\n"));
        }
    }

    @Test
    void noCommentDispatchesAnything() {
        for (String text : shortTexts()) {
            assertThat(dispatched(ServerSentEvent.comment(text))).isEmpty();
        }
    }

    /** All texts of up to four characters that mean something to a parser, and one that does not. */
    private static List<String> shortTexts() {
        List<String> texts = new ArrayList<>(List.of(""));
        for (int from = 0, length = 1; length <= 4; length++) {
            int to = texts.size();
            for (String text : texts.subList(from, to).toArray(String[]::new)) {
                for (String next : List.of("a", ":", " ", "\n", "\r", "\0",
                        BYTE_ORDER_MARK)) {
                    texts.add(text + next);
                }
            }
            from = to;
        }
        return texts;
    }

    /** The data of the events that a browser dispatches: "Interpreting an event stream". */
    private static List<String> dispatched(String stream) {
        List<String> events = new ArrayList<>();
        StringBuilder data = new StringBuilder();
        for (String line : stream.split("\r\n|\r|\n", -1)) {
            if (line.isEmpty() && data.length() > 0) {
                events.add(data.substring(0, data.length() - 1));
                data.setLength(0);
            } else if (line.startsWith("data:")) {
                data.append(line.substring(line.startsWith("data: ") ? 6 : 5))
                        .append('\n');
            }
        }
        return events;
    }
}

package lab.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** WHATWG HTML, "Parsing an event stream" and "Interpreting an event stream". */
class EventStreamTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    @Test
    void everyKindOfLineEndEndsALine() {
        List<EventStream.Event> events = events(
                "data: a\r\rdata: b\n\ndata: c\r\n\r\n");

        assertThat(events).extracting(EventStream.Event::data).containsExactly("a", "b",
                "c");
    }

    @Test
    void severalDataFieldsAreSeveralLines() {
        List<EventStream.Event> events = events(
                "event: x\ndata: a\ndata\ndata:  b\nid: 7\n\n");

        assertThat(events).extracting(EventStream.Event::got)
                .containsExactly(
                        Text.same("id \"7\", event \"x\", data \"a\\n\\n b\""));
    }

    @Test
    void anIdPersistsAndOneWithNulIsIgnored() {
        List<EventStream.Event> events = events(
                "id: 1\ndata: a\n\ndata: b\n\nid: 2\0\ndata: c\n\nid\ndata: d\n\n");

        assertThat(events).extracting(EventStream.Event::id).containsExactly("1", "1",
                "1", "");
    }

    @Test
    void withoutDataThereIsNoEventAndWhatIsLeftAtTheEndIsDropped() {
        List<EventStream.Event> events = events(
                "event: x\n\n: comment\n\ndata\n\ndata: dropped\n");

        assertThat(events).extracting(EventStream.Event::data).containsExactly("");
    }

    @Test
    void oneByteOrderMarkIsNoPartOfTheStream() {
        assertThat(events("\uFEFFdata: a\n\n")).extracting(EventStream.Event::data)
                .containsExactly("a");
        assertThat(events("\uFEFF\uFEFFdata: a\n\n")).isEmpty();
    }

    @Test
    void chunksMayCutAnywhere() {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\ndat\r\n5\r\na: é\r\n1\r\n\n\r\n1;x=y\r\n\n\r\n0\r\n\r\n";

        assertThat(read(chunked)).extracting(EventStream.Event::data)
                .containsExactly("é");
    }

    /** Jetty sends what ends a chunk together with the size of the next one. */
    @Test
    void anEventIsThereBeforeItsChunkHasEnded() {
        byte[] unended = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: a\n\n"
                .getBytes(StandardCharsets.UTF_8);
        List<String> data = new ArrayList<>();

        CheckResult result = new CannedExercise(unended, false).judge(
                trial -> data.add(trial.start().events("/events").next().data()));

        assertThat(result.outcome()).as(String.valueOf(result.feedback()))
                .isEqualTo(Outcome.PASS);
        assertThat(data).containsExactly("a");
    }

    private static List<EventStream.Event> events(String body) {
        return read(HEAD + body);
    }

    private static List<EventStream.Event> read(String answer) {
        List<EventStream.Event> events = new ArrayList<>();
        CheckResult result = new CannedExercise(answer.getBytes(StandardCharsets.UTF_8),
                true).judge(trial -> {
                    EventStream stream = trial.start().events("/events");
                    for (EventStream.Block block = stream
                            .blockOrEnd(); block != null; block = stream.blockOrEnd()) {
                        if (block.event() != null) {
                            events.add(block.event());
                        }
                    }
                });
        assertThat(result.outcome()).as(String.valueOf(result.feedback()))
                .isEqualTo(Outcome.PASS);
        return events;
    }
}

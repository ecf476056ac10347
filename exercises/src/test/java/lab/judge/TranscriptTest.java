package lab.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TranscriptTest {

    private final Transcript transcript = new Transcript();

    @Test
    void theLineWithTheMarkedByteIsMarked() {
        int connection = transcript.open("127.0.0.1:40001", "localhost:7010");
        send(connection, "GET / HTTP/1.1\r\nHost: 127.0.0.1:40001\r\n\r\n");
        receive(connection, "HTTP/1.1 500 No\r\n");
        receive(connection, "ETag: \"a\"\r\n");

        assertThat(transcript.lines(new Transcript.Place(connection, 17)))
                .containsExactly(
                        "    > GET / HTTP/1.1",
                        "    > Host: localhost:7010",
                        "    >",
                        "    < HTTP/1.1 500 No",
                        ">>> < ETag: \"a\"");
    }

    @Test
    void withoutAPlaceTheEndIsMarked() {
        int connection = transcript.open("127.0.0.1:40001", "localhost:7010");
        receive(connection, "one\ntwo");

        assertThat(transcript.lines(null)).containsExactly("    < one", "    < two",
                ">>>");
    }

    @Test
    void severalConnectionsHaveNumbers() {
        int first = transcript.open("127.0.0.1:40001", "localhost:7010");
        int second = transcript.open("127.0.0.1:40001", "localhost:7010");
        send(first, "a\n");
        send(second, "b\n");
        receive(first, "c\n");

        assertThat(transcript.lines(new Transcript.Place(first, 0))).containsExactly(
                "    1 > a", "    2 > b", ">>> 1 < c");
    }

    @Test
    void whatANoteIsAboutIsALineOfItsOwn() {
        int connection = transcript.open("127.0.0.1:40001", "localhost:7010");
        receive(connection, "HTTP/1.1 101 Yes\r\n\r\n\u0081\u0005Hello");
        transcript.note(connection, false, 20, 8, "text, 5 bytes: Hello");

        assertThat(transcript.lines(new Transcript.Place(connection, 20)))
                .containsExactly("    < HTTP/1.1 101 Yes", "    <",
                        ">>> < c2 81 05 48 65 6c 6c 6f  text, 5 bytes: Hello");
    }

    @Test
    void nothingThatIsPrintedMovesTheCursor() {
        int connection = transcript.open("127.0.0.1:40001", "localhost:7010");
        receive(connection,
                "red \u001b[31m and back \u202e and \t tab and a lone \r return\n");

        assertThat(transcript.lines(null)).containsExactly(
                "    < red \\x1b[31m and back \\u{202e} and \\t tab and a lone \\r return",
                ">>>");
    }

    @Test
    void bytesThatAreNotTextAreHexadecimal() {
        int connection = transcript.open("127.0.0.1:40001", "localhost:7010");
        transcript.received(connection, new byte[]{(byte) 0xff, 0, 1}, 0, 3);

        assertThat(transcript.lines(null)).containsExactly("    < ff 00 01", ">>>");
    }

    @Test
    void ofAFloodTheBeginningIsKept() {
        int connection = transcript.open("127.0.0.1:40001", "localhost:7010");
        byte[] flood = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        transcript.received(connection, flood, 0, flood.length);
        send(connection, "enough\n");

        assertThat(transcript.lines(null)).containsExactly(
                "    < " + "x".repeat(160) + "…",
                "    < … 786432 bytes more",
                "    > enough",
                ">>>");
    }

    private void send(int connection, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        transcript.sent(connection, bytes, 0, bytes.length);
    }

    private void receive(int connection, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        transcript.received(connection, bytes, 0, bytes.length);
    }
}

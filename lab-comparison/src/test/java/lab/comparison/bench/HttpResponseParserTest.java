package lab.comparison.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HttpResponseParserTest {

    private static final String CHUNKED = """
            HTTP/1.1 200 OK\r
            transfer-encoding: Chunked\r
            \r
            5\r
            Hello\r
            a;name=value\r
            , chunked!\r
            0\r
            Trailer: yes\r
            \r
            """;
    private static final String SIZED = "HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nHello";
    private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final String NOT_MODIFIED = "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n";
    private static final String CLOSING = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nHi";
    private static final String OLD = "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nHi";
    private static final String INTERIM = "HTTP/1.1 100 Continue\r\n\r\n";

    private final Recorder recorder = new Recorder();
    private final HttpResponseParser parser = new HttpResponseParser(recorder);

    @ParameterizedTest
    @MethodSource("responses")
    void aResponseMayBeSplitAnywhere(String response, String expected) {
        byte[] bytes = bytes(response);
        IntStream.rangeClosed(0, bytes.length).forEach(split -> {
            Recorder each = new Recorder();
            HttpResponseParser halves = new HttpResponseParser(each);

            halves.parse(bytes, 0, split);
            halves.parse(bytes, split, bytes.length);

            assertThat(each.log()).as("split at byte %d", split).isEqualTo(expected);
        });
    }

    static Stream<Arguments> responses() {
        return Stream.of(
                Arguments.of(CHUNKED, "200[Hello, chunked!]reusable "),
                Arguments.of(SIZED, "201[Hello]reusable "),
                Arguments.of(EMPTY, "200[]reusable "),
                Arguments.of(NOT_MODIFIED, "304[]reusable "),
                Arguments.of(CLOSING, "200[Hi]closing "),
                Arguments.of(OLD, "200[Hi]closing "),
                Arguments.of(INTERIM + SIZED, "201[Hello]reusable "),
                Arguments.of(SIZED + CHUNKED + SIZED,
                        "201[Hello]reusable 200[Hello, chunked!]reusable 201[Hello]reusable "));
    }

    @Test
    void contentWithoutLengthEndsWithTheConnection() {
        parse("HTTP/1.1 200 OK\r\n\r\nto the end");

        boolean complete = parser.closed();

        assertThat(complete).isTrue();
        assertThat(recorder.log()).isEqualTo("200[to the end]closing ");
    }

    @Test
    void aConnectionThatClosesWithinAResponseIsIncomplete() {
        parse("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHell");

        assertThat(parser.closed()).isFalse();
    }

    @Test
    void whatFollowsAnUpgradeIsLeftAlone() {
        String head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";

        int end = parse(head + "frames");

        assertThat(end).isEqualTo(head.length());
        assertThat(recorder.log()).isEqualTo("101[");
    }

    @Test
    void whatIsNotHttpIsRefused() {
        assertThatThrownBy(() -> parse("SSH-2.0-OpenSSH_9.2\r\n"))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessage(
                        "A response must begin with HTTP/1.1 and a status, was \"SSH-2.0-OpenSSH_9.2\"");
    }

    @Test
    void aChunkSizeMustBeANumber() {
        assertThatThrownBy(() -> parse(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"))
                .hasMessage("A length must be 1 to 15 digits, was \"xyz\"");
    }

    private int parse(String response) {
        byte[] bytes = bytes(response);
        return parser.parse(bytes, 0, bytes.length);
    }

    private static byte[] bytes(String response) {
        return response.getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Recorder implements HttpResponseParser.Handler {

        private final StringBuilder log = new StringBuilder();

        @Override
        public void head(int status) {
            log.append(status).append('[');
        }

        @Override
        public void body(byte[] bytes, int from, int to) {
            log.append(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
        }

        @Override
        public void end(boolean reusable) {
            log.append(']').append(reusable ? "reusable " : "closing ");
        }

        private String log() {
            return log.toString();
        }
    }
}

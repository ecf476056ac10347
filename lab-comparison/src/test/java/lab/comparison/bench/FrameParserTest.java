package lab.comparison.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameParserTest {

    private static final String HELLO = "810548656C6C6F";

    @Test
    void aFrameMayBeSplitAnywhere() {
        String ping = "890548656C6C6F";
        String fragments = "010348656C" + "80026C6F";
        String close = "880203E9";
        byte[] bytes = HexFormat.of()
                .parseHex(HELLO + ping + fragments + "8100" + close);
        IntStream.rangeClosed(0, bytes.length).forEach(split -> {
            Recorder recorder = new Recorder();
            FrameParser parser = new FrameParser(recorder);

            parser.parse(bytes, 0, split);
            parser.parse(bytes, split, bytes.length);

            assertThat(recorder.log.toString()).as("split at byte %d", split)
                    .isEqualTo("Hello<end><ping Hello>Hello<end><end><close 1001>");
        });
    }

    /** The examples of RFC 6455 §5.7: 256 bytes and 64 KiB. */
    @Test
    void longLengthsHaveTwoOrEightBytes() {
        assertThat(parse("817E0100" + "61".repeat(256)))
                .isEqualTo("a".repeat(256) + "<end>");
        assertThat(parse("817F0000000000010000" + "61".repeat(65_536)))
                .isEqualTo("a".repeat(65_536) + "<end>");
    }

    @Test
    void closeWithoutCodeIs1005() {
        assertThat(parse("8800")).isEqualTo("<close 1005>");
    }

    @Test
    void aServerMustNotMask() {
        assertThatThrownBy(() -> parse("818537FA213D7F9F4D5158"))
                .hasMessage("A server must not mask its frames (RFC 6455 §5.1)");
    }

    @Test
    void reservedBitsAndUnknownOpcodesAreRefused() {
        assertThatThrownBy(() -> parse("C100"))
                .hasMessage(
                        "A frame must begin with a known opcode and no reserved bit, was 0xC1");
        assertThatThrownBy(() -> parse("8300"))
                .hasMessage(
                        "A frame must begin with a known opcode and no reserved bit, was 0x83");
    }

    @Test
    void controlFramesAreShort() {
        assertThatThrownBy(() -> parse("897E0080"))
                .hasMessage("A control frame has at most 125 bytes (RFC 6455 §5.5)");
    }

    private static String parse(String hex) {
        Recorder recorder = new Recorder();
        byte[] bytes = HexFormat.of().parseHex(hex);
        new FrameParser(recorder).parse(bytes, 0, bytes.length);
        return recorder.log.toString();
    }

    private static final class Recorder implements FrameParser.Handler {

        private final StringBuilder log = new StringBuilder();

        @Override
        public void text(byte[] bytes, int from, int to) {
            log.append(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
        }

        @Override
        public void textEnd() {
            log.append("<end>");
        }

        @Override
        public void ping(byte[] payload, int length) {
            log.append("<ping ")
                    .append(new String(payload, 0, length, StandardCharsets.US_ASCII))
                    .append('>');
        }

        @Override
        public void close(int code) {
            log.append("<close ").append(code).append('>');
        }
    }
}

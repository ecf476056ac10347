package lab.feed.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateTest {

    /** The example of RFC 7692 §7.2.3.1. */
    @Test
    void messageIsCompressedWithoutTheEndOfTheBlock() {
        assertThat(Deflate.compress(utf8("Hello")))
                .isEqualTo(HexFormat.of().parseHex("f248cdc9c90700"));
        assertThat(Deflate.decompress(HexFormat.of().parseHex("f248cdc9c90700"), 100))
                .isEqualTo(utf8("Hello"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 8_192, 100_000})
    void messageOfAnyLengthComesBack(int length) {
        byte[] message = utf8(
                "The quick brown fox. ".repeat(length / 20 + 1).substring(0, length));

        assertThat(Deflate.decompress(Deflate.compress(message), length))
                .isEqualTo(message);
    }

    @Test
    void fewBytesMustNotBecomeMany() {
        byte[] compressed = Deflate.compress(new byte[1_000_000]);

        assertThatThrownBy(() -> Deflate.decompress(compressed, 8_192))
                .hasMessage("Message must be at most 8192 bytes when inflated")
                .extracting(broken -> ((ProtocolException) broken).code())
                .isEqualTo(CloseCode.MESSAGE_TOO_BIG);
    }

    @Test
    void whatIsNotCompressedIsRefused() {
        assertThatThrownBy(
                () -> Deflate.decompress(new byte[]{(byte) 0xFF, (byte) 0xFF}, 100))
                .extracting(broken -> ((ProtocolException) broken).code())
                .isEqualTo(CloseCode.INVALID_PAYLOAD);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "permessage-deflate",
            "permessage-deflate; client_max_window_bits",
            "permessage-deflate; client_max_window_bits=10; server_no_context_takeover",
            "x-webkit-deflate-frame, permessage-deflate",
            "permessage-deflate; server_max_window_bits=10, permessage-deflate"})
    void offerThatCanBeKeptIsAccepted(String offers) {
        assertThat(Deflate.isAcceptable(offers)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"permessage-deflate; server_max_window_bits=10",
            "permessage-bzip2",
            "permessage-deflate; unheard_of", ""})
    void offerThatCannotBeKeptIsNotAccepted(String offers) {
        assertThat(Deflate.isAcceptable(offers)).isFalse();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package lab.feed.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455 §5.2, and the examples of §5.7. */
class FrameTest {

    @Test
    void anUnmaskedTextMessageHasTwoHeaderBytes() {
        byte[] encoded = bytes(Frame.text("Hello"));

        assertThat(encoded).asHexString().isEqualTo("810548656C6C6F");
    }

    @Test
    void aPingHasAnOpcodeOfItsOwn() {
        byte[] encoded = bytes(
                Frame.control(Frame.PING, "Hello".getBytes(StandardCharsets.US_ASCII)));

        assertThat(encoded).asHexString().isEqualTo("890548656C6C6F");
    }

    @ParameterizedTest
    @CsvSource({
            "0, 8100",
            "1, 8101",
            "125, 817D",
            "126, 817E007E",
            "256, 817E0100",
            "32768, 817E8000",
            "65535, 817EFFFF",
            "65536, 817F0000000000010000"})
    void theLengthIsInItsShortestForm(int length, String header) {
        byte[] encoded = bytes(Frame.control(Frame.TEXT, new byte[length]));

        assertThat(encoded).hasSize(header.length() / 2 + length);
        assertThat(encoded).asHexString().isEqualTo(header + "00".repeat(length));
    }

    @Test
    void aFragmentHasNoFinBit() {
        byte[] encoded = bytes(new Frame(false, false, Frame.TEXT,
                "Hel".getBytes(StandardCharsets.US_ASCII)));

        assertThat(encoded).asHexString().isEqualTo("010348656C");
    }

    @Test
    void aCompressedMessageHasRsv1() {
        byte[] encoded = bytes(new Frame(true, true, Frame.TEXT, new byte[]{0}));

        assertThat(encoded).asHexString().isEqualTo("C10100");
    }

    @Test
    void aCloseFrameBeginsWithItsCode() {
        byte[] encoded = bytes(Frame.close(1001, "Bye"));

        assertThat(encoded).asHexString().isEqualTo("880503E9427965");
    }

    @Test
    void aReasonHasAtMost123BytesOfUtf8() {
        assertThat(bytes(Frame.close(1000, "é".repeat(61) + "e"))).hasSize(127);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Frame.close(1000, "é".repeat(62)))
                .withMessage("Reason must be at most 123 bytes of UTF-8, was 124");
    }

    private static byte[] bytes(Frame frame) {
        return BufferUtil.toArray(frame.encode());
    }
}

package lab.feed.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReadTest {

    private static final int MAX_PAYLOAD = 70_000;

    /** The example of RFC 6455 §5.7. */
    @Test
    void maskedTextFrameIsUnmasked() {
        Frame frame = read("818537fa213d7f9f4d5158");

        assertThat(frame).isEqualTo(Frame.text("Hello"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6, 8, 10})
    void nothingIsTakenOfAFrameThatIsNotAllThere(int bytes) {
        ByteBuffer in = ByteBuffer.wrap(hex("818537fa213d7f9f4d5158"), 0, bytes);

        assertThat(Frame.read(in, MAX_PAYLOAD)).isNull();
        assertThat(in.position()).isZero();
    }

    @Test
    void framesThatCameTogetherAreReadOneByOne() {
        ByteBuffer in = ByteBuffer
                .wrap(hex("898000000000" + "818537fa213d7f9f4d5158" + "81"));

        assertThat(Frame.read(in, MAX_PAYLOAD))
                .isEqualTo(Frame.control(Frame.PING, new byte[0]));
        assertThat(Frame.read(in, MAX_PAYLOAD)).isEqualTo(Frame.text("Hello"));
        assertThat(Frame.read(in, MAX_PAYLOAD)).isNull();
        assertThat(in.remaining()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"fe, 126", "fe, 65535", "ff, 65536"})
    void lengthMayBeIn16Or64Bits(String secondByte, int length) {
        ByteBuffer in = ByteBuffer.allocate(2 + 8 + 4 + length).put((byte) 0x82)
                .put(hex(secondByte));
        in = secondByte.equals("fe") ? in.putShort((short) length) : in.putLong(length);
        in.put(new byte[4 + length]).flip();

        assertThat(Frame.read(in, MAX_PAYLOAD).payload()).hasSize(length);
        assertThat(in.remaining()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "a180          | RSV2 and RSV3 must be 0 (RFC 6455 §5.2)",
            "9180          | RSV2 and RSV3 must be 0 (RFC 6455 §5.2)",
            "8380          | Opcode must be 0, 1, 2, 8, 9 or 10, was 3 (RFC 6455 §5.2)",
            "8b80          | Opcode must be 0, 1, 2, 8, 9 or 10, was 11 (RFC 6455 §5.2)",
            "8105          | A client must mask its frames (RFC 6455 §5.1)",
            "0980          | A control frame must not be fragmented (RFC 6455 §5.5)",
            "89fe          | A control frame must be at most 125 bytes (RFC 6455 §5.5)",
            "c980          | A control frame must not be compressed (RFC 7692 §6.1)",
            "81fe007d      | The length must be in the shortest form (RFC 6455 §5.2)",
            "81ff000000000000ffff | The length must be in the shortest form (RFC 6455 §5.2)",
            "81ff8000000000000000 | The first bit of a 64-bit length must be 0 (RFC 6455 §5.2)"})
    void whatNoServerMayAcceptIsRefusedAsSoonAsItIsSeen(String bytes, String rule) {
        assertThatThrownBy(() -> read(bytes.strip()))
                .isInstanceOf(ProtocolException.class)
                .hasMessage(rule)
                .extracting(broken -> ((ProtocolException) broken).code())
                .isEqualTo(CloseCode.PROTOCOL_ERROR);
    }

    @Test
    void longPayloadIsRefusedBeforeItComes() {
        assertThatThrownBy(() -> read("81ff0000000100000000"))
                .hasMessage(
                        "Message must be at most 70000 bytes, was 4294967296 or more")
                .extracting(broken -> ((ProtocolException) broken).code())
                .isEqualTo(CloseCode.MESSAGE_TOO_BIG);
    }

    private static Frame read(String bytes) {
        return Frame.read(ByteBuffer.wrap(hex(bytes)), MAX_PAYLOAD);
    }

    private static byte[] hex(String bytes) {
        return HexFormat.of().parseHex(bytes);
    }
}

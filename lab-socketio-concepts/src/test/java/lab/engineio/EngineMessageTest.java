package lab.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of a message (Engine.IO protocol v4, "Packet encoding"). */
class EngineMessageTest {

    private static final byte[] BYTES = {1, 2, 3, 4};

    /** The protocol document's own examples. */
    @Test
    void inAPollTextFollowsItsTypeAndBinaryIsBase64() {
        assertThat(EngineMessage.text("hello").packet()).asString().isEqualTo("4hello");
        assertThat(EngineMessage.binary(BYTES).packet()).asString()
                .isEqualTo("bAQIDBA==");
    }

    @Test
    void inAFrameTextFollowsItsTypeAndBinaryIsAsItIs() {
        assertThat(bytes(EngineMessage.text("hello"))).asHexString()
                .isEqualTo("81063468656C6C6F");
        assertThat(bytes(EngineMessage.binary(BYTES))).asHexString()
                .isEqualTo("820401020304");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\u00e9", "\u20ac", "\ud83d\ude00", "1234567"})
    void theSizeIsThatInAPoll(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        EngineMessage binary = EngineMessage.binary(utf8);

        assertThat(EngineMessage.text(text).size()).isEqualTo(1 + utf8.length);
        assertThat(binary.size()).isEqualTo(binary.packet().length);
    }

    @Test
    void onlyWhatGoesToSeveralSessionsIsSharedOutsideTheHeap() {
        EngineMessage message = EngineMessage.text("hello");

        ByteBuffer first = message.frame();
        ByteBuffer second = message.frame();
        ByteBuffer third = message.frame();

        assertThat(first.isDirect()).isFalse();
        assertThat(second.isDirect()).isTrue();
        assertThat(third.isDirect()).isTrue();
        assertThat(second).isEqualTo(first);
        second.get();
        assertThat(third).as("has a position of its own").isEqualTo(first);
    }

    private static byte[] bytes(EngineMessage message) {
        ByteBuffer frame = message.frame();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }
}

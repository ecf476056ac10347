package lab.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** RFC 6455 §5.2 and the examples of §5.7. */
class WebSocketWireTest {

    @Test
    void theSamplesOfTheSpecificationAreRead() {
        AtomicReference<WebSocketWire.Frame> text = new AtomicReference<>();
        AtomicReference<WebSocketWire.Frame> close = new AtomicReference<>();

        CheckResult result = answering("81 05 48 65 6c 6c 6f 88 04 03 e8 6f 6b")
                .judge(trial -> {
                    WebSocketWire socket = WebSocketWire.over(trial,
                            trial.start().connect());
                    text.set(socket.readFrame());
                    close.set(socket.readFrame());
                });

        assertThat(result.outcome()).isEqualTo(Outcome.PASS);
        assertThat(text.get().text()).isEqualTo("Hello");
        assertThat(text.get().fin()).isTrue();
        assertThat(close.get().closeCode()).isEqualTo(1000);
        assertThat(close.get().closeReason()).isEqualTo("ok");
    }

    @Test
    void aServerThatMasksIsToldSo() {
        CheckResult result = answering("81 85 37 fa 21 3d 7f 9f 4d 51 58")
                .judge(WebSocketWireTest::readOne);

        assertThat(result.feedback().expected().en())
                .isEqualTo("A server does not mask");
        assertThat(result.feedback().transcript()).contains(
                ">>> < 81 85 37 fa 21 3d 7f 9f 4d 51 58  text, 5 bytes: Hello");
    }

    @Test
    void aLengthThatIsNotInItsShortestFormIsAFailure() {
        CheckResult result = answering("81 7e 00 05 48 65 6c 6c 6f")
                .judge(WebSocketWireTest::readOne);

        assertThat(result.feedback().source()).isEqualTo("RFC 6455 §5.2");
        assertThat(result.feedback().got().en()).isEqualTo("126, 5");
    }

    @Test
    void aLengthBeyondAllReasonIsAFailureAndNotAllocated() {
        CheckResult result = answering("82 7f 7f ff ff ff ff ff ff ff")
                .judge(WebSocketWireTest::readOne);

        assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(result.feedback().source()).isEqualTo("RFC 6455 §5.2");
    }

    @Test
    void whatIsSentIsMaskedAndSaysWhatItIs() {
        CheckResult result = answering("").judge(trial -> {
            WebSocketWire socket = WebSocketWire.over(trial, trial.start().connect());
            byte[] frame = socket.frame(WebSocketWire.FIN | WebSocketWire.TEXT,
                    "Hello".getBytes(StandardCharsets.UTF_8));
            assertThat(frame).hasSize(11).startsWith(0x81, 0x85);
            assertThat(frame[6] ^ frame[2]).isEqualTo('H');
            socket.sendFrame(WebSocketWire.TEXT, new byte[]{'a'});
            trial.require(false, Rule.rule("x", "x"), Trial.Seen.atTheEnd("x", "x"));
        });

        assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(result.feedback().transcript())
                .anyMatch(line -> line.endsWith("  text, not final, 1 bytes: a"));
    }

    /** The nonce and the answer to it of §1.3. */
    @Test
    void theAcceptIsThatOfTheSpecification() {
        Handshake sample = Handshake
                .with("the sample nonce".getBytes(StandardCharsets.US_ASCII));

        assertThat(sample.key()).isEqualTo("dGhlIHNhbXBsZSBub25jZQ==");
        assertThat(sample.accept()).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    private static void readOne(Trial trial) {
        WebSocketWire.over(trial, trial.start().connect()).readFrame();
    }

    private static CannedExercise answering(String hex) {
        return new CannedExercise(hex.isEmpty()
                ? new byte[0]
                : HexFormat.ofDelimiter(" ").parseHex(hex), true);
    }
}

package lab.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.junit.jupiter.api.Test;

class FrameBatchTest {

    private final List<String> told = new ArrayList<>();
    private final FrameBatch batch = new FrameBatch();

    @Test
    void shortFramesAreOneWriteInTheirOrder() {
        batch.add(frame("one"), telling("first"));
        batch.add(frame("two"), telling("second"));

        assertThat(text(batch.bytes())).isEqualTo("onetwo");
    }

    @Test
    void oneFrameAloneIsNotCopied() {
        ByteBuffer frame = frame("x".repeat(100_000));

        batch.add(frame, Callback.NOOP);

        assertThat(batch.bytes()).isSameAs(frame);
    }

    @Test
    void whatWouldBeTooMuchHasNoRoom() {
        assertThat(batch.add(frame("x".repeat(16_380)), Callback.NOOP)).isTrue();
        assertThat(batch.add(frame("four"), Callback.NOOP)).isTrue();
        assertThat(batch.add(frame("5"), telling("never"))).isFalse();

        assertThat(batch.bytes().remaining()).isEqualTo(16_384);
        batch.succeeded();
        assertThat(told).isEmpty();
    }

    @Test
    void behindALongFrameThereIsNoRoom() {
        batch.add(frame("x".repeat(100_000)), Callback.NOOP);

        assertThat(batch.add(frame("y"), Callback.NOOP)).isFalse();
    }

    @Test
    void everybodyIsToldWhatBecameOfTheWrite() {
        batch.add(frame("one"), telling("first"));
        batch.add(frame("two"), telling("second"));

        batch.succeeded();
        batch.failed(new IllegalStateException("gone"));

        assertThat(told).containsExactly("first", "second", "first: gone",
                "second: gone");
    }

    /** Jetty runs only what never blocks on the thread that has found the socket writable. */
    @Test
    void itMayBlockIfOneOfThemMay() {
        batch.add(frame("one"), Callback.NOOP);
        assertThat(batch.getInvocationType()).isEqualTo(InvocationType.NON_BLOCKING);

        batch.add(frame("two"), Callback.from(() -> {
        }));
        assertThat(batch.getInvocationType()).isEqualTo(InvocationType.BLOCKING);
    }

    private Callback telling(String name) {
        return Callback.from(() -> told.add(name),
                gone -> told.add(name + ": " + gone.getMessage()));
    }

    private static ByteBuffer frame(String text) {
        return ByteBuffer.wrap(text.getBytes());
    }

    private static String text(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return new String(copy);
    }
}

package lab.comparison.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CursorScannerTest {

    @Test
    void theLastCursorCountsHoweverTheTextIsSplit() {
        byte[] text = Ascii
                .bytes("""
                        {"notifications":[{"cursor":"k-1","title":"\\"cursor\\":\\"no"},{"cursor":"k-2","body":"cursor"}],\
                        ""cursor"cursor":"k-3","reset":false}""");
        IntStream.rangeClosed(0, text.length).forEach(split -> {
            CursorScanner scanner = new CursorScanner();

            scanner.scan(text, 0, split);
            scanner.scan(text, split, text.length);

            assertThat(cursor(scanner)).as("split at byte %d", split).isEqualTo("k-3");
        });
    }

    @Test
    void withoutACursorTheOldOneStays() {
        CursorScanner scanner = new CursorScanner();
        scanner.set(Ascii.bytes("k-7"));

        scanner.scan(Ascii.bytes("{}"), 0, 2);

        assertThat(cursor(scanner)).isEqualTo("k-7");
    }

    @Test
    void aCursorWithoutEndIsRefused() {
        byte[] text = Ascii.bytes("\"cursor\":\"" + "x".repeat(129));

        assertThatThrownBy(() -> new CursorScanner().scan(text, 0, text.length))
                .hasMessage("A cursor must have at most 128 bytes");
    }

    private static String cursor(CursorScanner scanner) {
        ByteBuffer buffer = ByteBuffer.allocate(128);
        scanner.appendTo(buffer);
        return Ascii.text(buffer.array(), 0, buffer.position());
    }
}

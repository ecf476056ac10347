package lab.comparison.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkerTest {

    @Test
    void aBodyHasExactlyTheWantedLength() {
        assertThat(Marker.body(42, 12)).isEqualTo("#0000000042#");
        assertThat(Marker.body(42, 15)).isEqualTo("#0000000042#xxx");
    }

    @Test
    void markersAreFoundHoweverTheTextIsSplit() {
        byte[] text = Ascii.bytes("a#12##" + Marker.body(7, 20) + "#"
                + Marker.body(1_234_567_890, 12) + "#x");
        IntStream.rangeClosed(0, text.length).forEach(split -> {
            List<Integer> found = new ArrayList<>();
            Marker marker = new Marker(found::add);

            marker.scan(text, 0, split);
            marker.scan(text, split, text.length);

            assertThat(found).as("split at byte %d", split).containsExactly(7,
                    1_234_567_890);
        });
    }

    @Test
    void theNumberMustHaveTenDigits() {
        List<Integer> found = new ArrayList<>();
        byte[] text = Ascii.bytes("#123456789# #12345678901# #12345x7890#");

        new Marker(found::add).scan(text, 0, text.length);

        assertThat(found).isEmpty();
    }
}

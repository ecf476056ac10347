package lab.comparison.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void theMedianIsTheMiddleOrBetweenTheMiddleTwo() {
        assertThat(Statistics.of(List.of(3.0, 9.0, 1.0)))
                .isEqualTo(new Statistics(3, 1, 9, 3));
        assertThat(Statistics.of(List.of(4.0, 1.0, 2.0, 90.0)))
                .isEqualTo(new Statistics(3, 1, 90, 4));
    }

    @Test
    void nothingHasNoMedian() {
        assertThatThrownBy(() -> Statistics.of(List.of()))
                .hasMessage("Statistics need at least 1 value, were 0");
    }
}

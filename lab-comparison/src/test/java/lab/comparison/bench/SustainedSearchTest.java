package lab.comparison.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SustainedSearchTest {

    private final List<Double> tried = new ArrayList<>();

    @Test
    void theHighestSustainableRateIsFound() throws IOException {
        double best = search(10_000, 166).run(50);

        assertThat(best).isBetween(166 / 1.06, 166.0);
    }

    @Test
    void aStartThatIsTooHighGoesDown() throws IOException {
        double best = search(10_000, 7).run(50);

        assertThat(best).isBetween(7 / 1.06, 7.0);
    }

    @Test
    void aServerThatSustainsNothingHasZero() throws IOException {
        double best = search(10_000, 0).run(50);

        assertThat(best).isZero();
        assertThat(tried).last()
                .satisfies(rate -> assertThat(rate).isGreaterThanOrEqualTo(1));
    }

    @Test
    void theHighestRateIsNotExceeded() throws IOException {
        double best = search(300, 1_000_000).run(50);

        assertThat(tried).allSatisfy(rate -> assertThat(rate).isLessThanOrEqualTo(300));
        assertThat(best).isEqualTo(50 * 1.5 * 1.5 * 1.5 * 1.5);
    }

    @Test
    void oneFailureIsForgiven() throws IOException {
        SustainedSearch search = new SustainedSearch(60, rate -> {
            tried.add(rate);
            return tried.size() == 1 ? Optional.empty() : Optional.of(rate);
        });

        assertThat(search.run(50)).isEqualTo(50);
        assertThat(tried).containsExactly(50.0, 50.0);
    }

    private SustainedSearch search(double highest, double limit) {
        return new SustainedSearch(highest, rate -> {
            tried.add(rate);
            return rate <= limit ? Optional.of(rate) : Optional.empty();
        });
    }
}

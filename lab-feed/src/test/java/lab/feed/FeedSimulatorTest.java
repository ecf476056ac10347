package lab.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedSimulatorTest {

    @Test
    void sameSeedGivesTheSameNotifications() {
        assertThat(draw(42, 100)).isEqualTo(draw(42, 100));
        assertThat(draw(42, 100)).isNotEqualTo(draw(43, 100));
    }

    @Test
    void fourTopicsAreRecognisable() {
        Set<String> topics = draw(1, 100).stream().map(NotificationDraft::topic)
                .collect(Collectors.toSet());

        assertThat(topics).containsExactlyInAnyOrder("orders", "builds", "security",
                "sensors");
    }

    /** That they are valid is proved by their existence: a draft checks itself. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 44, 45, 46, 100, 1_999, 2_000})
    void bodyHasExactlyTheLength(int bodyLength) {
        assertThat(draw(7, bodyLength))
                .allSatisfy(draft -> assertThat(draft.body()).hasSize(bodyLength));
    }

    private static List<NotificationDraft> draw(long seed, int bodyLength) {
        FeedSimulator simulator = new FeedSimulator(seed);
        return Stream.generate(() -> simulator.next(bodyLength)).limit(1_000).toList();
    }
}

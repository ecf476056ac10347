package lab.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

    @Test
    void noneMeansAll() {
        assertThat(Topics.parse(null)).isEqualTo(Topics.ALL);
        assertThat(Topics.parse("")).isEqualTo(Topics.ALL);
        assertThat(Topics.ALL.include("orders")).isTrue();
    }

    @Test
    void namesArePartedByCommas() {
        Topics topics = Topics.parse("orders,builds,orders");

        assertThat(topics.names()).containsExactlyInAnyOrder("orders", "builds");
        assertThat(topics.include("builds")).isTrue();
        assertThat(topics.include("build")).isFalse();
    }

    @Test
    void topicHasOneToSixtyFourCharacters() {
        String longest = "abcxyz0189._-".repeat(5).substring(0, 64);

        assertThat(Topics.parse("a," + longest).names()).containsExactlyInAnyOrder("a",
                longest);
        assertThatThrownBy(() -> Topics.parse(longest + "a"))
                .hasMessage("topics must be 1 to 64 of a-z 0-9 . _ -, was \"%sa\"",
                        longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "a,", ",a", "a,,b", "a b", "Orders", "a/b", "é", "a\n",
            "a\0b", "*"})
    void otherCharactersAreRefused(String text) {
        assertThatThrownBy(() -> Topics.parse(text))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith(
                        "topics must be 1 to 64 of a-z 0-9 . _ -, was \"");
    }

    @Test
    void atMostFifty() {
        assertThat(Topics.parse(topics(50)).names()).hasSize(50);
        assertThatThrownBy(() -> Topics.parse(topics(51)))
                .hasMessage("topics must be at most 50, was 51");
        assertThatThrownBy(() -> Topics.parse(topics(10_000)))
                .hasMessage("topics must be at most 50, was 10000");
    }

    private static String topics(int count) {
        return IntStream.range(0, count).mapToObj(i -> "t" + i)
                .collect(Collectors.joining(","));
    }
}

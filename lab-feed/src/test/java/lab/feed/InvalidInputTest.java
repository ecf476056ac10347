package lab.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidInputTest {

    @Test
    void messageNamesFieldRuleAndValue() {
        InvalidInput invalid = new InvalidInput("title", "1 to 120 characters",
                "121 characters");

        assertThat(invalid)
                .hasMessage("title must be 1 to 120 characters, was 121 characters");
        assertThat(invalid.field()).isEqualTo("title");
        assertThat(invalid.rule()).isEqualTo("1 to 120 characters");
        assertThat(invalid.value()).isEqualTo("121 characters");
    }

    @Test
    void textIsQuotedAndControlCharactersAreVisible() {
        assertThat(InvalidInput
                .ofText("topic", "simple", "a\r\n\0\u007f\u0085\ud83d\ude00\ud83d")
                .value())
                .isEqualTo(
                        "\"a\\u000d\\u000a\\u0000\\u007f\\u0085\ud83d\ude00\\ud83d\"");
    }

    @Test
    void controlCharactersAreVisibleInWhatIsNotQuotedToo() {
        assertThat(new InvalidInput("JSON", "well-formed", "Duplicate field '\ud800\r'")
                .value())
                .isEqualTo("Duplicate field '\\ud800\\u000d'");
    }

    @Test
    void longValueIsCutAtEightyCharacters() {
        assertThat(InvalidInput.ofText("topic", "short", "a".repeat(80)).value())
                .isEqualTo("\"" + "a".repeat(80) + "\"");
        assertThat(InvalidInput.ofText("topic", "short", "a".repeat(81)).value())
                .isEqualTo("\"" + "a".repeat(80) + "…\"");
        assertThat(new InvalidInput("topic", "short", "a".repeat(5_000)).value())
                .isEqualTo("a".repeat(80) + "…");
    }

    /** Half a surrogate pair has no UTF-8 form, so the report of the error would fail in its turn. */
    @ParameterizedTest
    @ValueSource(ints = {77, 78, 79, 80, 81})
    void longValueIsNotCutWithinACharacter(int length) {
        String value = InvalidInput
                .ofText("topic", "short", "a".repeat(length) + "\ud83d\ude00".repeat(9))
                .value();

        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(value)).isTrue();
        assertThat(value).startsWith("\"" + "a".repeat(77)).endsWith("\"");
    }
}

package lab.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void textIsEpochAndPosition() {
        Cursor cursor = new Cursor("k3f9", 42);

        assertThat(cursor).hasToString("k3f9-42");
        assertThat(Cursor.parse("k3f9-42")).isEqualTo(cursor);
    }

    @Test
    void positionMayHaveEighteenDigits() {
        assertThat(Cursor.parse("a-999999999999999999").position())
                .isEqualTo(999_999_999_999_999_999L);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "-", "k3f9", "k3f9-", "-42", "k3f9--42", "k3f9-4.2",
            "K3F9-42", "k3f9-42 ",
            "k3f9-1234567890123456789", "abcdefghijabcdefghija-1", "k3f9-٤٢",
            "EARLIEST"})
    void whatNoFeedGaveOutIsRefused(String text) {
        assertThatThrownBy(() -> Cursor.parse(text))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "after must be a cursor that this feed gave out, or earliest, was \"%s\"",
                        text);
    }

    @Test
    void controlCharactersAreNamedNotRepeated() {
        assertThatThrownBy(() -> Cursor.parse("k3f9-42\r\nSet-Cookie: a=b\0"))
                .hasMessageEndingWith(
                        "was \"k3f9-42\\u000d\\u000aSet-Cookie: a=b\\u0000\"");
    }
}

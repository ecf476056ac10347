package lab.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static final String RULE = "JSON must be well-formed and at most 16 levels deep, was ";

    @ParameterizedTest
    @ValueSource(strings = {"{", "}", "[1,]", "{'a':1}", "{a:1}", "NaN", "tru", "\"",
            "{\"a\":1}}", "{} {}", "1 2",
            "{\"a\":1,\"a\":2}", "// comment\n{}", "\"\n\"", "01", "\ufeff\ufeff{}"})
    void malformedIsRefused(String text) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith(RULE)
                .hasMessageMatching("(?s).*(\\(line [0-9]+, column [0-9]+\\)|…)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void emptyIsNoValue(String text) {
        assertThatThrownBy(() -> Json.parse(text))
                .hasMessage("JSON must be one value, was empty");
    }

    @Test
    void atMostSixteenLevelsDeep() {
        assertThat(Json.parse("[".repeat(16) + "]".repeat(16)).size()).isEqualTo(1);
        assertThatThrownBy(() -> Json.parse("[".repeat(17) + "]".repeat(17)))
                .hasMessageStartingWith(RULE);
        assertThatThrownBy(() -> Json.parse("{\"a\":".repeat(4_000)))
                .hasMessageStartingWith(RULE);
    }

    @Test
    void invalidUtf8IsRefused() {
        byte[] latin1 = "\"é\"".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> Json.parse(latin1))
                .hasMessageStartingWith(RULE + "Invalid UTF-8");
    }

    @Test
    void bytesAreUtf8WithoutLineBreaks() {
        byte[] bytes = Json.bytes(List.of(Map.of("a", "é\r\n\u0085")));

        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .isEqualTo("[{\"a\":\"é\\r\\n\u0085\"}]");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        String text = "\"\\/\b\f\n\r\t\0 é € \ud83d\ude00 \u2028 </script>";

        assertThat(Json.parse(Json.bytes(text)).textValue()).isEqualTo(text);
    }

    @Test
    void textMustBeThere() {
        JsonNode object = Json
                .parse("{\"a\":\"x\",\"number\":1,\"null\":null,\"array\":[\"x\"]}");

        assertThat(Json.text(object, "a")).isEqualTo("x");
        assertThatThrownBy(() -> Json.text(object, "b"))
                .hasMessage("b must be a text, was missing");
        assertThatThrownBy(() -> Json.text(object, "number"))
                .hasMessage("number must be a text, was number");
        assertThatThrownBy(() -> Json.text(object, "null"))
                .hasMessage("null must be a text, was null");
        assertThatThrownBy(() -> Json.text(object, "array"))
                .hasMessage("array must be a text, was array");
    }
}

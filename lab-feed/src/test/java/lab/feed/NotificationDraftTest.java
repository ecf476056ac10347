package lab.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationDraftTest {

    private static final String EMOJI = "\ud83d\ude00";

    @Test
    void allFieldsAreRead() {
        assertThat(
                parse("""
                        {"topic":"orders","severity":"critical","title":"Order 1042 lost","body":"Line 1\\nLine 2"}"""))
                .isEqualTo(new NotificationDraft("orders", Severity.CRITICAL,
                        "Order 1042 lost",
                        "Line 1\nLine 2"));
    }

    @Test
    void missingBodyIsEmpty() {
        assertThat(
                parse("{\"topic\":\"a\",\"severity\":\"info\",\"title\":\"b\"}").body())
                .isEmpty();
    }

    @Test
    void publishedItHasACursorAndATime() {
        NotificationDraft draft = new NotificationDraft("orders", Severity.INFO,
                "Shipped", "");

        Notification notification = draft.publish("k3f9-42",
                Instant.parse("2026-11-20T10:15:30.120Z"));

        assertThat(new String(Json.bytes(notification))).isEqualTo(
                """
                        {"cursor":"k3f9-42","topic":"orders","severity":"info","title":"Shipped","body":"",\
                        "publishedAt":"2026-11-20T10:15:30.120Z"}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1|number", "[]|array", "null|null",
            "'\"a\"'|string", "true|boolean"})
    void onlyAnObjectIsANotification(String json, String kind) {
        assertThatThrownBy(() -> parse(json))
                .hasMessage("notification must be a JSON object, was " + kind);
    }

    @Test
    void unknownFieldIsRefused() {
        refused("{\"topic\":\"a\",\"severity\":\"info\",\"titel\":\"b\"}")
                .hasMessage(
                        "field name must be one of topic, severity, title, body, was \"titel\"");
        refused("{\"topic\":\"a\",\"severity\":\"info\",\"title\":\"b\",\"cursor\":\"k3f9-1\"}")
                .hasMessage(
                        "field name must be one of topic, severity, title, body, was \"cursor\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic", "severity", "title"})
    void fieldMustBeThere(String field) {
        refused("{\"topic\":\"a\",\"severity\":\"info\",\"title\":\"b\"}"
                .replaceAll("\"" + field + "\":\"[a-z]+\",?", "")
                .replace(",}", "}"))
                .hasMessage(field + " must be a text, was missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic", "severity", "title", "body"})
    void fieldMustBeText(String field) {
        refused("{\"topic\":\"a\",\"severity\":\"info\",\"title\":\"b\",\"body\":\"c\"}"
                .replaceAll("\"" + field + "\":\"[a-z]+\"", "\"" + field + "\":7"))
                .hasMessage(field + " must be a text, was number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INFO", "", "warn", "info "})
    void severityIsOneOfThree(String severity) {
        refused("{\"topic\":\"a\",\"severity\":\"%s\",\"title\":\"b\"}"
                .formatted(severity))
                .hasMessage(
                        "severity must be one of info, warning, critical, was \"%s\"",
                        severity);
    }

    @Test
    void topicHasTheFormOfATopic() {
        assertThatThrownBy(() -> draft("Two words", "title", ""))
                .hasMessage(
                        "topic must be 1 to 64 of a-z 0-9 . _ -, was \"Two words\"");
        assertThatThrownBy(() -> draft("a\nb", "title", ""))
                .hasMessage(
                        "topic must be 1 to 64 of a-z 0-9 . _ -, was \"a\\u000ab\"");
    }

    @Test
    void titleHasOneToAHundredAndTwentyCharacters() {
        assertThat(draft("a", EMOJI.repeat(120), "").title()).hasSize(240);
        assertThatThrownBy(() -> draft("a", "", ""))
                .hasMessage("title must be 1 to 120 characters, was 0 characters");
        assertThatThrownBy(() -> draft("a", "t".repeat(121), ""))
                .hasMessage("title must be 1 to 120 characters, was 121 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\n", "\r", "\t", "\u001b", "\u007f", "\u0085",
            "\u009f"})
    void titleIsWithoutControlCharacters(String control) {
        assertThatThrownBy(() -> draft("a", "Red" + control + "alert", ""))
                .hasMessage(
                        "title must be without control characters, was \"Red\\u%04xalert\"",
                        control.codePointAt(0));
    }

    @Test
    void bodyHasUpToTwoThousandCharacters() {
        assertThat(draft("a", "b", EMOJI.repeat(2_000)).body()).hasSize(4_000);
        assertThatThrownBy(() -> draft("a", "b", "c".repeat(2_001)))
                .hasMessage("body must be 0 to 2000 characters, was 2001 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d", "\\ude00", "\\ude00\\ud83d", "x\\ud83dx"})
    void halfACharacterIsRefused(String half) {
        refused("{\"topic\":\"a\",\"severity\":\"info\",\"title\":\"%s\"}"
                .formatted(half))
                .hasMessage("title must be well-formed Unicode, was \"%s\"", half);
        refused("{\"topic\":\"a\",\"severity\":\"info\",\"title\":\"b\",\"body\":\"%s\"}"
                .formatted(half))
                .hasMessage("body must be well-formed Unicode, was \"%s\"", half);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(
            String json) {
        return assertThatThrownBy(() -> parse(json)).isInstanceOf(InvalidInput.class);
    }

    private static NotificationDraft draft(String topic, String title, String body) {
        return new NotificationDraft(topic, Severity.INFO, title, body);
    }

    private static NotificationDraft parse(String json) {
        return NotificationDraft.parse(Json.parse(json));
    }
}

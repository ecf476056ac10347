package lab.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;

/**
 * What a publisher says: a notification before the feed has given it a cursor and a time. A
 * draft that exists is valid.
 *
 * @see Notification
 */
public record NotificationDraft(String topic, Severity severity, String title,
        String body) {

    static final int MAX_TITLE_LENGTH = 120;
    static final int MAX_BODY_LENGTH = 2_000;
    private static final Set<String> FIELDS = Set.of("topic", "severity", "title",
            "body");

    /** @throws InvalidInput naming the field, the rule and the value */
    public NotificationDraft {
        Topics.requireTopic("topic", topic);
        requireLength("title", title, 1, MAX_TITLE_LENGTH);
        if (title.codePoints().anyMatch(Character::isISOControl)) {
            throw InvalidInput.ofText("title", "without control characters", title);
        }
        requireLength("body", body, 0, MAX_BODY_LENGTH);
    }

    /**
     * Reads {@code {"topic":…,"severity":…,"title":…,"body":…}}; a missing body is empty.
     *
     * @throws InvalidInput also for a field of another type and for one that is not known,
     *         which is more often misspelt than superfluous
     */
    public static NotificationDraft parse(JsonNode json) {
        if (!json.isObject()) {
            throw new InvalidInput("notification", "a JSON object", Json.kindOf(json));
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw InvalidInput.ofText("field name",
                        "one of topic, severity, title, body", name);
            }
        });
        return new NotificationDraft(
                Json.text(json, "topic"),
                Severity.parse(Json.text(json, "severity")),
                Json.text(json, "title"),
                json.has("body") ? Json.text(json, "body") : "");
    }

    Notification publish(String cursor, Instant publishedAt) {
        return new Notification(cursor, topic, severity, title, body, publishedAt);
    }

    private static void requireLength(String field, String text, int min, int max) {
        int length = text.codePointCount(0, text.length());
        if (length < min || length > max) {
            throw new InvalidInput(field, "%d to %d characters".formatted(min, max),
                    length + " characters");
        }
        // Half of a surrogate pair has no UTF-8 form: readers would see something else.
        if (text.codePoints()
                .anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw InvalidInput.ofText(field, "well-formed Unicode", text);
        }
    }
}

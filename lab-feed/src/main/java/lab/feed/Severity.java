package lab.feed;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much a notification matters. */
public enum Severity {
    INFO, WARNING, CRITICAL;

    /** As it is written in JSON: lower case. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws InvalidInput if it is none of the three */
    static Severity parse(String text) {
        for (Severity severity : values()) {
            if (severity.wireName().equals(text)) {
                return severity;
            }
        }
        throw InvalidInput.ofText("severity", "one of info, warning, critical", text);
    }
}

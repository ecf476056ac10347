package lab.socketio.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import lab.feed.InvalidInput;
import lab.feed.Json;

/**
 * What people write, checked. {@code <b>} stays {@code <b>}: a text is no HTML here, nor on the page, which shows
 * it by {@code textContent} only, under a policy without inline script. An HTML sanitizer would have nothing to
 * make safe, and would change what somebody wrote; to escape is the business of whoever writes HTML (OWASP, "Cross
 * Site Scripting Prevention", "Safe Sinks"). Names are shown among the page's own words, and are stricter.
 */
final class Input {

    static final int MAX_TEXT = 500;
    static final int MAX_NAME = 24;
    private static final Pattern NAME = Pattern
            .compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} .'’-]{0,%d}"
                    .formatted(MAX_NAME - 1));
    private static final Pattern REF = Pattern.compile("[A-Za-z0-9_-]{1,36}");
    /** Have letters that look the same: a Cyrillic "а" in "Ada" (UTS #39, "Mixed-Script Confusables"). */
    private static final Set<UnicodeScript> LOOK_ALIKE = EnumSet.of(UnicodeScript.LATIN,
            UnicodeScript.GREEK, UnicodeScript.CYRILLIC);

    private Input() {
    }

    /** Lines may be broken; otherwise without control characters. */
    static String text(JsonNode payload) {
        String text = Json.text(payload, "text");
        int length = text.codePointCount(0, text.length());
        if (length > MAX_TEXT || text.isBlank()) {
            throw new InvalidInput("text", "1 to %d characters".formatted(MAX_TEXT),
                    text.isBlank() ? "blank" : length + " characters");
        }
        if (text.codePoints().anyMatch(Input::isUnwanted)) {
            throw InvalidInput.ofText("text",
                    "without characters that control, disguise or are none", text);
        }
        return text;
    }

    /** Under which the sender knows a message before it has an id, and finds it again after a break. */
    static String ref(JsonNode payload) {
        String ref = Json.text(payload, "ref");
        if (!REF.matcher(ref).matches()) {
            throw InvalidInput.ofText("ref", "1 to 36 of A-Z a-z 0-9 _ -", ref);
        }
        return ref;
    }

    static String name(JsonNode payload, String field) {
        String name = Normalizer
                .normalize(Json.text(payload, field), Normalizer.Form.NFC).strip();
        if (!NAME.matcher(name).matches()) {
            throw InvalidInput.ofText(field,
                    "1 to %d letters, digits, spaces and . ' -".formatted(MAX_NAME),
                    name);
        }
        if (name.codePoints().mapToObj(UnicodeScript::of).filter(LOOK_ALIKE::contains)
                .distinct().count() > 1) {
            throw InvalidInput.ofText(field,
                    "in Latin, Greek or Cyrillic letters, not mixed", name);
        }
        return name;
    }

    /** The same for names that people would take for the same. */
    static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }

    static long id(JsonNode payload) {
        JsonNode id = payload.path("id");
        if (!id.isIntegralNumber() || !id.canConvertToLong()) {
            throw new InvalidInput("id", "a whole number", id.toString());
        }
        return id.longValue();
    }

    static boolean flag(JsonNode payload, String field) {
        JsonNode flag = payload.path(field);
        if (!flag.isBoolean()) {
            throw new InvalidInput(field, "true or false", flag.toString());
        }
        return flag.booleanValue();
    }

    /** Half a surrogate pair has no UTF-8 form; embedded and isolated directions can disguise a text. */
    private static boolean isUnwanted(int c) {
        return Character.isISOControl(c) && c != '\n'
                || Character.getType(c) == Character.SURROGATE
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069;
    }
}

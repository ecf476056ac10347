package lab.socketio.editor;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import lab.feed.InvalidInput;
import lab.feed.Json;

/**
 * What clients send, checked as far as it can be without the room: shapes and limits. Text is never changed; it is
 * no HTML here, and a page that shows it as text alone has nothing to escape.
 *
 * @see EditorRoom what an edit may be about
 */
final class EditorInput {

    /** Of one run of characters. Whoever pastes more sends several. */
    static final int MAX_RUN = 500;
    /** Of one event. A client that was away sends several events. */
    static final int MAX_EDITS = 64;
    static final int MAX_NAME = 24;
    private static final Pattern NAME = Pattern
            .compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} .'’-]{0,%d}"
                    .formatted(MAX_NAME - 1));

    private EditorInput() {
    }

    static String name(JsonNode payload) {
        String name = Normalizer
                .normalize(Json.text(payload, "name"), Normalizer.Form.NFC).strip();
        if (!NAME.matcher(name).matches()) {
            throw InvalidInput.ofText("name",
                    "1 to %d letters, digits, spaces and . ' -".formatted(MAX_NAME),
                    name);
        }
        return name;
    }

    /** @return the edits, which are insertions and deletions */
    static List<Edit> edits(JsonNode payload) {
        return list(payload, "edits", MAX_EDITS, EditorInput::edit);
    }

    private static Edit edit(JsonNode edit) {
        CharacterId id = characterId(edit, "id");
        if (edit.has("insert")) {
            return new Edit.Insert(id, characterId(edit, "after"), text(edit));
        }
        return new Edit.Delete(id, number(edit.path("delete"), "delete", 1, MAX_RUN));
    }

    private static String text(JsonNode edit) {
        String text = Json.text(edit, "insert");
        int length = text.codePointCount(0, text.length());
        if (length < 1 || length > MAX_RUN) {
            throw new InvalidInput("insert", "1 to %d characters".formatted(MAX_RUN),
                    length + " characters");
        }
        if (text.codePoints().anyMatch(EditorInput::isUnwanted)) {
            throw InvalidInput.ofText("insert",
                    "without control characters and half characters", text);
        }
        return text;
    }

    /** Half a surrogate pair is no character, and has no UTF-8 form. */
    private static boolean isUnwanted(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t'
                || Character.getType(c) == Character.SURROGATE;
    }

    static Stroke stroke(JsonNode payload) {
        return new Stroke(strokeId(payload.path("id")),
                number(payload.path("ink"), "ink", 0, Stroke.INKS - 1),
                points(payload.path("points")));
    }

    static List<Stroke.Id> strokeIds(JsonNode payload) {
        return list(payload, "strokes", Whiteboard.MAX_STROKES, EditorInput::strokeId);
    }

    private static Stroke.Id strokeId(JsonNode id) {
        int[] pair = pair(id, "id", "[number, site]");
        return new Stroke.Id(pair[0], pair[1]);
    }

    private static List<Integer> points(JsonNode points) {
        if (!points.isArray() || points.isEmpty() || points.size() % 2 == 1
                || points.size() > 2 * Stroke.MAX_POINTS) {
            throw new InvalidInput("points",
                    "[x, y, x, y, …] of 1 to %d points".formatted(Stroke.MAX_POINTS),
                    points.isArray() ? points.size() + " numbers" : points.toString());
        }
        List<Integer> checked = new ArrayList<>();
        for (int i = 0; i < points.size(); i += 2) {
            checked.add(number(points.get(i), "x", 0, Stroke.WIDTH));
            checked.add(number(points.get(i + 1), "y", 0, Stroke.HEIGHT));
        }
        return List.copyOf(checked);
    }

    /**
     * Where somebody is: {@code {"caret":[12,3]}} behind a character of the text, {@code {"pointer":[800,450]}} on
     * the board, {@code {}} in neither.
     */
    static Map<String, Object> cursor(JsonNode payload) {
        Map<String, Object> cursor = new LinkedHashMap<>();
        if (payload.has("caret")) {
            cursor.put("caret", characterId(payload, "caret"));
        }
        if (payload.has("pointer")) {
            JsonNode pointer = payload.path("pointer");
            cursor.put("pointer",
                    List.of(number(pointer.path(0), "x", 0, Stroke.WIDTH),
                            number(pointer.path(1), "y", 0, Stroke.HEIGHT)));
        }
        return cursor;
    }

    private static CharacterId characterId(JsonNode object, String field) {
        int[] pair = pair(object.path(field), field, "[counter, site]");
        return new CharacterId(pair[0], pair[1]);
    }

    private static int[] pair(JsonNode pair, String field, String rule) {
        if (!pair.isArray() || pair.size() != 2) {
            throw new InvalidInput(field, rule, pair.toString());
        }
        return new int[]{number(pair.get(0), field, 0, Integer.MAX_VALUE),
                number(pair.get(1), field, 0, EditorRoom.MAX_SITES)};
    }

    static int number(JsonNode number, String field, int least, int most) {
        if (!number.isIntegralNumber() || !number.canConvertToInt()) {
            throw new InvalidInput(field, whole(least, most),
                    number.isMissingNode() ? "missing" : number.toString());
        }
        require(field, number.intValue(), least, most);
        return number.intValue();
    }

    static void require(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new InvalidInput(field, whole(least, most), Integer.toString(value));
        }
    }

    private static String whole(int least, int most) {
        return "a whole number in %d..%d".formatted(least, most);
    }

    private static <T> List<T> list(JsonNode array, String what, int most,
            Function<JsonNode, T> each) {
        if (!array.isArray() || array.isEmpty() || array.size() > most) {
            throw new InvalidInput(what, "an array of 1 to %d".formatted(most),
                    array.isArray()
                            ? Integer.toString(array.size())
                            : array.toString());
        }
        List<T> list = new ArrayList<>();
        array.forEach(element -> list.add(each.apply(element)));
        return list;
    }
}

package lab.socketio.editor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has been drawn. Unlike a text it needs no care for concurrent changes: a stroke is not between others, so
 * they are a set. Each is added once and erased once, and erasing names the strokes that the eraser has seen: one
 * that somebody draws at that moment stays. Not for two threads at once.
 */
final class Whiteboard {

    static final int MAX_STROKES = 500;
    static final int MAX_POINTS = 20_000;

    private final Map<Stroke.Id, Stroke> strokes = new LinkedHashMap<>();
    /** By site: the number of its latest stroke, erased or not. */
    private final Map<Integer, Integer> latest = new HashMap<>();
    private int points;

    /**
     * Returns false if it was added before: a client that has seen no answer sends it again, and what is erased
     * stays erased.
     *
     * @throws EditorError if the board is full
     */
    boolean add(Stroke stroke) {
        if (stroke.id().number() <= latest.getOrDefault(stroke.id().site(), 0)) {
            return false;
        }
        if (strokes.size() == MAX_STROKES) {
            throw EditorError.full("strokes of a board", MAX_STROKES, MAX_STROKES + 1);
        }
        if (points + stroke.length() > MAX_POINTS) {
            throw EditorError.full("points of a board", MAX_POINTS,
                    points + stroke.length());
        }
        latest.put(stroke.id().site(), stroke.id().number());
        strokes.put(stroke.id(), stroke);
        points += stroke.length();
        return true;
    }

    /** Returns those that were there; others have erased the rest. */
    List<Stroke.Id> erase(List<Stroke.Id> ids) {
        List<Stroke.Id> erased = new ArrayList<>();
        for (Stroke.Id id : ids) {
            Stroke stroke = strokes.remove(id);
            if (stroke != null) {
                points -= stroke.length();
                erased.add(id);
            }
        }
        return erased;
    }

    boolean has(Stroke.Id id) {
        return strokes.containsKey(id);
    }

    /** In the order in which they were drawn; a copy. */
    List<Stroke> strokes() {
        return List.copyOf(strokes.values());
    }

    int size() {
        return strokes.size();
    }
}

package lab.socketio.editor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One replica of a text that several people edit at once: a Replicated Growable Array (Roh et al., "Replicated
 * abstract data types: Building blocks for collaborative applications", 2011). Replicas that have applied the same
 * edits have the same text, in whatever order the edits came and however often:
 *
 * <ul>
 * <li>an insertion names the character that it was typed after, so it does not matter what else has moved;
 * <li>of several after the same character the one with the larger id comes first, everywhere;
 * <li>a deleted character stays as a tombstone, so that others can still be after it;
 * <li>an edit that was applied before changes nothing, and one that came too early waits.
 * </ul>
 *
 * The same in the browser: {@code shared-text.js}. A character is a code point, so that no emoji is cut in two. Not
 * for two threads at once.
 */
final class SharedText {

    /** A character or its tombstone, in a list that is the text. */
    private static final class Element {

        static final int TOMBSTONE = -1;

        final CharacterId id;
        final Element after;
        int codePoint;
        Element next;

        Element(CharacterId id, Element after, int codePoint) {
            this.id = id;
            this.after = after;
            this.codePoint = codePoint;
        }

        boolean isVisible() {
            return codePoint != TOMBSTONE;
        }

        /** Whether it can be told in one run with the element before it. */
        boolean continues(Element previous) {
            return after == previous && id.equals(previous.id.plus(1))
                    && isVisible() == previous.isVisible();
        }
    }

    private final Element start = new Element(CharacterId.START, null,
            Element.TOMBSTONE);
    private final Map<CharacterId, Element> elements = new HashMap<>();
    /** Edits about characters that are not here yet. */
    private final List<Edit> waiting = new ArrayList<>();
    private int clock;
    private int length;
    private long changes;

    SharedText() {
        elements.put(CharacterId.START, start);
    }

    /** Characters that can be seen. */
    int length() {
        return length;
    }

    /** Characters that were deleted, and still take their place. */
    int tombstones() {
        return elements.size() - 1 - length;
    }

    /** The largest counter of all characters; the next one typed has a larger one. */
    int clock() {
        return clock;
    }

    boolean knows(CharacterId id) {
        return elements.containsKey(id);
    }

    /**
     * Types here.
     *
     * @param index how many visible characters are before
     * @return what the other replicas are to be told
     */
    Edit.Insert insert(int site, int index, String text) {
        Edit.Insert edit = new Edit.Insert(new CharacterId(clock + 1, site),
                visible(index).id, text);
        apply(edit);
        return edit;
    }

    /** Deletes visible characters here; returns what the other replicas are to be told. */
    List<Edit> delete(int index, int count) {
        List<Edit> edits = new ArrayList<>();
        Element last = visible(index);
        for (int left = count; left > 0;) {
            Element first = nextVisible(last);
            last = endOfRun(first, left);
            edits.add(new Edit.Delete(first.id, lengthOfRun(first, last)));
            left -= lengthOfRun(first, last);
        }
        edits.forEach(this::apply);
        return edits;
    }

    /** Whether all that the edit is about is here. */
    boolean isReady(Edit edit) {
        if (edit instanceof Edit.Insert insert) {
            return knows(insert.after());
        } else if (edit instanceof Edit.Tombstones tombstones) {
            return knows(tombstones.after());
        }
        Edit.Delete delete = (Edit.Delete) edit;
        for (int i = 0; i < delete.length(); i++) {
            if (!knows(delete.id().plus(i))) {
                return false;
            }
        }
        return true;
    }

    /** Does what another replica has done. Returns false if that changes nothing, or nothing yet. */
    boolean apply(Edit edit) {
        if (!isReady(edit)) {
            waiting.add(edit);
            return false;
        }
        long before = changes;
        perform(edit);
        List<Edit> retried = List.copyOf(waiting);
        waiting.clear();
        retried.forEach(this::apply);
        return changes != before;
    }

    private void perform(Edit edit) {
        if (edit instanceof Edit.Insert insert) {
            integrate(insert.id(), insert.after(),
                    insert.text().codePoints().toArray());
        } else if (edit instanceof Edit.Delete delete) {
            bury(delete.id(), delete.length());
        } else if (edit instanceof Edit.Tombstones tombstones) {
            integrate(tombstones.id(), tombstones.after(),
                    new int[tombstones.length()]);
            bury(tombstones.id(), tombstones.length());
        }
    }

    private void integrate(CharacterId first, CharacterId after, int[] codePoints) {
        Element previous = elements.get(after);
        for (int i = 0; i < codePoints.length; i++) {
            CharacterId id = first.plus(i);
            if (!knows(id)) {
                place(new Element(id, previous, codePoints[i]));
            }
            previous = elements.get(id);
        }
    }

    /**
     * Behind the character that it was typed after, but not before what has a larger id: that was typed at the
     * same place without knowing this one, or after something that was. What follows has smaller ids again.
     */
    private void place(Element element) {
        Element left = element.after;
        while (left.next != null && left.next.id.compareTo(element.id) > 0) {
            left = left.next;
        }
        element.next = left.next;
        left.next = element;
        elements.put(element.id, element);
        clock = Math.max(clock, element.id.counter());
        length++;
        changes++;
    }

    private void bury(CharacterId first, int count) {
        for (int i = 0; i < count; i++) {
            Element element = elements.get(first.plus(i));
            if (element.isVisible()) {
                element.codePoint = Element.TOMBSTONE;
                length--;
                changes++;
            }
        }
    }

    String text() {
        return text(start.next, null);
    }

    /**
     * All that is here, as edits: a replica that applies them has seen what this one has, and keeps what it alone
     * knows. In the order of the text, in which everything comes behind what it was typed after.
     */
    List<Edit> state() {
        List<Edit> runs = new ArrayList<>();
        Element last;
        for (Element first = start.next; first != null; first = last.next) {
            last = endOfRun(first, Integer.MAX_VALUE);
            runs.add(first.isVisible()
                    ? new Edit.Insert(first.id, first.after.id, text(first, last.next))
                    : new Edit.Tombstones(first.id, first.after.id,
                            lengthOfRun(first, last)));
        }
        return runs;
    }

    /** @param end where to stop; null for the end of the text */
    private static String text(Element from, Element end) {
        StringBuilder text = new StringBuilder();
        for (Element each = from; each != end; each = each.next) {
            if (each.isVisible()) {
                text.appendCodePoint(each.codePoint);
            }
        }
        return text.toString();
    }

    /** The last of at most {@code limit} elements that can be told in one run. */
    private static Element endOfRun(Element first, int limit) {
        Element last = first;
        for (int i = 1; i < limit && last.next != null
                && last.next.continues(last); i++) {
            last = last.next;
        }
        return last;
    }

    private static int lengthOfRun(Element first, Element last) {
        return last.id.counter() - first.id.counter() + 1;
    }

    /** The element of the visible character number {@code count}, counted from 1; the start for 0. */
    private Element visible(int count) {
        Element element = start;
        for (int i = 0; i < count; i++) {
            element = nextVisible(element);
        }
        return element;
    }

    private static Element nextVisible(Element element) {
        Element next = element.next;
        while (!next.isVisible()) {
            next = next.next;
        }
        return next;
    }
}

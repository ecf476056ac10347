package lab.socketio.editor;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Comparator;

/**
 * Names one character for ever, wherever it moves: {@code [12,3]} is the character that site 3 typed when its
 * Lamport clock (Lamport 1978) showed 12. The clock of a site is ahead of all that the site has seen, so of two
 * characters the one that was typed in view of the other has the larger id.
 *
 * @param site whoever types: one browser tab in one room
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"counter", "site"})
record CharacterId(int counter, int site) implements Comparable<CharacterId> {

    /** No character: the place before the first. */
    static final CharacterId START = new CharacterId(0, 0);

    private static final Comparator<CharacterId> BY_TIME = Comparator
            .comparingInt(CharacterId::counter).thenComparingInt(CharacterId::site);

    /** Of the character that is {@code distance} further on in a run that was typed at once. */
    CharacterId plus(int distance) {
        return new CharacterId(counter + distance, site);
    }

    @Override
    public int compareTo(CharacterId other) {
        return BY_TIME.compare(this, other);
    }

    /** As on the wire. */
    @Override
    public String toString() {
        return "[%d,%d]".formatted(counter, site);
    }
}

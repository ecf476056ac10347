package lab.socketio.editor;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * A line drawn without lifting the pen, on a board of {@link #WIDTH} by {@link #HEIGHT} units: {@code
 * {"id":[7,3],"ink":2,"points":[100,200,105,203]}}.
 *
 * @param ink the number of a colour, which is the page's business
 * @param points x and y in turn
 */
record Stroke(Id id, int ink, List<Integer> points) {

    static final int WIDTH = 1_600;
    static final int HEIGHT = 900;
    static final int INKS = 6;
    /** A hand moves for some ten seconds; a page leaves out points that lie close together. */
    static final int MAX_POINTS = 400;

    /** The how-many-eth stroke of a site, and which site. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"number", "site"})
    record Id(int number, int site) {
    }

    int length() {
        return points.size() / 2;
    }
}

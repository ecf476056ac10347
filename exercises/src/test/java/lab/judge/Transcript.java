package lab.judge;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Every byte of a check, in the order in which the check sent and received them. Safe for
 * several threads.
 */
public final class Transcript {

    private static final int MAX_LINE_LENGTH = 160;
    /** Bytes of a frame that are shown before what they mean. */
    private static final int FRAME_BYTES_SHOWN = 16;
    private static final int MAX_KEPT = 256 << 10;
    /** Lines kept before and after the place that is marked. */
    private static final int CONTEXT = 24;

    /** A byte that was received: the how-manieth of its connection. */
    public record Place(int connection, long offset) {
    }

    /** What went one way without anything in between; of a flood only the beginning is kept. */
    private static final class Piece {

        final int connection;
        final boolean sent;
        /** Of its first byte in what went the same way over the connection. */
        final long offset;
        final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        long size;

        Piece(int connection, boolean sent, long offset) {
            this.connection = connection;
            this.sent = sent;
            this.offset = offset;
        }

        void add(byte[] bytes, int start, int length) {
            kept.write(bytes, start, Math.min(length, MAX_KEPT - kept.size()));
            size += length;
        }
    }

    private record Start(int connection, boolean sent, long offset) {
    }

    private record Note(int length, String meaning) {
    }

    private record Line(boolean marked, String text) {
    }

    private final List<Piece> pieces = new ArrayList<>();
    private final Map<Start, Note> notes = new HashMap<>();
    private final Map<String, String> shownAs = new HashMap<>();
    private int connections;

    /** @param address of the connection, which is drawn; it is shown as what students use */
    synchronized int open(String address, String shown) {
        shownAs.put(address, shown);
        return ++connections;
    }

    synchronized void sent(int connection, byte[] bytes, int start, int length) {
        add(connection, true, bytes, start, length);
    }

    synchronized void received(int connection, byte[] bytes, int start, int length) {
        add(connection, false, bytes, start, length);
    }

    /** Says what bytes that are not text mean: they get a line of their own. */
    synchronized void note(int connection, boolean sent, long offset, int length,
            String meaning) {
        notes.put(new Start(connection, sent, offset), new Note(length, meaning));
    }

    /** How often the kernel was asked for bytes is of no interest: neighbours are joined. */
    private void add(int connection, boolean sent, byte[] bytes, int start,
            int length) {
        Piece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
        if (last == null || last.connection != connection || last.sent != sent) {
            last = new Piece(connection, sent, length(connection, sent));
            pieces.add(last);
        }
        last.add(bytes, start, length);
    }

    /** How many bytes have gone that way over the connection. */
    synchronized long length(int connection, boolean sent) {
        return pieces.stream()
                .filter(piece -> piece.connection == connection
                        && piece.sent == sent)
                .mapToLong(piece -> piece.size)
                .sum();
    }

    /**
     * As lines, {@code >} before what was sent and {@code <} before what was received, with the
     * number of the connection if there is more than one, and {@code >>>} before the line with the
     * marked byte.
     *
     * @param marked null marks the end
     */
    public synchronized List<String> lines(Place marked) {
        List<Line> lines = new ArrayList<>();
        pieces.forEach(piece -> addLines(piece, marked, lines));
        int middle = 0;
        while (middle < lines.size() && !lines.get(middle).marked()) {
            middle++;
        }
        if (middle == lines.size()) {
            lines.add(new Line(true, ""));
        }
        return window(lines, middle);
    }

    private void addLines(Piece piece, Place marked, List<Line> lines) {
        byte[] bytes = piece.kept.toByteArray();
        int at = 0;
        while (at < bytes.length) {
            Note note = notes.get(
                    new Start(piece.connection, piece.sent, piece.offset + at));
            int end = note == null
                    ? nextNote(piece, at + 1, bytes.length)
                    : Math.min(bytes.length, at + note.length());
            byte[] part = java.util.Arrays.copyOfRange(bytes, at, end);
            int start = at;
            for (byte[] line : note == null ? Printable.lines(part) : List.of(part)) {
                boolean hit = !piece.sent && marked != null
                        && piece.connection == marked.connection()
                        && marked.offset() >= piece.offset + start
                        && marked.offset() < piece.offset + start + line.length;
                lines.add(new Line(hit, prefix(piece) + (note == null
                        ? shortened(shown(Printable.line(line)))
                        : frame(line, note.meaning()))));
                start += line.length;
            }
            at = end;
        }
        if (piece.size > bytes.length) {
            lines.add(new Line(false, prefix(piece)
                    + "… %d bytes more".formatted(piece.size - bytes.length)));
        }
    }

    private int nextNote(Piece piece, int from, int end) {
        int at = from;
        while (at < end && !notes.containsKey(
                new Start(piece.connection, piece.sent, piece.offset + at))) {
            at++;
        }
        return at;
    }

    private String prefix(Piece piece) {
        String direction = piece.sent ? "> " : "< ";
        return connections > 1 ? piece.connection + " " + direction : direction;
    }

    private static String frame(byte[] bytes, String meaning) {
        int shown = Math.min(bytes.length, FRAME_BYTES_SHOWN);
        return "%s%s  %s".formatted(
                HexFormat.ofDelimiter(" ").formatHex(bytes, 0, shown),
                shown < bytes.length ? " …" : "", shortened(Printable.text(meaning)));
    }

    private String shown(String line) {
        String shown = line;
        for (Map.Entry<String, String> address : shownAs.entrySet()) {
            shown = shown.replace(address.getKey(), address.getValue());
        }
        return shown;
    }

    private static String shortened(String line) {
        return line.length() <= MAX_LINE_LENGTH
                ? line
                : line.substring(0, MAX_LINE_LENGTH) + "…";
    }

    private static List<String> window(List<Line> lines, int middle) {
        int from = Math.max(0, middle - CONTEXT);
        int to = Math.min(lines.size(), middle + CONTEXT + 1);
        List<String> window = new ArrayList<>();
        if (from > 0) {
            window.add("    …");
        }
        lines.subList(from, to).forEach(line -> window
                .add(((line.marked() ? ">>> " : "    ") + line.text())
                        .stripTrailing()));
        if (to < lines.size()) {
            window.add("    …");
        }
        return window;
    }
}

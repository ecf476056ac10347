package lab.judge;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Every byte of a check, in the order in which the check sent and received them. Safe for
 * several threads.
 */
public final class Transcript {

    private static final int MAX_LINE_LENGTH = 160;
    /** Lines kept before and after the place that is marked. */
    private static final int CONTEXT = 24;

    /** A byte that was received: the how-manieth of its connection. */
    public record Place(int connection, long offset) {
    }

    /** @param offset of its first byte in what went the same way over the connection */
    private record Piece(int connection, boolean sent, long offset,
            ByteArrayOutputStream bytes) {
    }

    private final List<Piece> pieces = new ArrayList<>();
    private int connections;

    synchronized int open() {
        return ++connections;
    }

    synchronized void sent(int connection, byte[] bytes, int start, int length) {
        add(connection, true, bytes, start, length);
    }

    synchronized void received(int connection, byte[] bytes, int start, int length) {
        add(connection, false, bytes, start, length);
    }

    /** How often the kernel was asked for bytes is of no interest: neighbours are joined. */
    private void add(int connection, boolean sent, byte[] bytes, int start,
            int length) {
        Piece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
        if (last == null || last.connection() != connection || last.sent() != sent) {
            last = new Piece(connection, sent, offset(connection, sent),
                    new ByteArrayOutputStream());
            pieces.add(last);
        }
        last.bytes().write(bytes, start, length);
    }

    private long offset(int connection, boolean sent) {
        return pieces.stream()
                .filter(piece -> piece.connection() == connection
                        && piece.sent() == sent)
                .mapToLong(piece -> piece.bytes().size())
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
        List<String> lines = new ArrayList<>();
        int markedLine = -1;
        for (Piece piece : pieces) {
            long offset = piece.offset();
            for (byte[] line : Printable.lines(piece.bytes().toByteArray())) {
                boolean hit = marked != null && !piece.sent()
                        && piece.connection() == marked.connection()
                        && marked.offset() >= offset
                        && marked.offset() < offset + line.length;
                if (hit) {
                    markedLine = lines.size();
                }
                offset += line.length;
                lines.add((hit ? ">>> " : "    ") + prefix(piece)
                        + shortened(Printable.line(line)));
            }
        }
        if (markedLine < 0) {
            lines.add(">>>");
            markedLine = lines.size() - 1;
        }
        return window(lines, markedLine);
    }

    private String prefix(Piece piece) {
        String direction = piece.sent() ? "> " : "< ";
        return connections > 1 ? piece.connection() + " " + direction : direction;
    }

    private static String shortened(String line) {
        return line.length() <= MAX_LINE_LENGTH
                ? line
                : line.substring(0, MAX_LINE_LENGTH) + "…";
    }

    private static List<String> window(List<String> lines, int middle) {
        int from = Math.max(0, middle - CONTEXT);
        int to = Math.min(lines.size(), middle + CONTEXT + 1);
        List<String> window = new ArrayList<>();
        if (from > 0) {
            window.add("    …");
        }
        window.addAll(lines.subList(from, to));
        if (to < lines.size()) {
            window.add("    …");
        }
        return window;
    }

    /** The bytes as text, for tests of this class. */
    @Override
    public String toString() {
        StringBuilder all = new StringBuilder();
        for (Piece piece : pieces) {
            all.append(piece.bytes().toString(StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }
}

package lab.comparison.bench;

import java.util.function.IntConsumer;

/**
 * The sequence number inside a notification's body, as in {@code #0000000042#}. Finding it
 * needs no JSON parser: in the whole text no other {@code #} is followed by ten digits and
 * another.
 */
final class Marker {

    /** Also the shortest payload that can carry one. */
    static final int LENGTH = 12;
    private static final int DIGITS = 10;
    private static final int NONE = -1;

    private final IntConsumer found;
    /** Digits read since the opening {@code #}, or {@link #NONE}. */
    private int digits = NONE;
    private int value;

    Marker(IntConsumer found) {
        this.found = found;
    }

    /** A notification's body: the marker, then padding up to {@code length} characters. */
    static String body(int sequence, int length) {
        String marker = "#%010d#".formatted(sequence);
        return marker + "x".repeat(length - LENGTH);
    }

    /** Reports each marker that ends in these bytes; one may have begun in earlier ones. */
    void scan(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            byte one = bytes[at];
            if (digits == NONE) {
                if (one == '#') {
                    digits = 0;
                    value = 0;
                }
                at++;
            } else if (digits < DIGITS && one >= '0' && one <= '9') {
                value = value * 10 + one - '0';
                digits++;
                at++;
            } else if (digits == DIGITS && one == '#') {
                digits = NONE;
                at++;
                found.accept(value);
            } else {
                digits = NONE; // this byte is looked at again: it may open a marker
            }
        }
    }
}

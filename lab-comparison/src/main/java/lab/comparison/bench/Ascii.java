package lab.comparison.bench;

import java.nio.charset.StandardCharsets;

/** Reads the text of a protocol where it lies, without making strings of it. */
final class Ascii {

    private Ascii() {
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** For messages only. */
    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Reads digits up to the first byte that is none, such as a chunk extension's semicolon. */
    static long number(byte[] bytes, int from, int to, int radix) {
        int at = from;
        while (at < to && bytes[at] == ' ') {
            at++;
        }
        int first = at;
        long number = 0;
        for (int digit; at < to
                && (digit = Character.digit(bytes[at], radix)) >= 0; at++) {
            number = number * radix + digit;
        }
        if (at == first || at - first > 15) {
            throw new ProtocolViolation("A length must be 1 to 15 digits, was \"%s\""
                    .formatted(text(bytes, from, to)));
        }
        return number;
    }

    /** Field names are case-insensitive. */
    static boolean startsWith(byte[] bytes, int from, int to, byte[] lowerCase) {
        return to - from >= lowerCase.length
                && equalsIgnoringCase(bytes, from, lowerCase);
    }

    static boolean endsWith(byte[] bytes, int from, int to, byte[] lowerCase) {
        return to - from >= lowerCase.length
                && equalsIgnoringCase(bytes, to - lowerCase.length, lowerCase);
    }

    private static boolean equalsIgnoringCase(byte[] bytes, int from,
            byte[] lowerCase) {
        for (int i = 0; i < lowerCase.length; i++) {
            byte one = bytes[from + i];
            if ((one >= 'A' && one <= 'Z' ? one + 32 : one) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }
}

package lab.judge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Bytes as a line that is safe to print wherever it ends up. */
final class Printable {

    private Printable() {
    }

    /** Cut after each LF; what is not text is one piece. */
    static List<byte[]> lines(byte[] bytes) {
        if (!isText(bytes)) {
            return List.of(bytes);
        }
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, start, i + 1));
                start = i + 1;
            }
        }
        if (start < bytes.length) {
            lines.add(Arrays.copyOfRange(bytes, start, bytes.length));
        }
        return lines;
    }

    /**
     * Text without its line's end, control characters as {@code \r} or {@code \x1b}; anything else
     * in hexadecimal.
     */
    static String line(byte[] bytes) {
        if (!isText(bytes)) {
            return HexFormat.ofDelimiter(" ").formatHex(bytes);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text(text.replaceAll("\r?\n$", ""));
    }

    /** Control characters and what hides text, such as ANSI and direction marks, made visible. */
    static String text(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '\r') {
                visible.append("\\r");
            } else if (c == '\n') {
                visible.append("\\n");
            } else if (c == '\t') {
                visible.append("\\t");
            } else if (Character.isISOControl(c)) {
                visible.append("\\x%02x".formatted(c));
            } else if (Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.SURROGATE
                    || Character.getType(c) == Character.LINE_SEPARATOR
                    || Character.getType(c) == Character.PARAGRAPH_SEPARATOR) {
                visible.append("\\u{%x}".formatted(c));
            } else {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }

    /** Text is UTF-8 with no more than the odd control character. */
    private static boolean isText(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes)).toString();
            long controls = text.chars()
                    .filter(c -> Character.isISOControl(c) && c != '\r' && c != '\n'
                            && c != '\t')
                    .count();
            return controls * 8 <= text.length();
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }
}

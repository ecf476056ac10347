package lab.exercises.ws_handshake;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The head of an HTTP request (RFC 9112 §2.1).
 *
 * @param version such as {@code HTTP/1.1}
 * @param fields by name, in lower case; a field that comes several times is one, its values parted by
 *        commas (RFC 9110 §5.3)
 */
record Request(String method, String target, String version,
        Map<String, String> fields) {

    private static final int MAX_BYTES = 8 * 1024;

    /** Null if there is no such field. */
    String field(String name) {
        return fields.get(name.toLowerCase(Locale.ROOT));
    }

    /** @return null if what came is no request */
    static Request read(InputStream in) throws IOException {
        String[] lines = readHead(in).split("\r\n");
        String[] first = lines[0].split(" ");
        if (first.length != 3) {
            return null;
        }
        Map<String, String> fields = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1) {
                return null;
            }
            fields.merge(lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip(),
                    (one, more) -> one + ", " + more);
        }
        return new Request(first[0], first[1], first[2], fields);
    }

    /** Up to the blank line, byte by byte: what follows belongs to somebody else. */
    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < MAX_BYTES
                && head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }
}

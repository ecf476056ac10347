package lab.longpolling;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.feed.server.Query;

/** A poll as it comes over the wire, when it is nothing but that. */
final class PollRequest {

    private static final Pattern REQUEST_LINE = Pattern
            .compile("GET /poll(?:\\?([!-~&&[^#]]*))? HTTP/1\\.1");
    /** RFC 9112 §5: what is written otherwise, Jetty may read otherwise. */
    private static final Pattern FIELD = Pattern
            .compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\\t -~\\x80-\\xff]*)");
    private static final String END_OF_LINE = "\r\n";
    private static final String END_OF_HEAD = "\r\n\r\n";
    /** What makes a request more than a poll, or its answer more than an answer. */
    private static final Set<String> NOT_PLAIN = Set.of("connection", "content-length",
            "expect", "origin",
            "transfer-encoding", "upgrade");

    private PollRequest() {
    }

    /**
     * Reads one whole request.
     *
     * @return null if it is anything else, or not whole, or wrong: for Javalin to deal with
     */
    static Query parse(ByteBuffer bytes) {
        String head = StandardCharsets.ISO_8859_1.decode(bytes.slice()).toString();
        int lineEnd = head.indexOf(END_OF_LINE);
        if (!head.endsWith(END_OF_HEAD)
                || head.indexOf(END_OF_HEAD) != head.length() - END_OF_HEAD.length()) {
            return null;
        }
        Matcher line = REQUEST_LINE.matcher(head.substring(0, lineEnd));
        if (!line.matches()
                || !isPlain(head.substring(lineEnd + END_OF_LINE.length()))) {
            return null;
        }
        try {
            return Query.of(parameters(line.group(1))::get);
        } catch (IllegalArgumentException wrong) {
            return null; // InvalidInput, or a broken percent encoding: Javalin says what is wrong
        }
    }

    private static boolean isPlain(String fields) {
        int hosts = 0;
        for (String line : fields.split(END_OF_LINE)) {
            Matcher field = FIELD.matcher(line);
            if (!field.matches()) {
                return false;
            }
            String name = field.group(1).toLowerCase(Locale.ROOT);
            boolean keepAlive = name.equals("connection")
                    && field.group(2).strip().equalsIgnoreCase("keep-alive");
            if (NOT_PLAIN.contains(name) && !keepAlive) {
                return false;
            }
            hosts += name.equals("host") ? 1 : 0;
        }
        return hosts == 1;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : (query == null ? "" : query).split("&")) {
            String[] nameAndValue = pair.split("=", 2);
            parameters.putIfAbsent(decode(nameAndValue[0]),
                    nameAndValue.length == 1 ? "" : decode(nameAndValue[1]));
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}

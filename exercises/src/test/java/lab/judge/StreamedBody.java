package lab.judge;

import java.util.Locale;

/** The body of a response that is read while it is sent (RFC 9112 §7.1). */
final class StreamedBody implements Bytes {

    private static final Rule CHUNKED = Rule.rule("Well-formed chunks",
            "Des morceaux bien formés").source("RFC 9112 §7.1");
    private static final int UNKNOWN = -1;

    private final Wire wire;
    private final Trial trial;
    private final boolean chunked;
    /** Of the chunk, or of the body if its length was told. */
    private int left;
    /** A chunk's end is read with the size of the next: servers may send them together. */
    private boolean inChunks;
    private boolean ended;

    StreamedBody(Wire wire, Trial trial, Response head) {
        this.wire = wire;
        this.trial = trial;
        String encoding = head.field("Transfer-Encoding");
        chunked = encoding != null
                && encoding.toLowerCase(Locale.ROOT).contains("chunked");
        String length = head.field("Content-Length");
        left = chunked
                ? 0
                : length != null && length.matches("[0-9]{1,8}")
                        ? Integer.parseInt(length)
                        : UNKNOWN;
    }

    /** A connection that is cut ends the body wherever that is, as it does for a browser. */
    @Override
    public int readOrEnd() {
        if (chunked && left == 0 && !ended) {
            readSize();
        }
        if (ended || left == 0) {
            return -1;
        }
        int b = wire.readOrEnd();
        ended = b < 0;
        if (left > 0) {
            left--;
        }
        return b;
    }

    private void readSize() {
        if (inChunks) {
            requireLine("");
        }
        inChunks = true;
        String size = requireLine("[0-9A-Fa-f]{1,6} *(;.*)?").split("[; ]")[0];
        left = ended ? 0 : Integer.parseInt(size, 16);
        if (left == 0 && !ended) {
            ended = true;
            requireLine("");
        }
    }

    /** Without its end; empty, and {@code ended}, if the connection is cut. */
    private String requireLine(String form) {
        StringBuilder line = new StringBuilder();
        for (int b = wire.readOrEnd(); b != '\n'; b = wire.readOrEnd()) {
            if (b < 0) {
                ended = true;
                return "";
            }
            line.append((char) b);
        }
        String text = line.toString().replaceFirst("\r$", "");
        require(text, form);
        return text;
    }

    private void require(String line, String form) {
        if (!line.matches(form)) {
            throw trial.failure(Outcome.FAIL, CHUNKED,
                    Text.same("\"%s\"".formatted(Printable.text(line))), wire.place());
        }
    }

    @Override
    public Transcript.Place place() {
        return wire.place();
    }
}

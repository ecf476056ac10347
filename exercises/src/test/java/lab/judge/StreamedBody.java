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

    @Override
    public int readOrEnd() {
        if (chunked && left == 0 && !ended) {
            readSize();
        }
        if (ended || left == 0) {
            return -1;
        }
        int b = left == UNKNOWN ? wire.readOrEnd() : wire.read();
        if (left > 0 && --left == 0 && chunked) {
            require(wire.readLine(), "");
        }
        return b;
    }

    private void readSize() {
        String size = wire.readLine().split(";")[0].strip();
        require(size, "[0-9A-Fa-f]{1,6}");
        left = Integer.parseInt(size, 16);
        ended = left == 0;
        if (ended) {
            require(wire.readLine(), "");
        }
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

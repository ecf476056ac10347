package lab.judge;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads a response off a connection, strictly (RFC 9112). */
final class ResponseReader {

    private static final Rule WELL_FORMED = Rule.rule("A well-formed HTTP/1.1 response",
            "Une réponse HTTP/1.1 bien formée").source("RFC 9112 §4, §5, §6");
    private static final Pattern STATUS_LINE = Pattern
            .compile("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?");
    private static final Pattern FIELD = Pattern
            .compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:.*");
    private static final int MAX_FIELDS = 200;
    private static final int MAX_BODY = 16 << 20;

    private final Wire wire;
    private final Trial trial;

    ResponseReader(Wire wire, Trial trial) {
        this.wire = wire;
        this.trial = trial;
    }

    Response read(String method) {
        Response head = readHead();
        int status = head.status();
        boolean bodiless = method.equals("HEAD") || status / 100 == 1 || status == 204
                || status == 304;
        return head.withBody(bodiless ? new byte[0] : readBody(head));
    }

    Response readHead() {
        Transcript.Place place = wire.place();
        String statusLine = wire.readLine();
        require(STATUS_LINE.matcher(statusLine).matches(), statusLine, place);
        List<Response.Field> fields = new ArrayList<>();
        Transcript.Place at = wire.place();
        for (String line = wire.readLine(); !line.isEmpty(); line = wire.readLine()) {
            require(FIELD.matcher(line).matches() && fields.size() < MAX_FIELDS, line,
                    at);
            int colon = line.indexOf(':');
            fields.add(new Response.Field(line.substring(0, colon),
                    line.substring(colon + 1).strip(), at));
            at = wire.place();
        }
        return new Response(trial, statusLine, fields, new byte[0], place, at);
    }

    private byte[] readBody(Response head) {
        String encoding = head.field("Transfer-Encoding");
        if (encoding != null) {
            require(encoding.toLowerCase(Locale.ROOT).equals("chunked"), encoding,
                    head.place());
            return readChunks();
        }
        String length = head.field("Content-Length");
        if (length == null) {
            return wire.readToEnd();
        }
        require(length.matches("[0-9]{1,8}") && Integer.parseInt(length) <= MAX_BODY,
                "Content-Length: " + length, head.place());
        return wire.read(Integer.parseInt(length));
    }

    private byte[] readChunks() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            Transcript.Place at = wire.place();
            String size = wire.readLine().split(";")[0].strip();
            require(size.matches("[0-9A-Fa-f]{1,6}") && body.size() <= MAX_BODY, size,
                    at);
            int length = Integer.parseInt(size, 16);
            body.writeBytes(wire.read(length));
            String end = wire.readLine();
            require(end.isEmpty(), end, at);
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private void require(boolean holds, String got, Transcript.Place place) {
        if (!holds) {
            byte[] bytes = got.getBytes(StandardCharsets.UTF_8);
            throw trial.failure(Outcome.FAIL, WELL_FORMED,
                    Text.same("\"%s\"".formatted(Printable.line(bytes))), place);
        }
    }
}

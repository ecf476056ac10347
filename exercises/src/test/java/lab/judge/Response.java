package lab.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lab.feed.InvalidInput;
import lab.feed.Json;

/** An HTTP response as it was on the wire. */
public final class Response implements Trial.Seen {

    private static final Rule JSON = Rule.rule("A body that is JSON",
            "Un corps en JSON").source("RFC 8259");

    record Field(String name, String value, Transcript.Place place) {
    }

    private final Trial trial;
    private final String statusLine;
    private final List<Field> fields;
    private final byte[] body;
    private final Transcript.Place start;
    private final Transcript.Place bodyStart;

    Response(Trial trial, String statusLine, List<Field> fields, byte[] body,
            Transcript.Place start, Transcript.Place bodyStart) {
        this.trial = trial;
        this.statusLine = statusLine;
        this.fields = fields;
        this.body = body;
        this.start = start;
        this.bodyStart = bodyStart;
    }

    Response withBody(byte[] bytes) {
        return new Response(trial, statusLine, fields, bytes, start, bodyStart);
    }

    public int status() {
        return Integer.parseInt(statusLine.substring(9, 12));
    }

    /** The value of the first field of that name; null if there is none. */
    public String field(String name) {
        return fields.stream().filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value).findFirst().orElse(null);
    }

    public String body() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public byte[] bytes() {
        return body.clone();
    }

    /** The body; ends the check if it is not JSON. */
    public JsonNode json() {
        try {
            return Json.parse(body);
        } catch (InvalidInput notJson) {
            throw trial.failure(Outcome.FAIL, JSON,
                    Text.same(Printable.text(notJson.getMessage())), bodyStart);
        }
    }

    /** Ends the check unless {@code holds}; what came back is the status and the body. */
    public void require(boolean holds, Rule rule) {
        trial.require(holds, rule, this);
    }

    /** Ends the check unless {@code holds}, marking the body. */
    public void requireBody(boolean holds, Rule rule) {
        trial.require(holds, rule, Trial.Seen.at(bodyStart, got()));
    }

    /** Ends the check unless {@code holds}, marking the field, or the status if there is none. */
    public void requireField(boolean holds, String name, Rule rule) {
        Transcript.Place place = fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::place).findFirst().orElse(start);
        String value = field(name);
        trial.require(holds, rule, Trial.Seen.at(place, value == null
                ? Text.text("no field %s".formatted(name),
                        "pas de champ %s".formatted(name))
                : Text.same(Printable.text(name + ": " + value))));
    }

    @Override
    public Text got() {
        String content = Printable.text(body());
        if (content.length() > 120) {
            content = content.substring(0, 120) + "…";
        }
        return content.isEmpty()
                ? Text.text("%d without a body".formatted(status()),
                        "%d sans corps".formatted(status()))
                : Text.same("%d %s".formatted(status(), content));
    }

    @Override
    public Transcript.Place place() {
        return start;
    }
}

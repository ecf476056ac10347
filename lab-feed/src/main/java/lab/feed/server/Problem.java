package lab.feed.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.Context;
import java.io.IOException;
import lab.feed.InvalidInput;
import lab.feed.Json;
import org.eclipse.jetty.http.HttpStatus;

/**
 * An error as {@code application/problem+json} (RFC 9457):
 *
 * <pre>
 * {"type":"about:blank","title":"Bad Request","status":400,
 *  "detail":"title must be 1 to 120 characters, was 121 characters",
 *  "field":"title","rule":"1 to 120 characters","value":"121 characters"}
 * </pre>
 *
 * The last three are there when a value of the client's broke a rule.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String field,
        String rule,
        String value) {

    public static Problem of(int status, String detail) {
        return new Problem("about:blank", HttpStatus.getMessage(status), status, detail,
                null, null, null);
    }

    public static Problem of(InvalidInput invalid) {
        return new Problem("about:blank", HttpStatus.getMessage(400), 400,
                invalid.getMessage(),
                invalid.field(), invalid.rule(), invalid.value());
    }

    /** As the result of the request. */
    public void send(Context ctx) {
        setHead(ctx);
        ctx.result(Json.bytes(this));
    }

    /** At once, where Javalin writes no result: while it upgrades to WebSocket. */
    public void sendDirectly(Context ctx) throws IOException {
        setHead(ctx);
        ctx.res().getOutputStream().write(Json.bytes(this));
    }

    private void setHead(Context ctx) {
        ctx.status(status);
        ctx.contentType("application/problem+json");
        ctx.header("Cache-Control", "no-store");
    }
}

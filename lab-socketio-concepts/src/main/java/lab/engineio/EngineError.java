package lab.engineio;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import lab.feed.Json;

/**
 * What a request is refused with: 400, and the numbers and words of the official server, which its
 * clients show.
 *
 * <pre>
 * {"code":1,"message":"Session ID unknown"}
 * </pre>
 */
enum EngineError {

    UNKNOWN_TRANSPORT(0, "Transport unknown"), UNKNOWN_SID(1,
            "Session ID unknown"), BAD_METHOD(2, "Bad handshake method"), BAD_REQUEST(3,
                    "Bad request"), UNSUPPORTED_VERSION(5,
                            "Unsupported protocol version"), TOO_LARGE(3,
                                    "Payload too large");

    private final byte[] body;

    EngineError(int code, String message) {
        body = Json.bytes(Map.of("code", code, "message", message));
    }

    void send(Context ctx) {
        setHead(ctx);
        ctx.result(body);
    }

    /** At once, where Javalin writes no result: while it upgrades to WebSocket. */
    void sendDirectly(Context ctx) throws IOException {
        setHead(ctx);
        ctx.res().getOutputStream().write(body);
    }

    private void setHead(Context ctx) {
        ctx.status(this == TOO_LARGE ? 413 : 400);
        ctx.contentType("application/json");
        ctx.header("Cache-Control", "no-store");
    }
}

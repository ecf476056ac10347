package lab.websocket;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Base64;
import lab.feed.InvalidInput;
import lab.feed.server.ProblemException;

/** What the opening handshake demands and neither Javalin nor Jetty looks at (RFC 6455 §4.2). */
final class Handshake {

    static final String SUBPROTOCOL = "lab.feed.v1";

    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;

    private Handshake() {
    }

    /** @throws ProblemException 426 if it is not a handshake of this version (§4.2.2, §4.4) */
    static void requireVersion(Context ctx) {
        String version = ctx.header("Sec-WebSocket-Version");
        if (!VERSION.equals(version)) {
            ctx.header("Sec-WebSocket-Version", VERSION);
            ctx.header("Upgrade", "websocket");
            throw new ProblemException(426, "Sec-WebSocket-Version must be %s, was %s"
                    .formatted(VERSION, version == null ? "missing" : "\"" + version + "\""));
        }
    }

    /** @throws InvalidInput if the key is not 16 bytes in Base64 (§4.2.1, item 5) */
    static void requireKey(Context ctx) {
        String key = ctx.header("Sec-WebSocket-Key");
        String rule = "16 bytes in Base64";
        if (key == null) {
            throw new InvalidInput("Sec-WebSocket-Key", rule, "missing");
        }
        try {
            if (Base64.getDecoder().decode(key.strip()).length == KEY_BYTES) {
                return;
            }
        } catch (IllegalArgumentException notBase64) {
            // The rule below says it.
        }
        throw InvalidInput.ofText("Sec-WebSocket-Key", rule, key);
    }

    /**
     * Selects our subprotocol if it was offered, otherwise none (§4.2.2, item 5). Javalin has
     * selected the first that was offered, whatever that was: a token put there, too.
     */
    static void selectSubprotocol(Context ctx) {
        String offered = ctx.header("Sec-WebSocket-Protocol");
        boolean supported = offered != null
                && Arrays.stream(offered.split(",")).map(String::strip).anyMatch(SUBPROTOCOL::equals);
        ctx.res().setHeader("Sec-WebSocket-Protocol", supported ? SUBPROTOCOL : null);
    }
}

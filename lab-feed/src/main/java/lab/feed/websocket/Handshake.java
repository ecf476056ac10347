package lab.feed.websocket;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import lab.feed.InvalidInput;
import lab.feed.server.ProblemException;

/** The server's half of the opening handshake (RFC 6455 §4.2). */
public final class Handshake {

    /** §1.3: no server that does not know WebSocket would answer with this. */
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;

    private Handshake() {
    }

    /**
     * A request that asks to go on with WebSocket: §4.2.1, items 1, 3, 4 and 6.
     *
     * @throws ProblemException 405 if its method is not GET; 426 if it does not ask for the
     *         upgrade, or for another version (§4.2.2, §4.4)
     */
    public static void requireUpgrade(Context ctx) {
        if (ctx.method() != HandlerType.GET) {
            ctx.header("Allow", "GET");
            throw new ProblemException(405, "Method must be GET, was " + ctx.method());
        }
        String version = ctx.header("Sec-WebSocket-Version");
        if (ctx.protocol().equals("HTTP/1.0")) {
            throw mustUpgrade(ctx, "Protocol", "HTTP/1.1", ctx.protocol()); // its Upgrade means nothing
        } else if (!hasToken(ctx, "Upgrade", "websocket")) {
            throw mustUpgrade(ctx, "Upgrade", "websocket", ctx.header("Upgrade"));
        } else if (!hasToken(ctx, "Connection", "upgrade")) {
            throw mustUpgrade(ctx, "Connection", "Upgrade", ctx.header("Connection"));
        } else if (!VERSION.equals(version)) {
            throw mustUpgrade(ctx, "Sec-WebSocket-Version", VERSION, version);
        }
    }

    private static boolean hasToken(Context ctx, String field, String token) {
        String value = ctx.header(field);
        return value != null && contains(value.toLowerCase(Locale.ROOT), token);
    }

    /** What to upgrade to is part of the answer (RFC 9110 §15.5.22). */
    private static ProblemException mustUpgrade(Context ctx, String field, String rule,
            String value) {
        ctx.header("Upgrade", "websocket");
        ctx.header("Connection", "Upgrade");
        ctx.header("Sec-WebSocket-Version", VERSION);
        return new ProblemException(426, "%s must be %s, was %s"
                .formatted(field, rule,
                        value == null ? "missing" : "\"" + value + "\""));
    }

    /** @throws InvalidInput if the key is not 16 bytes in Base64 (§4.2.1, item 5) */
    public static void requireKey(Context ctx) {
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
     * Answers with 101 (§4.2.2). A subprotocol is selected only if it was offered and is ours:
     * Javalin would select the first that was offered, a token put there, too.
     *
     * @param subprotocol the one that is spoken here; null if there is none
     * @param deflate compression was offered and is wanted
     */
    public static void accept(Context ctx, String subprotocol, boolean deflate) {
        HttpServletResponse response = ctx.res();
        response.setStatus(101);
        response.setContentType(null);
        response.setHeader("Upgrade", "websocket");
        response.setHeader("Connection", "Upgrade");
        response.setHeader("Sec-WebSocket-Accept",
                acceptKey(ctx.header("Sec-WebSocket-Key").strip()));
        String offered = ctx.header("Sec-WebSocket-Protocol");
        boolean ours = offered != null && subprotocol != null
                && contains(offered, subprotocol);
        response.setHeader("Sec-WebSocket-Protocol", ours ? subprotocol : null);
        if (deflate) {
            response.setHeader("Sec-WebSocket-Extensions", Deflate.ACCEPTED);
        }
    }

    // tag::accept[]
    /** Proves that the request was read and understood as WebSocket (§4.2.2, item 5.4). */
    public static String acceptKey(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException neverMissing) {
            throw new IllegalStateException(neverMissing); // every Java platform has SHA-1
        }
    }
    // end::accept[]

    private static boolean contains(String list, String item) {
        return Arrays.stream(list.split(",")).map(String::strip).anyMatch(item::equals);
    }
}

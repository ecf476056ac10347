package lab.websocket;

import io.javalin.http.Context;
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
final class Handshake {

    static final String SUBPROTOCOL = "lab.feed.v1";

    /** §1.3: no server that does not know WebSocket would answer with this. */
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
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

    /** @throws InvalidInput if it does not ask for WebSocket (§4.2.1, items 3 and 4) */
    static void requireUpgrade(Context ctx) {
        String upgrade = ctx.header("Upgrade");
        if (upgrade == null || !upgrade.strip().equalsIgnoreCase("websocket")) {
            throw InvalidInput.ofText("Upgrade", "websocket", String.valueOf(upgrade));
        }
        String connection = ctx.header("Connection");
        if (connection == null || !contains(connection.toLowerCase(Locale.ROOT), "upgrade")) {
            throw InvalidInput.ofText("Connection", "Upgrade", String.valueOf(connection));
        }
    }

    /**
     * Answers with 101 (§4.2.2). A subprotocol is selected only if it was offered and is ours:
     * Javalin would select the first that was offered, a token put there, too.
     *
     * @param deflate compression was offered and is wanted
     */
    static void accept(Context ctx, boolean deflate) {
        HttpServletResponse response = ctx.res();
        response.setStatus(101);
        response.setContentType(null);
        response.setHeader("Upgrade", "websocket");
        response.setHeader("Connection", "Upgrade");
        response.setHeader("Sec-WebSocket-Accept", acceptKey(ctx.header("Sec-WebSocket-Key").strip()));
        String offered = ctx.header("Sec-WebSocket-Protocol");
        boolean ours = offered != null && contains(offered, SUBPROTOCOL);
        response.setHeader("Sec-WebSocket-Protocol", ours ? SUBPROTOCOL : null);
        if (deflate) {
            response.setHeader("Sec-WebSocket-Extensions", Deflate.ACCEPTED);
        }
    }

    // tag::accept[]
    /** Proves that the request was read and understood as WebSocket (§4.2.2, item 5.4). */
    static String acceptKey(String key) {
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

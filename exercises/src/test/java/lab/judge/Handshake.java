package lab.judge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The opening handshake of a client (RFC 6455 §4.1).
 *
 * @param key base64 of 16 bytes
 */
public record Handshake(String key) {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** @param nonce 16 bytes in a right handshake */
    public static Handshake with(byte[] nonce) {
        return new Handshake(Base64.getEncoder().encodeToString(nonce));
    }

    /** The four header fields besides Host. */
    public String[] request() {
        return new String[]{"Upgrade: websocket", "Connection: Upgrade",
                "Sec-WebSocket-Key: " + key, "Sec-WebSocket-Version: 13"};
    }

    /** What the server must answer. */
    public String accept() {
        return accept(key);
    }

    static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

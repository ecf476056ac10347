package lab.exercises.ws_handshake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A server's part of the opening handshake (RFC 6455 §4.2). */
final class OpeningHandshake {

    /** Says that the peer speaks WebSocket, whatever else it may be (RFC 6455 §1.3). */
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final List<String> origins;
    private final List<String> protocols;

    /**
     * @param origins of pages that may connect
     * @param protocols that are spoken, the best first
     */
    OpeningHandshake(List<String> origins, List<String> protocols) {
        this.origins = origins;
        this.protocols = protocols;
    }

    /** The head of the response, with its blank line: 101, 400, 403 or 426. */
    String answer(Request request) {
        // tag::todo-1[] Ask the methods below, in the order of the statement; build the response with head(…).
        if (!isUpgrade(request)) {
            return head("400 Bad Request", "Content-Length: 0");
        }
        if (!"13".equals(request.field("Sec-WebSocket-Version"))) {
            return head("426 Upgrade Required", "Sec-WebSocket-Version: 13",
                    "Content-Length: 0");
        }
        String key = request.field("Sec-WebSocket-Key");
        if (!isKey(key)) {
            return head("400 Bad Request", "Content-Length: 0");
        }
        if (!mayConnect(request.field("Origin"))) {
            return head("403 Forbidden", "Content-Length: 0");
        }
        String protocol = subprotocol(request.field("Sec-WebSocket-Protocol"));
        String accept = "Sec-WebSocket-Accept: " + accept(key);
        return protocol == null
                ? head("101 Switching Protocols", "Upgrade: websocket",
                        "Connection: Upgrade", accept)
                : head("101 Switching Protocols", "Upgrade: websocket",
                        "Connection: Upgrade", accept,
                        "Sec-WebSocket-Protocol: " + protocol);
        // end::todo-1[]
    }

    /** GET, HTTP/1.1, Host, and both Upgrade and Connection as they must be (§4.2.1, 1 to 4). */
    private static boolean isUpgrade(Request request) {
        // tag::todo-2[] Upgrade and Connection are lists of words, in any case.
        return request.method().equals("GET") && request.version().equals("HTTP/1.1")
                && request.field("Host") != null
                && has(request.field("Upgrade"), "websocket")
                && has(request.field("Connection"), "upgrade");
        // end::todo-2[]
    }

    /** Whether it is base64 of 16 bytes; null if the client sent none (§4.2.1, 5). */
    private static boolean isKey(String key) {
        // tag::todo-3[] Decode it, and count the bytes.
        try {
            return key != null && Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
        // end::todo-3[]
    }

    /** What proves that the key was understood (§4.2.2, 5, /key/). */
    private static String accept(String key) {
        // tag::todo-4[] Base64 of SHA-1 of the key, as it was sent, and the GUID.
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java has it
        }
        // end::todo-4[]
    }

    /** The one to speak: the first of ours that the client offers; null if there is none (§4.2.2, 5). */
    private String subprotocol(String offered) {
        // tag::todo-5[] Never answer a name that is not among protocols: it may be anything, a token too.
        return protocols.stream().filter(ours -> has(offered, ours)).findFirst()
                .orElse(null);
        // end::todo-5[]
    }

    /** Whether a page of that origin may connect; null if the client is no browser (§10.2). */
    private boolean mayConnect(String origin) {
        // tag::todo-6[] An origin is the same only if all of it is the same.
        return origin == null || origins.contains(origin);
        // end::todo-6[]
    }

    /** Whether a list, parted by commas, has the word, in any case; a missing list has none. */
    private static boolean has(String list, String word) {
        return list != null && Arrays.stream(list.split(","))
                .anyMatch(each -> each.strip().equalsIgnoreCase(word));
    }

    private static String head(String status, String... fields) {
        return "HTTP/1.1 " + status + "\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
    }
}

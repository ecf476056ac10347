package lab.exercises.ws_handshake;

import java.util.Arrays;
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
        // TODO 1: Ask the methods below, in the order of the statement; build the response with head(…).
        throw new UnsupportedOperationException("TODO 1");
    }

    /** GET, HTTP/1.1, Host, and both Upgrade and Connection as they must be (§4.2.1, 1 to 4). */
    private static boolean isUpgrade(Request request) {
        // TODO 2: Upgrade and Connection are lists of words, in any case.
        throw new UnsupportedOperationException("TODO 2");
    }

    /** Whether it is base64 of 16 bytes; null if the client sent none (§4.2.1, 5). */
    private static boolean isKey(String key) {
        // TODO 3: Decode it, and count the bytes.
        throw new UnsupportedOperationException("TODO 3");
    }

    /** What proves that the key was understood (§4.2.2, 5, /key/). */
    private static String accept(String key) {
        // TODO 4: Base64 of SHA-1 of the key, as it was sent, and the GUID.
        throw new UnsupportedOperationException("TODO 4");
    }

    /** The one to speak: the first of ours that the client offers; null if there is none (§4.2.2, 5). */
    private String subprotocol(String offered) {
        // TODO 5: Never answer a name that is not among protocols: it may be anything, a token too.
        throw new UnsupportedOperationException("TODO 5");
    }

    /** Whether a page of that origin may connect; null if the client is no browser (§10.2). */
    private boolean mayConnect(String origin) {
        // TODO 6: An origin is the same only if all of it is the same.
        throw new UnsupportedOperationException("TODO 6");
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

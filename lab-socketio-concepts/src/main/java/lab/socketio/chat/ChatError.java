package lab.socketio.chat;

import java.util.Map;
import lab.feed.InvalidInput;

/**
 * Why the chat does not do what it was asked, as the acknowledgement carries it:
 *
 * <pre>
 * {"error":{"code":"SEND_ERROR","field":"text","rule":"1 to 500 characters",
 *  "value":"501 characters","message":"text must be 1 to 500 characters, was 501 characters"}}
 * </pre>
 */
final class ChatError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What a program can go by. */
    enum Code {
        /** It is there, and not for you. */
        PERMISSION_DENIED,
        /** The room could be joined, but not like this. */
        JOIN_ERROR,
        /** There is no such room. */
        NO_ROOM,
        /** What was to be sent breaks a rule. */
        SEND_ERROR
    }

    private final Code code;
    private final InvalidInput reason;

    ChatError(Code code, InvalidInput reason) {
        super(reason.getMessage(), reason);
        this.code = code;
        this.reason = reason;
    }

    /** Reads "{@code field} must be {@code rule}, was {@code value}". */
    ChatError(Code code, String field, String rule, String value) {
        this(code, new InvalidInput(field, rule, value));
    }

    Code code() {
        return code;
    }

    Map<String, Object> json() {
        return Map.of("error", Map.of("code", code, "field", reason.field(), "rule",
                reason.rule(), "value", reason.value(), "message", getMessage()));
    }
}

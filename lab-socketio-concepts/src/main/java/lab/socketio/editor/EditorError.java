package lab.socketio.editor;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import lab.feed.InvalidInput;

/**
 * Why something is not done, as the acknowledgement carries it:
 *
 * <pre>
 * {"error":{"code":"BAD_INPUT","message":"points must be 1 to 400, was 401",
 *  "field":"points","rule":"1 to 400","value":"401"}}
 * </pre>
 */
final class EditorError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What a program can go by. */
    enum Code {
        /** No room has that name and that token. It does not say which of the two is wrong. */
        JOIN_ERROR,
        /** The room has ended, or none was joined. */
        NO_ROOM,
        /** What was sent breaks a rule. */
        BAD_INPUT,
        /** Something has reached its limit. */
        FULL,
        /** The same again is welcome after {@code retryMillis}. */
        TOO_FAST
    }

    private final Code code;
    /** Null if more would help who guesses. */
    private final InvalidInput reason;
    private final Duration retry;

    private EditorError(Code code, String message, InvalidInput reason,
            Duration retry) {
        super(message, reason);
        this.code = code;
        this.reason = reason;
        this.retry = retry;
    }

    EditorError(Code code, InvalidInput reason) {
        this(code, reason.getMessage(), reason, null);
    }

    /** Always the same: whoever guesses learns nothing from it. */
    static EditorError notAdmitted() {
        return new EditorError(Code.JOIN_ERROR,
                "room and token must be those of one room", null, null);
    }

    static EditorError noRoom() {
        return new EditorError(Code.NO_ROOM, "A room must be joined first", null, null);
    }

    static EditorError full(String what, int limit, int value) {
        return new EditorError(Code.FULL, new InvalidInput(what,
                "at most " + limit, Integer.toString(value)));
    }

    static EditorError tooFast(String event, String rule, Duration retry) {
        InvalidInput reason = new InvalidInput(event, rule, "more");
        return new EditorError(Code.TOO_FAST, reason.getMessage(), reason, retry);
    }

    Code code() {
        return code;
    }

    Map<String, Object> json() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", getMessage());
        if (reason != null) {
            error.put("field", reason.field());
            error.put("rule", reason.rule());
            error.put("value", reason.value());
        }
        if (retry != null) {
            error.put("retryMillis", retry.toMillis() + 1);
        }
        return Map.of("error", error);
    }
}

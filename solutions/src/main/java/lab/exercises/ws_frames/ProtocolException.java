package lab.exercises.ws_frames;

/** The client broke the protocol: the connection ends with a close frame that says so (RFC 6455 §7.1.7). */
final class ProtocolException extends RuntimeException {

    /** A frame that no rule allows (§7.4.1). */
    static final int PROTOCOL_ERROR = 1002;
    /** Text that is not UTF-8. */
    static final int INVALID_PAYLOAD = 1007;
    /** More than the server takes in one message. */
    static final int MESSAGE_TOO_BIG = 1009;

    private static final long serialVersionUID = 1L;

    private final int code;

    /** @param rule what was broken, for the close frame's reason */
    ProtocolException(int code, String rule) {
        super(rule);
        this.code = code;
    }

    int code() {
        return code;
    }
}

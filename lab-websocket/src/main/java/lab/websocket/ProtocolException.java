package lab.websocket;

/** The peer broke the protocol; the connection ends with the close code (RFC 6455 §7.1.7). */
final class ProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final CloseCode code;

    /** @param rule what was broken, with its source: it becomes the close frame's reason */
    ProtocolException(CloseCode code, String rule) {
        super(rule);
        this.code = code;
    }

    CloseCode code() {
        return code;
    }
}

package lab.feed.websocket;

/** The peer broke the protocol; the connection ends with the close code (RFC 6455 §7.1.7). */
public final class ProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final CloseCode code;

    /** @param rule what was broken, with its source: it becomes the close frame's reason */
    public ProtocolException(CloseCode code, String rule) {
        super(rule);
        this.code = code;
    }

    public CloseCode code() {
        return code;
    }
}

package lab.feed.websocket;

/** Why this server closes a connection (RFC 6455 §7.4.1, and the IANA registry for 1013). */
public enum CloseCode {

    /** The server stops: connect again after a moment. */
    GOING_AWAY(1001),
    /** A frame that no rule allows. */
    PROTOCOL_ERROR(1002),
    /** A message of a kind that is not understood here. */
    UNSUPPORTED_DATA(1003),
    /** Text that is not UTF-8. */
    INVALID_PAYLOAD(1007),
    /** More than the server takes in one message. */
    MESSAGE_TOO_BIG(1009),
    /** The client reads too slowly: connect again, after backing off. */
    TRY_AGAIN_LATER(1013);

    /** What {@link #of} gives for a close frame without a code; never sent (§7.4.1). */
    static final int NO_STATUS = 1005;

    private final int code;

    CloseCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /**
     * A code that a close frame may carry: 1004, 1005, 1006 and 1015 stand for what was never
     * sent, and what is neither registered nor for applications means nothing.
     */
    static boolean mayBeSent(int code) {
        return code >= 1000 && code <= 1003
                || code >= 1007 && code <= 1014
                || code >= 3000 && code <= 4999;
    }
}

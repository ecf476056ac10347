package lab.websocket;

/**
 * Why the server closes a connection (RFC 6455 §7.4.1, and the IANA registry for 1013). Jetty
 * itself sends 1002 for a broken frame, 1007 for broken UTF-8 and 1009 for a message over
 * the limit; 1005, 1006 and 1015 are never sent by anybody.
 */
enum CloseCode {

    /** The server stops: connect again after a moment. */
    GOING_AWAY(1001),
    /** Only text is understood here. */
    UNSUPPORTED_DATA(1003),
    /** The client reads too slowly: connect again, after backing off. */
    TRY_AGAIN_LATER(1013);

    private final int code;

    CloseCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}

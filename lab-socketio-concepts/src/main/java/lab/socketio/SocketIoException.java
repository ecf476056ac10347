package lab.socketio;

/**
 * Why a middleware refuses. A client that is refused gets the message, and the data with it: CONNECT_ERROR
 * carries {@code {"message":"not authorized","data":…}} (Socket.IO protocol v5, "Connection to a namespace").
 */
public final class SocketIoException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Object data;

    public SocketIoException(String message) {
        this(message, null);
    }

    /** @param data anything that becomes JSON; null for none */
    public SocketIoException(String message, Object data) {
        super(message);
        this.data = data;
    }

    /** Null if there is none. */
    public Object data() {
        return data;
    }
}

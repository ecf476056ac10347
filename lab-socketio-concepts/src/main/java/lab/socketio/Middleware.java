package lab.socketio;

/** Asked for each socket that wants to connect to a namespace, before anybody hears of it. */
@FunctionalInterface
public interface Middleware {

    /** The socket is not connected yet: its {@code handshake} can be read and its {@code data} set. */
    void handle(Socket socket, Next next);
}

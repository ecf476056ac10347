package lab.socketio.auth;

import java.util.Map;
import lab.socketio.Socket;

/**
 * Why a server ends what a client has begun. DISCONNECT carries no reason (Socket.IO protocol v5, "Disconnection
 * from a namespace"), so it is said before, by an event: {@code ["goodbye",{"code":"EXPIRED"}]}.
 */
public enum Goodbye {
    /** The token has: a new one opens the namespace again. */
    EXPIRED,
    /** A moderator has removed the person, and the token is not accepted any more. */
    REMOVED,
    /** Events kept coming too fast, though they were refused; or a person comes and goes without end. */
    FLOOD,
    /** One person has too many sockets. */
    TOO_MANY_SOCKETS;

    /** Says so, and disconnects the socket from its namespace; others on its connection go on. */
    public void say(Socket socket) {
        socket.emit("goodbye", Map.of("code", name()));
        socket.disconnect(false);
    }
}

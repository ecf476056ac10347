package lab.socketio.rooms;

import java.util.List;
import lab.engineio.EngineMessage;
import lab.socketio.Socket;
import org.eclipse.jetty.util.Callback;

/**
 * Sends one client what goes out of date, a picture for example. While one is under way the next one waits, and a
 * newer one takes its place: a slow client gets fewer, never older ones, and costs no memory.
 */
final class Latest {

    private final Socket socket;
    // Guarded by this.
    private List<EngineMessage> next;
    private boolean underWay;

    Latest(Socket socket) {
        this.socket = socket;
    }

    /** @param encoded one packet, the same for all clients */
    void send(List<EngineMessage> encoded) {
        synchronized (this) {
            if (underWay) {
                next = encoded;
                return;
            }
            underWay = true;
        }
        emit(encoded);
    }

    private void emit(List<EngineMessage> encoded) {
        socket.emit(encoded, Callback.from(this::taken, gone -> {
            // The client has left, and the page ends with it.
        }));
    }

    private void taken() {
        List<EngineMessage> waiting;
        synchronized (this) {
            waiting = next;
            next = null;
            underWay = waiting != null;
        }
        if (waiting != null) {
            emit(waiting);
        }
    }
}

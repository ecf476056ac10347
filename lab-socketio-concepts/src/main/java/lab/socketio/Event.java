package lab.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** An event that a client has sent. */
public final class Event {

    private final Socket socket;
    private final String name;
    private final List<JsonNode> args;
    private final Long id;
    private final AtomicBoolean acknowledged = new AtomicBoolean();

    Event(Socket socket, String name, List<JsonNode> args, Long id) {
        this.socket = socket;
        this.name = name;
        this.args = List.copyOf(args);
        this.id = id;
    }

    /** Who sent it. */
    public Socket socket() {
        return socket;
    }

    public String name() {
        return name;
    }

    /** What follows the name. Binary values are {@code BinaryNode}s. */
    public List<JsonNode> args() {
        return args;
    }

    /** A missing node if there are fewer: whatever a client leaves out can be asked like what it sends. */
    public JsonNode arg(int index) {
        return index < args.size() ? args.get(index) : MissingNode.getInstance();
    }

    /** Whether the client waits for {@link #ack}. */
    public boolean wantsAck() {
        return id != null;
    }

    /** Answers. Does nothing if no answer is wanted, or one was given. */
    public void ack(Object... answer) {
        if (id != null && acknowledged.compareAndSet(false, true)) {
            socket.write(new Packet(Packet.Type.ACK, socket.namespace().name(), id,
                    Packet.array(answer)));
        }
    }
}

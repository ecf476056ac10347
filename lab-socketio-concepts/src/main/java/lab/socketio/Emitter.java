package lab.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** How an event is sent to one client. */
public final class Emitter {

    private final Socket socket;
    private final boolean volatile_;
    private final Duration timeout;

    Emitter(Socket socket, boolean volatile_, Duration timeout) {
        this.socket = socket;
        this.volatile_ = volatile_;
        this.timeout = timeout;
    }

    /** Returns at once: it is queued. What is sent to a socket that has ended is dropped. */
    public void emit(String event, Object... args) {
        Socket.checkName(event);
        Namespace namespace = socket.namespace();
        Packet packet = Packet.event(namespace.name(), null, event, args);
        if (namespace.options().recovers() && !volatile_) {
            // So that it is kept, for a client that is away for a moment.
            namespace.adapter().broadcast(packet, BroadcastOptions.ALL.to(socket.id()));
        } else {
            socket.write(packet.encode(), volatile_);
        }
    }

    /**
     * Completes with the first argument of the client's answer, a missing node if it has none. Fails with
     * {@link AckTimeoutException}, or with {@link SocketIoException} when the client leaves before. Completed on
     * the thread that brings the answer.
     */
    public CompletableFuture<JsonNode> emitWithAck(String event, Object... args) {
        Socket.checkName(event);
        Namespace namespace = socket.namespace();
        long id = namespace.nextId();
        CompletableFuture<JsonNode> answer = socket.expectAck(id, timeout);
        socket.write(Packet.event(namespace.name(), id, event, args).encode(),
                volatile_);
        return answer.handle((data, missing) -> {
            if (missing == null) {
                return data.path(0);
            }
            Throwable cause = missing instanceof CompletionException
                    ? missing.getCause()
                    : missing;
            throw cause instanceof TimeoutException
                    ? new AckTimeoutException(List.of())
                    : (SocketIoException) cause;
        });
    }
}

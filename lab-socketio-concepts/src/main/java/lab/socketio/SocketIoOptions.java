package lab.socketio;

import java.time.Duration;
import java.util.function.Function;
import lab.engineio.EngineOptions;

/**
 * What a Socket.IO server is set to; the names are those of the official one.
 *
 * @param path where clients connect, {@code /socket.io} unless they are told otherwise
 * @param engine of the connections below
 * @param connectTimeout how long a connection may stay without a namespace
 * @param maxDisconnectionDuration how long the state of a lost connection is kept for its recovery; null: not
 *        at all
 * @param maxRooms in how many rooms a socket may be, its own not counted
 * @param adapter makes the one of each namespace
 */
public record SocketIoOptions(String path, EngineOptions engine,
        Duration connectTimeout,
        Duration maxDisconnectionDuration, int maxRooms,
        Function<Namespace, Adapter> adapter) {

    /** The defaults of the official server; it has no limit of rooms. */
    public static final SocketIoOptions DEFAULTS = new SocketIoOptions("/socket.io",
            EngineOptions.DEFAULTS, Duration.ofSeconds(45), null, 1_000,
            InMemoryAdapter::new);

    /** The same with another engine. */
    public SocketIoOptions withEngine(EngineOptions other) {
        return new SocketIoOptions(path, other, connectTimeout,
                maxDisconnectionDuration,
                maxRooms, adapter);
    }

    /** The same with connection state recovery. */
    public SocketIoOptions withRecovery(Duration maximum) {
        return new SocketIoOptions(path, engine, connectTimeout, maximum, maxRooms,
                adapter);
    }

    /** The same with another adapter. */
    public SocketIoOptions withAdapter(Function<Namespace, Adapter> other) {
        return new SocketIoOptions(path, engine, connectTimeout,
                maxDisconnectionDuration,
                maxRooms, other);
    }

    boolean recovers() {
        return maxDisconnectionDuration != null;
    }
}

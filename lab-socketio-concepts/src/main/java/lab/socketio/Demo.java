package lab.socketio;

import io.javalin.config.JavalinConfig;
import java.util.List;
import java.util.Map;
import lab.feed.server.LabServer;

/** One of the lab's demonstrations: its namespaces on a server that it shares with the others. */
public interface Demo {

    /** Adds what its clients can do. Called once, before the server starts. */
    void install(SocketIoServer io, LabServer.Parts parts);

    /** Adds routes, if it has any. Called once, before the server starts. */
    default void configure(JavalinConfig config) {
    }

    /** What {@code GET /status} says of it, by name. */
    default Map<String, Object> status() {
        return Map.of();
    }

    /** See {@link lab.feed.server.Transport#secrets}. */
    default List<String> secrets() {
        return List.of();
    }

    /** Ends what it has begun beside the connections, which end by themselves. */
    default void stop() {
    }
}

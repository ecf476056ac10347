package lab.socketio;

/** Asked for each event of a socket, before its listeners. */
@FunctionalInterface
public interface EventMiddleware {

    void handle(Event event, Next next);
}

package lab.socketio;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Namespaces that exist while somebody is in them: all those with a name that the predicate accepts. */
public final class DynamicNamespaces {

    private final SocketIoServer server;
    private final Predicate<String> names;
    private final List<Middleware> middleware = new CopyOnWriteArrayList<>();
    private final List<Consumer<Socket>> listeners = new CopyOnWriteArrayList<>();

    DynamicNamespaces(SocketIoServer server, Predicate<String> names) {
        this.server = server;
        this.names = names;
    }

    /** As {@link Namespace#onConnection}, for each of them. */
    public DynamicNamespaces onConnection(Consumer<Socket> listener) {
        listeners.add(listener);
        return this;
    }

    /** As {@link Namespace#use}, for each of them. */
    public DynamicNamespaces use(Middleware next) {
        middleware.add(next);
        return this;
    }

    /** Sends an event to everybody in each of them. */
    public void emit(String event, Object... args) {
        server.namespaces().stream().filter(each -> names.test(each.name()))
                .forEach(each -> each.emit(event, args));
    }

    boolean accepts(String name) {
        return names.test(name);
    }

    Namespace child(String name) {
        return new Namespace(server, name, middleware, listeners);
    }
}

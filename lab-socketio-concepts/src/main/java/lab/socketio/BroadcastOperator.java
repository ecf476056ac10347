package lab.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Who is meant, and what they get. Immutable: each step returns another one, so that a half-made selection
 * can be kept and used twice.
 */
public final class BroadcastOperator {

    private final Namespace namespace;
    private final BroadcastOptions options;

    BroadcastOperator(Namespace namespace, BroadcastOptions options) {
        this.namespace = namespace;
        this.options = options;
    }

    /** Whoever is in one of the rooms, or in one named before; nobody gets it twice. */
    public BroadcastOperator to(String... rooms) {
        return with(options.to(rooms));
    }

    /** The same as {@link #to}, for sentences such as {@code in("blue").fetchSockets()}. */
    public BroadcastOperator in(String... rooms) {
        return to(rooms);
    }

    /** Not those who are in one of the rooms. */
    public BroadcastOperator except(String... rooms) {
        return with(options.butNot(rooms));
    }

    /** Only clients of this server, where there are several. */
    public BroadcastOperator local() {
        return with(options.onlyLocal());
    }

    /** Only who can take it at once: what comes later is of no use, a cursor's place for example. */
    public BroadcastOperator volatile_() {
        return with(options.asVolatile());
    }

    /** How long {@link #emitWithAck} waits. */
    public BroadcastOperator timeout(Duration limit) {
        return with(options.within(limit));
    }

    private BroadcastOperator with(BroadcastOptions other) {
        return new BroadcastOperator(namespace, other);
    }

    /** Returns at once: what is sent is queued for each. */
    public void emit(String event, Object... args) {
        Socket.checkName(event);
        namespace.adapter().broadcast(Packet.event(namespace.name(), null, event, args),
                options);
    }

    /**
     * Completes with the first argument of each client's answer, in the order in which they came. Fails
     * with {@link AckTimeoutException} when one is missing: at the time-out, or because the client has left.
     */
    public CompletableFuture<List<JsonNode>> emitWithAck(String event, Object... args) {
        Socket.checkName(event);
        Answers answers = new Answers();
        namespace.adapter().broadcastWithAck(
                Packet.event(namespace.name(), namespace.nextId(), event, args),
                options,
                answers::expect, answers::add);
        return answers.all();
    }

    /** Those who are meant at this moment. */
    public List<Socket> fetchSockets() {
        return namespace.adapter().fetchSockets(options);
    }

    /** Those who are meant join the rooms. */
    public void socketsJoin(String... rooms) {
        namespace.adapter().addSockets(options, rooms);
    }

    /** Those who are meant leave the rooms. */
    public void socketsLeave(String... rooms) {
        namespace.adapter().delSockets(options, rooms);
    }

    /** @param close the whole connection, with every namespace on it */
    public void disconnectSockets(boolean close) {
        namespace.adapter().disconnectSockets(options, close);
    }
}

package lab.socketio.rooms;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import lab.feed.InvalidInput;
import lab.socketio.BroadcastOperator;
import lab.socketio.Namespace;
import lab.socketio.Socket;

/**
 * One call of {@code emit} as it was chosen on a page.
 *
 * @param id chosen by the page, and the event's argument: so a receipt says what was received
 * @param to rooms; all if empty
 * @param except rooms whose sockets are left out
 * @param mayBeLost {@code volatile}
 * @param timeout how long acknowledgements may take; null if none are wanted
 */
record Emission(String id, Whom whom, List<String> to, List<String> except,
        boolean mayBeLost, Duration timeout) {

    static final String EVENT = "news";

    /** Whom the line that emits begins with. */
    enum Whom {
        /** {@code socket.emit}: the client that asks, and nobody else. */
        SELF,
        /** {@code socket.broadcast}, {@code socket.to(…)}: never the client that asks. */
        OTHERS,
        /** {@code io.of(…)}: the client that asks as well. */
        ALL;

        /** As it is on the wire. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern ID = Pattern.compile("[a-z0-9]{6}");
    private static final int MIN_TIMEOUT_MILLIS = 100;
    private static final int MAX_TIMEOUT_MILLIS = 5_000;

    /**
     * @param json {@code {"id":"k3x9q2","whom":"others","to":["blue"],"except":[],"volatile":false,
     *        "timeout":1000}}; all but the id and whom may be missing
     * @throws InvalidInput naming the field, the rule and the value
     */
    static Emission parse(JsonNode json, Namespace namespace) {
        String id = Names.text("id", json.path("id"));
        if (!ID.matcher(id).matches()) {
            throw InvalidInput.ofText("id", "6 of a-z 0-9", id);
        }
        Emission emission = new Emission(id, whom(json.path("whom")),
                Names.targets(namespace, "to", json.path("to")),
                Names.targets(namespace, "except", json.path("except")),
                json.path("volatile").asBoolean(), timeout(json.path("timeout")));
        emission.check();
        return emission;
    }

    private static Whom whom(JsonNode json) {
        String whom = Names.text("whom", json);
        for (Whom each : Whom.values()) {
            if (each.word().equals(whom)) {
                return each;
            }
        }
        throw InvalidInput.ofText("whom", "self, others or all", whom);
    }

    private static Duration timeout(JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        if (!json.isInt() || json.intValue() < MIN_TIMEOUT_MILLIS
                || json.intValue() > MAX_TIMEOUT_MILLIS) {
            throw new InvalidInput("timeout", "in %d..%d ms".formatted(
                    MIN_TIMEOUT_MILLIS, MAX_TIMEOUT_MILLIS), json.toString());
        }
        return Duration.ofMillis(json.intValue());
    }

    private void check() {
        if (whom == Whom.SELF && !(to.isEmpty() && except.isEmpty())) {
            throw new InvalidInput("whom", "others or all where there are rooms",
                    "self");
        }
        if (mayBeLost && timeout != null) {
            throw new InvalidInput("timeout",
                    "absent where the packet may be lost (volatile)",
                    Long.toString(timeout.toMillis()));
        }
    }

    /**
     * Does what a client asks for: clients cannot emit to each other, a server's handler does it for them.
     *
     * @return the acknowledgements; null if none are wanted
     */
    CompletableFuture<List<JsonNode>> by(Socket socket) {
        return switch (whom) {
            case SELF -> toItself(socket);
            case OTHERS -> over(socket.broadcast());
            case ALL -> over(socket.namespace().to());
        };
    }

    /** The same by the server itself, which is no client: there is nobody to leave out. */
    CompletableFuture<List<JsonNode>> by(Namespace namespace) {
        return over(namespace.to());
    }

    private CompletableFuture<List<JsonNode>> toItself(Socket socket) {
        if (timeout != null) {
            return socket.timeout(timeout).emitWithAck(EVENT, id)
                    .thenApply(List::of);
        } else if (mayBeLost) {
            socket.volatile_().emit(EVENT, id);
        } else {
            socket.emit(EVENT, id);
        }
        return null;
    }

    private CompletableFuture<List<JsonNode>> over(BroadcastOperator everybody) {
        BroadcastOperator chosen = everybody.to(to.toArray(String[]::new))
                .except(except.toArray(String[]::new));
        if (timeout != null) {
            return chosen.timeout(timeout).emitWithAck(EVENT, id);
        } else if (mayBeLost) {
            chosen.volatile_().emit(EVENT, id);
        } else {
            chosen.emit(EVENT, id);
        }
        return null;
    }
}

package lab.socketio.rooms;

import java.util.Map;
import java.util.function.Supplier;
import lab.feed.InvalidInput;
import lab.socketio.Event;
import lab.socketio.SocketIoException;

/**
 * How a client is told what became of what it asked for: {@code {"ok":…}}, or what was wrong,
 * {@code {"error":{"field":"room","rule":"1 to 16 of a-z 0-9 -","value":"\"X\"","message":…}}}.
 */
final class Answer {

    private Answer() {
    }

    /** Does it, and acknowledges. */
    static void to(Event event, Supplier<Object> action) {
        try {
            event.ack(Map.of("ok", action.get()));
        } catch (InvalidInput invalid) {
            refuse(event, invalid);
        }
    }

    static void refuse(Event event, InvalidInput invalid) {
        event.ack(Map.of("error", Breach.of(invalid)));
    }

    /** For a middleware that does not admit a socket: becomes a CONNECT_ERROR. */
    static SocketIoException refusal(InvalidInput invalid) {
        return new SocketIoException(invalid.getMessage(), Breach.of(invalid));
    }

    /** @param message all of it as a sentence */
    record Breach(String field, String rule, String value, String message) {

        static Breach of(InvalidInput invalid) {
            return new Breach(invalid.field(), invalid.rule(), invalid.value(),
                    invalid.getMessage());
        }
    }
}

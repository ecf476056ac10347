package lab.socketio.chat;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import lab.feed.server.ProblemException;

/**
 * Whose name is whose: a name belongs to one token until that expires, so nobody can speak in another's. A
 * signature cannot be taken back; whom a moderator removes is therefore remembered for as long.
 */
final class Names {

    /** Reserving costs nothing, so memory needs a limit. */
    static final int MAX_NAMES = 2_000;

    private final Clock clock;
    /** Until when, by {@link Input#folded} name. Both are guarded by this. */
    private final Map<String, Instant> taken = new HashMap<>();
    private final Map<String, Instant> removed = new HashMap<>();

    Names(Clock clock) {
        this.clock = clock;
    }

    /** @throws ProblemException 409 if somebody has it, 503 if there are too many */
    synchronized void take(String name, Instant until) {
        taken.values().removeIf(this::isPast);
        removed.values().removeIf(this::isPast);
        if (taken.size() >= MAX_NAMES) {
            throw new ProblemException(503, "Names in use must be fewer than %d, was %d"
                    .formatted(MAX_NAMES, taken.size()));
        }
        if (taken.putIfAbsent(Input.folded(name), until) != null) {
            throw new ProblemException(409,
                    "name must be one that nobody has, was \"%s\"".formatted(name));
        }
    }

    /** The token of the name is not accepted any more. */
    synchronized void remove(String name) {
        String folded = Input.folded(name);
        removed.put(folded, taken.getOrDefault(folded, Instant.MAX));
    }

    synchronized boolean isRemoved(String name) {
        return removed.containsKey(Input.folded(name));
    }

    private boolean isPast(Instant until) {
        return !until.isAfter(clock.instant());
    }
}

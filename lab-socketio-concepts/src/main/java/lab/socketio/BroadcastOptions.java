package lab.socketio;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who gets a packet, and how.
 *
 * @param rooms whoever is in one of them; everybody if empty
 * @param except whoever is in one of these does not; a socket's id is a room of its own
 * @param local only those of this server, where there are several
 * @param volatile_ may be lost: only those get it that can take it at once
 * @param timeout how long an acknowledgement may take; null for as long as the client stays
 */
public record BroadcastOptions(Set<String> rooms, Set<String> except, boolean local,
        boolean volatile_, Duration timeout) {

    /** Everybody. */
    static final BroadcastOptions ALL = new BroadcastOptions(Set.of(), Set.of(), false,
            false,
            null);

    BroadcastOptions to(String... more) {
        return new BroadcastOptions(union(rooms, more), except, local, volatile_,
                timeout);
    }

    BroadcastOptions butNot(String... more) {
        return new BroadcastOptions(rooms, union(except, more), local, volatile_,
                timeout);
    }

    BroadcastOptions onlyLocal() {
        return new BroadcastOptions(rooms, except, true, volatile_, timeout);
    }

    BroadcastOptions asVolatile() {
        return new BroadcastOptions(rooms, except, local, true, timeout);
    }

    BroadcastOptions within(Duration limit) {
        return new BroadcastOptions(rooms, except, local, volatile_, limit);
    }

    /** Whether a socket that is in these rooms, its own among them, is meant. */
    public boolean includes(Set<String> joined) {
        return (rooms.isEmpty() || !Collections.disjoint(rooms, joined))
                && Collections.disjoint(except, joined);
    }

    private static Set<String> union(Set<String> rooms, String... more) {
        Set<String> both = new LinkedHashSet<>(rooms);
        both.addAll(List.of(more));
        return Collections.unmodifiableSet(both);
    }
}

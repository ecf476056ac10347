package lab.socketio.chat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who is somewhere. A person is there from the first of their sockets to the last: somebody with two tabs is one
 * person, and closing one of them is no goodbye. Guarded by the {@link Chat}.
 */
final class People {

    /** Each with the number of their sockets. */
    private final Map<String, Integer> sockets = new TreeMap<>();

    List<String> names() {
        return List.copyOf(sockets.keySet());
    }

    int size() {
        return sockets.size();
    }

    boolean has(String person) {
        return sockets.containsKey(person);
    }

    /** How many sockets of the person are here. */
    int sockets(String person) {
        return sockets.getOrDefault(person, 0);
    }

    /** @return whether it is the person's first socket */
    boolean enter(String person) {
        return sockets.merge(person, 1, Integer::sum) == 1;
    }

    /** @return whether it was the person's last socket */
    boolean leave(String person) {
        return sockets.computeIfPresent(person,
                (same, count) -> count == 1 ? null : count - 1) == null;
    }
}

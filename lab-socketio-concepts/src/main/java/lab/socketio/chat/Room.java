package lab.socketio.chat;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lab.socketio.chat.ChatError.Code;

/** One room: who is in it, what was said last, and who has read how far. Guarded by the {@link Chat}. */
final class Room {

    /** What somebody gets to see who joins. */
    static final int HISTORY = 50;
    static final int MAX_PEOPLE = 200;

    private final String name;
    private final String role;
    private final Clock clock;
    private final People people = new People();
    private final Map<String, Long> read = new TreeMap<>();
    private final Deque<Message> history = new ArrayDeque<>();
    private long lastId;

    /** @param role which a token must have to join; null: everybody may */
    Room(String name, String role, Clock clock) {
        this.name = name;
        this.role = role;
        this.clock = clock;
    }

    /** What somebody finds who joins. */
    record Found(String room, List<String> people, List<Message> history,
            Map<String, Long> read) {
    }

    String name() {
        return name;
    }

    /** Null: everybody may join. */
    String role() {
        return role;
    }

    /** The Socket.IO room behind it. A name that no client can choose: each socket is in a room of its own id. */
    String address() {
        return "room:" + name;
    }

    People people() {
        return people;
    }

    /** How many there have been. */
    long messages() {
        return lastId;
    }

    Found found() {
        return new Found(name, people.names(), List.copyOf(history), Map.copyOf(read));
    }

    /**
     * @return whether it is the person's first socket here
     * @throws ChatError JOIN_ERROR, if there is no place
     */
    boolean enter(String person) {
        if (people.size() >= MAX_PEOPLE && !people.has(person)) {
            throw new ChatError(Code.JOIN_ERROR, "room",
                    "a room with fewer than %d people".formatted(MAX_PEOPLE),
                    people.size() + " people");
        }
        return people.enter(person);
    }

    /** @return whether it was the person's last socket here */
    boolean leave(String person) {
        boolean last = people.leave(person);
        if (last) {
            read.remove(person); // so that receipts are as bounded as people are
        }
        return last;
    }

    /** The message that the person has sent under this ref before, if it is still kept: an ack was lost. */
    Optional<Message> said(String person, String ref) {
        return history.stream().filter(message -> message.from().equals(person)
                && message.ref().equals(ref)).findFirst();
    }

    Message say(String person, String ref, String text) {
        Message message = new Message(++lastId, name, person, ref, text,
                clock.instant().toString());
        history.add(message);
        if (history.size() > HISTORY) {
            history.remove();
        }
        return message;
    }

    /**
     * @return whether the person had not read as far before
     * @throws ChatError SEND_ERROR, if there is no such message
     */
    boolean read(String person, long id) {
        if (id < 1 || id > lastId) {
            throw new ChatError(Code.SEND_ERROR, "id",
                    "of a message in the room, 1..%d".formatted(lastId),
                    Long.toString(id));
        }
        return read.getOrDefault(person, 0L) < read.merge(person, id, Math::max);
    }
}

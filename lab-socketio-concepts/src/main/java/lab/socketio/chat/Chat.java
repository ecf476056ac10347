package lab.socketio.chat;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lab.feed.server.Buckets;
import lab.socketio.BroadcastOperator;
import lab.socketio.Event;
import lab.socketio.EventMiddleware;
import lab.socketio.Namespace;
import lab.socketio.auth.TokenBucket;
import lab.socketio.chat.ChatError.Code;

/**
 * What all sockets of the chat share. Every action runs while its monitor is held: everybody hears things in one
 * order, and who joins misses nothing between the history and the first live message. Nothing in there blocks;
 * what is emitted is queued.
 */
final class Chat {

    /** Nobody types faster for long. */
    static final int PER_SECOND = 10;
    static final int BURST = 30;
    /** Tabs and devices of one person; each has a bucket of its own. */
    static final int MAX_SOCKETS = 10;
    /** All tabs twice at once, and then slowly: everybody is told of each coming and going. */
    static final int ENTRANCES = 2 * MAX_SOCKETS;

    /** The Socket.IO room of everybody who is let in, and on the other side that of the moderators. */
    static final String EVERYBODY = "everybody";

    private final Namespace namespace;
    private final Namespace admin;
    private final Names names;
    private final Clock clock;
    private final TimeMeter time;
    private final Rooms rooms;
    private final People people = new People();
    private final Buckets entrances;
    private final Map<Code, Integer> refused = new EnumMap<>(Code.class);

    Chat(Namespace namespace, Namespace admin, Names names, Clock clock,
            TimeMeter time) {
        this.namespace = namespace;
        this.admin = admin;
        this.names = names;
        this.clock = clock;
        this.time = time;
        this.rooms = new Rooms(clock);
        this.entrances = new Buckets(1, ENTRANCES, time);
    }

    Names names() {
        return names;
    }

    Rooms rooms() {
        return rooms;
    }

    People people() {
        return people;
    }

    Clock clock() {
        return clock;
    }

    /** Whether the person has not come too often lately. */
    boolean mayEnter(String person) {
        return entrances.take(person, 1).isZero();
    }

    /** The Socket.IO room that all sockets of a person are in. No client can name it. */
    static String address(String person) {
        return "person:" + Input.folded(person);
    }

    BroadcastOperator to(String address) {
        return namespace.to(address);
    }

    /** A person as a moderator sees them. */
    record Seen(String name, List<String> rooms) {
    }

    synchronized List<Seen> seen() {
        return people.names().stream().map(person -> new Seen(person,
                rooms.all().stream().filter(room -> room.people().has(person))
                        .map(Room::name).toList()))
                .toList();
    }

    /** Somebody has come, gone, joined or left. */
    void tellModerators() {
        admin.to(EVERYBODY).emit("people", seen());
    }

    /** For one socket: answers events that come too fast, instead of their listeners. */
    EventMiddleware bucket() {
        return new TokenBucket(PER_SECOND, BURST, time, event -> refuse(event,
                new ChatError(Code.SEND_ERROR, "events",
                        "at most %d a second, %d at once".formatted(PER_SECOND, BURST),
                        "more")));
    }

    /** In the acknowledgement; an event that wants none is answered by the event {@code refused}. */
    synchronized void refuse(Event event, ChatError error) {
        refused.merge(error.code(), 1, Integer::sum);
        if (event.wantsAck()) {
            event.ack(error.json());
        } else {
            event.socket().emit("refused", error.json());
        }
    }

    synchronized Map<String, Object> status() {
        return Map.of("people", people.size(),
                "rooms", rooms.all().stream().map(room -> Map.of("name", room.name(),
                        "people", room.people().size(), "messages", room.messages()))
                        .toList(),
                "refused", Map.copyOf(refused));
    }
}

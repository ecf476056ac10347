package lab.socketio.editor;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import lab.socketio.Namespace;

/** The rooms there are. Without a timer: those that have been empty for a while end when somebody asks. */
final class EditorRooms {

    static final int MAX_ROOMS = 64;
    /** So that one machine cannot take all. */
    static final int MAX_ROOMS_OF_A_FOUNDER = 16;
    /** Longer than a connection state is kept: nobody recovers into a room that has ended. */
    static final Duration EMPTY_LIFE = Duration.ofMinutes(5);

    private static final List<String> QUALITIES = List.of("amber", "brave", "calm",
            "clever", "cosy", "eager", "fresh", "gentle", "happy", "jolly", "kind",
            "lively", "merry", "noble", "proud", "quiet", "rapid", "shiny", "sunny",
            "tidy", "vivid", "warm", "wise", "witty");
    private static final List<String> ANIMALS = List.of("badger", "beaver", "crane",
            "dolphin", "falcon", "fox", "gecko", "heron", "ibex", "koala", "lynx",
            "marmot", "otter", "owl", "panda", "puffin", "raven", "robin", "salmon",
            "seal", "sparrow", "swan", "tapir", "turtle");
    private static final int NUMBERS = 100;

    private final Namespace namespace;
    private final Clock clock;
    /** Names are no secrets; tokens are. */
    private final RandomGenerator random = new Random();
    /** Guarded by itself. */
    private final Map<String, EditorRoom> rooms = new LinkedHashMap<>();

    EditorRooms(Namespace namespace, Clock clock) {
        this.namespace = namespace;
        this.clock = clock;
    }

    /** @throws EditorError if there are too many */
    EditorRoom create(String founder) {
        synchronized (rooms) {
            endEmpty();
            if (rooms.size() == MAX_ROOMS) {
                throw EditorError.full("rooms", MAX_ROOMS, MAX_ROOMS + 1);
            }
            long founded = rooms.values().stream()
                    .filter(room -> room.founder().equals(founder)).count();
            if (founded == MAX_ROOMS_OF_A_FOUNDER) {
                throw EditorError.full("rooms from one address",
                        MAX_ROOMS_OF_A_FOUNDER, MAX_ROOMS_OF_A_FOUNDER + 1);
            }
            EditorRoom room = new EditorRoom(newName(), founder, namespace, clock);
            rooms.put(room.name(), room);
            return room;
        }
    }

    /** @throws EditorError always the same, whichever of the two is wrong */
    EditorRoom find(String name, String token) {
        synchronized (rooms) {
            endEmpty();
            EditorRoom room = rooms.get(name);
            if (room == null || !Secrets.same(room.token(), token)) {
                throw EditorError.notAdmitted();
            }
            return room;
        }
    }

    List<EditorRoom.Status> status() {
        synchronized (rooms) {
            endEmpty();
            return rooms.values().stream().map(EditorRoom::status).toList();
        }
    }

    private void endEmpty() {
        rooms.values().removeIf(room -> room.endIfEmptySince(EMPTY_LIFE));
    }

    /** Such as {@code calm-otter-42}: to be said across a room. */
    private String newName() {
        String name;
        do {
            name = QUALITIES.get(random.nextInt(QUALITIES.size()))
                    + "-" + ANIMALS.get(random.nextInt(ANIMALS.size()))
                    + "-" + random.nextInt(NUMBERS);
        } while (rooms.containsKey(name));
        return name;
    }
}

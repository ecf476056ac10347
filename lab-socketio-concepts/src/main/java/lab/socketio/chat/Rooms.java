package lab.socketio.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.feed.InvalidInput;
import lab.feed.Json;
import lab.socketio.auth.Tokens.Claims;
import lab.socketio.chat.ChatError.Code;

/** The rooms there are. Clients name these, and nothing else can be joined. */
final class Rooms {

    /** Opens the members' room. */
    static final String MEMBER = "member";

    private final Map<String, Room> rooms = new LinkedHashMap<>();

    Rooms(Clock clock) {
        add(new Room("lobby", null, clock));
        add(new Room("questions", null, clock));
        add(new Room("members", MEMBER, clock));
    }

    /** As the page lists it. */
    record Listed(String name, boolean membersOnly) {
    }

    Collection<Room> all() {
        return rooms.values();
    }

    List<Listed> listed() {
        return rooms.values().stream()
                .map(room -> new Listed(room.name(), room.role() != null)).toList();
    }

    /**
     * The room that {@code {"room":…}} names.
     *
     * @throws ChatError NO_ROOM
     */
    Room find(JsonNode payload) {
        String name = Json.text(payload, "room");
        Room room = rooms.get(name);
        if (room == null) {
            throw new ChatError(Code.NO_ROOM, InvalidInput.ofText("room",
                    "one of " + String.join(", ", rooms.keySet()), name));
        }
        return room;
    }

    /** @throws ChatError PERMISSION_DENIED, if the token lacks the room's role */
    static void requireAccess(Room room, Claims claims) {
        if (room.role() != null && !claims.has(room.role())) {
            throw new ChatError(Code.PERMISSION_DENIED, InvalidInput.ofText("room",
                    "one that your roles %s open".formatted(claims.roles()),
                    room.name()));
        }
    }

    private void add(Room room) {
        rooms.put(room.name(), room);
    }
}

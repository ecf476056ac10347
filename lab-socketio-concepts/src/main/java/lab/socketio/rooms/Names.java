package lab.socketio.rooms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import lab.feed.InvalidInput;
import lab.socketio.Namespace;

/** What rooms and namespaces may be called. Names come from clients, and are kept as long as somebody is there. */
final class Names {

    static final String PREFIX = "/rooms/";
    /** To be named in one emission. */
    private static final int MAX_NAMED = 8;

    private static final String FORM = "1 to 16 of a-z 0-9 -";
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,16}");

    private Names() {
    }

    /** Whether it is one of this demo's, with a good name or a bad one. */
    static boolean isNamespace(String name) {
        return name.startsWith(PREFIX);
    }

    /** @throws InvalidInput if no client may enter it */
    static void checkNamespace(String name) {
        if (!NAME.matcher(name.substring(PREFIX.length())).matches()) {
            throw InvalidInput.ofText("namespace", PREFIX + " and " + FORM, name);
        }
    }

    /**
     * A room that anybody may join. A socket's own room is none: whoever joined it would read what is meant for
     * that socket alone.
     */
    static String room(Namespace namespace, JsonNode name) {
        String room = text("room", name);
        if (isSocket(namespace, room)) {
            throw InvalidInput.ofText("room", "none that is a socket's own", room);
        }
        if (!NAME.matcher(room).matches()) {
            throw InvalidInput.ofText("room", FORM, room);
        }
        return room;
    }

    /** Rooms that can be emitted to: a socket's own among them. */
    static List<String> targets(Namespace namespace, String field, JsonNode names) {
        if (!names.isMissingNode() && !names.isArray()) {
            throw new InvalidInput(field, "a list of rooms", names.toString());
        }
        if (names.size() > MAX_NAMED) {
            throw new InvalidInput(field, "at most %d rooms".formatted(MAX_NAMED),
                    Integer.toString(names.size()));
        }
        List<String> rooms = new ArrayList<>();
        for (JsonNode name : names) {
            String room = text(field, name);
            if (!NAME.matcher(room).matches() && !isSocket(namespace, room)) {
                throw InvalidInput.ofText(field,
                        "rooms, %s, or ids of sockets here".formatted(FORM), room);
            }
            rooms.add(room);
        }
        return rooms;
    }

    static String text(String field, JsonNode value) {
        if (!value.isTextual()) {
            throw new InvalidInput(field, "a text",
                    value.isMissingNode() ? "missing" : value.toString());
        }
        return value.textValue();
    }

    private static boolean isSocket(Namespace namespace, String id) {
        return namespace.fetchSockets().stream()
                .anyMatch(socket -> socket.id().equals(id));
    }
}

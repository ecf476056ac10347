package lab.socketio.editor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.bucket4j.TimeMeter;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import lab.feed.InvalidInput;
import lab.feed.Json;
import lab.socketio.Event;
import lab.socketio.Socket;
import lab.socketio.auth.Goodbye;

/** What one socket of {@code /editor} may ask for. It is in one room at most. */
final class EditorSession {

    private static final String SEAT = "seat";

    /** Where a socket is, and as whom; kept with the connection state for its recovery. */
    private record Seat(EditorRoom room, Person person) {
    }

    /** The answer to whoever asks for a room. */
    private record Created(String room, String token) {
    }

    private final EditorRooms rooms;
    private final Socket socket;
    /** Creating and joining; the answer may be as large as a room. */
    private final Allowance doors;
    /** What is kept. A page sends its next edits when the last were acknowledged. */
    private final Allowance changes;
    /** What may be lost: a page sends 20 a second of each of two kinds. */
    private final Allowance signs;
    /** Refusing costs something, too. */
    private final Allowance refusals;

    EditorSession(EditorRooms rooms, Socket socket, TimeMeter time) {
        this.rooms = rooms;
        this.socket = socket;
        this.doors = new Allowance(1, 10, time);
        this.changes = new Allowance(25, 50, time);
        this.signs = new Allowance(50, 100, time);
        this.refusals = new Allowance(50, 100, time);
    }

    void start() {
        on("create", doors, this::create);
        on("join", doors, this::join);
        on("leave", doors, event -> leave());
        inRoom("edit", changes, (seat, payload) -> seat.room()
                .edit(seat.person(), EditorInput.edits(payload)));
        on("stroke", changes, this::stroke);
        inRoom("erase", changes, (seat, payload) -> seat.room()
                .erase(seat.person(), EditorInput.strokeIds(payload)));
        inRoom("drawing", signs, (seat, payload) -> seat.room()
                .drawing(seat.person(), EditorInput.stroke(payload)));
        inRoom("cursor", signs, (seat, payload) -> seat.room()
                .cursor(seat.person(), EditorInput.cursor(payload)));
        socket.onDisconnect(reason -> leaveRoom());
        if (socket.recovered() && seat() != null) {
            seat().room().comeBack(seat().person(), socket);
        }
    }

    /** Whoever has no name could not come in, and the room would be in vain. */
    private void create(Event event) {
        EditorInput.name(event.arg(0));
        EditorRoom room = rooms.create(socket.handshake().address());
        event.ack(new Created(room.name(), room.token()));
    }

    /** Also again into the same room: then the state is all that is wanted. */
    private void join(Event event) {
        JsonNode asked = event.arg(0);
        String name = EditorInput.name(asked);
        int site = asked.has("site")
                ? EditorInput.number(asked.path("site"), "site", 1,
                        EditorRoom.MAX_SITES)
                : 0;
        String key = site == 0 ? "" : Json.text(asked, "key");
        EditorRoom room = rooms.find(Json.text(asked, "room"),
                Json.text(asked, "token"));
        Seat before = seat();
        if (before != null
                && (before.room() != room || before.person().site != site)) {
            leave();
        }
        socket.data().put(SEAT,
                new Seat(room, room.join(socket, name, site, key, event::ack)));
        if (!socket.connected()) {
            leaveRoom(); // it ended meanwhile, perhaps before it had a seat to leave
        }
    }

    private void leave() {
        leaveRoom();
        socket.data().remove(SEAT);
    }

    private void leaveRoom() {
        Seat seat = seat();
        if (seat != null) {
            seat.room().leave(seat.person(), socket);
        }
    }

    /** One that is sent again may have been erased meanwhile, and whoever drew it may not know. */
    private void stroke(Event event) {
        Seat seat = takenSeat();
        boolean isThere = seat.room().draw(seat.person(),
                EditorInput.stroke(event.arg(0)));
        event.ack(isThere ? Map.of() : Map.of("erased", true));
    }

    /** Null if no room was joined. */
    private Seat seat() {
        return (Seat) socket.data().get(SEAT);
    }

    private Seat takenSeat() {
        Seat seat = seat();
        if (seat == null) {
            throw EditorError.noRoom();
        }
        return seat;
    }

    /** The answer is an empty object: it is done, and everybody else has been told. */
    private void inRoom(String name, Allowance allowance,
            BiConsumer<Seat, JsonNode> action) {
        on(name, allowance, event -> {
            action.accept(takenSeat(), event.arg(0));
            event.ack(Map.of());
        });
    }

    private void on(String name, Allowance allowance, Consumer<Event> action) {
        socket.on(name, event -> {
            try {
                allowance.take(name);
                action.accept(event);
            } catch (EditorError refused) {
                refuse(event, refused);
            } catch (InvalidInput invalid) {
                refuse(event, new EditorError(EditorError.Code.BAD_INPUT, invalid));
            }
        });
    }

    /** Who wants no answer gets none to what may be lost anyway, or a flood would be answered by a flood. */
    private void refuse(Event event, EditorError error) {
        if (error.code() == EditorError.Code.TOO_FAST && !refusals.takeIfAny()) {
            Goodbye.FLOOD.say(socket);
        } else if (event.wantsAck()) {
            event.ack(error.json());
        } else if (error.code() != EditorError.Code.TOO_FAST) {
            event.socket().emit("refused", event.name(), error.json());
        }
    }
}

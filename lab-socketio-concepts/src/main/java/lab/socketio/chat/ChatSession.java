package lab.socketio.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import lab.feed.InvalidInput;
import lab.socketio.BroadcastOperator;
import lab.socketio.Event;
import lab.socketio.Socket;
import lab.socketio.auth.Goodbye;
import lab.socketio.auth.Tokens;
import lab.socketio.auth.Tokens.Claims;
import lab.socketio.chat.ChatError.Code;

/**
 * One socket of {@code /chat}. Each event is allowed or refused on its own: a token opens the namespace, joining
 * opens a room, and nothing that a client says about itself is believed. Guarded by the {@link Chat}.
 */
final class ChatSession {

    private final Chat chat;
    private final Socket socket;
    private final Claims claims;
    private final String me;
    private final Set<Room> joined = new HashSet<>();
    private final Set<Room> typing = new HashSet<>();
    private boolean ended;

    ChatSession(Chat chat, Socket socket) {
        this.chat = chat;
        this.socket = socket;
        this.claims = Tokens.claims(socket);
        this.me = claims.subject();
    }

    /** Listens, and says {@code welcome}; or says goodbye. */
    void start() {
        synchronized (chat) { // so that nobody is removed between the question and the entrance
            if (chat.names().isRemoved(me)) {
                Goodbye.REMOVED.say(socket);
            } else if (chat.people().sockets(me) >= Chat.MAX_SOCKETS) {
                Goodbye.TOO_MANY_SOCKETS.say(socket);
            } else if (!chat.mayEnter(me)) {
                Goodbye.FLOOD.say(socket);
            } else {
                listen();
                enter();
                // Before a lost connection is kept for its recovery: who comes back is asked anew for each room,
                // and finds what was said meanwhile in its history.
                socket.onDisconnecting(reason -> end());
                socket.onDisconnect(reason -> end()); // if it has ended already
            }
        }
    }

    private void listen() {
        socket.use(chat.bucket());
        on("join", Code.JOIN_ERROR, this::join);
        on("leave", Code.JOIN_ERROR, this::leave);
        on("message", Code.SEND_ERROR, this::message);
        on("typing", Code.SEND_ERROR, this::typing);
        on("read", Code.SEND_ERROR, this::read);
        on("private", Code.SEND_ERROR, this::sendPrivately);
    }

    private void enter() {
        boolean first = chat.people().enter(me);
        socket.join(Chat.EVERYBODY, Chat.address(me));
        socket.emit("welcome", Map.of("name", me, "roles", claims.roles(),
                "expiresAt", claims.expiresAt().toString(),
                "people", chat.people().names(), "rooms", chat.rooms().listed()));
        if (first) {
            socket.to(Chat.EVERYBODY).emit("presence",
                    Map.of("name", me, "here", true));
        }
        chat.tellModerators();
    }

    private void end() {
        synchronized (chat) {
            if (ended) {
                return;
            }
            ended = true;
            List.copyOf(joined).forEach(this::leave);
            socket.leave(Chat.EVERYBODY);
            socket.leave(Chat.address(me));
            if (chat.people().leave(me)) {
                chat.to(Chat.EVERYBODY).emit("presence",
                        Map.of("name", me, "here", false));
            }
            chat.tellModerators();
        }
    }

    private void join(Event event) {
        Room room = chat.rooms().find(event.arg(0));
        Rooms.requireAccess(room, claims);
        if (joined.contains(room)) {
            throw new ChatError(Code.JOIN_ERROR, InvalidInput.ofText("room",
                    "one that you have not joined", room.name()));
        }
        boolean first = room.enter(me);
        joined.add(room);
        socket.join(room.address());
        event.ack(room.found());
        if (first) {
            others(room).emit("userJoined", about(room));
        }
        chat.tellModerators();
    }

    private void leave(Event event) {
        leave(joinedRoom(event.arg(0)));
        event.ack(Map.of());
        chat.tellModerators();
    }

    private void leave(Room room) {
        joined.remove(room);
        typing.remove(room);
        socket.leave(room.address());
        if (room.leave(me)) {
            others(room).emit("userLeft", about(room));
        }
    }

    /** Who has had no answer sends again; what was said already is acknowledged, and not said twice. */
    private void message(Event event) {
        Room room = joinedRoom(event.arg(0));
        String ref = Input.ref(event.arg(0));
        String text = Input.text(event.arg(0));
        event.ack(room.said(me, ref).orElseGet(() -> {
            typing.remove(room); // who reads the message knows that
            Message message = room.say(me, ref, text);
            others(room).emit("message", message);
            return message;
        }));
    }

    /** Forwards changes only, however often a client says so. */
    private void typing(Event event) {
        Room room = joinedRoom(event.arg(0));
        boolean isTyping = Input.flag(event.arg(0), "typing");
        if (isTyping ? typing.add(room) : typing.remove(room)) {
            others(room).emit("typing",
                    Map.of("room", room.name(), "name", me, "typing", isTyping));
        }
        event.ack(Map.of());
    }

    private void read(Event event) {
        Room room = joinedRoom(event.arg(0));
        long id = Input.id(event.arg(0));
        if (room.read(me, id)) {
            others(room).emit("read",
                    Map.of("room", room.name(), "name", me, "id", id));
        }
        event.ack(Map.of());
    }

    private void sendPrivately(Event event) {
        String to = Input.name(event.arg(0), "to");
        if (to.equals(me) || !chat.people().has(to)) {
            throw new ChatError(Code.SEND_ERROR,
                    InvalidInput.ofText("to", "somebody else who is here", to));
        }
        PrivateMessage message = new PrivateMessage(me, to, Input.ref(event.arg(0)),
                Input.text(event.arg(0)), chat.clock().instant().toString());
        event.ack(message);
        socket.to(Chat.address(to), Chat.address(me)).emit("private", message); // my other tabs too
    }

    /** @throws ChatError NO_ROOM, or PERMISSION_DENIED for one that exists and was not joined */
    private Room joinedRoom(JsonNode payload) {
        Room room = chat.rooms().find(payload);
        if (!joined.contains(room)) {
            throw new ChatError(Code.PERMISSION_DENIED, InvalidInput.ofText("room",
                    "one that you have joined", room.name()));
        }
        return room;
    }

    private BroadcastOperator others(Room room) {
        return socket.to(room.address());
    }

    private Map<String, Object> about(Room room) {
        return Map.of("room", room.name(), "name", me);
    }

    /** @param otherwise the code for input that breaks a rule */
    private void on(String name, Code otherwise, Consumer<Event> action) {
        socket.on(name, event -> {
            synchronized (chat) {
                if (ended) {
                    return;
                }
                try {
                    action.accept(event);
                } catch (ChatError refused) {
                    chat.refuse(event, refused);
                } catch (InvalidInput invalid) {
                    chat.refuse(event, new ChatError(otherwise, invalid));
                }
            }
        });
    }
}

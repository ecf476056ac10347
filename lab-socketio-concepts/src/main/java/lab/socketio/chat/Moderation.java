package lab.socketio.chat;

import java.util.List;
import java.util.Map;
import lab.feed.InvalidInput;
import lab.socketio.Event;
import lab.socketio.Socket;
import lab.socketio.auth.Goodbye;
import lab.socketio.chat.ChatError.Code;

/** One socket of {@code /admin}: sees who is in the chat, and can remove somebody. */
final class Moderation {

    /** Opens the namespace. */
    static final String MODERATOR = "moderator";

    private final Chat chat;
    private final Socket socket;

    Moderation(Chat chat, Socket socket) {
        this.chat = chat;
        this.socket = socket;
    }

    /** Listens, and says who is there. */
    void start() {
        synchronized (chat) {
            socket.use(chat.bucket());
            socket.on("remove", event -> {
                try {
                    remove(event);
                } catch (ChatError refused) {
                    chat.refuse(event, refused);
                } catch (InvalidInput invalid) {
                    chat.refuse(event, new ChatError(Code.SEND_ERROR, invalid));
                }
            });
            socket.onDisconnecting(reason -> socket.leave(Chat.EVERYBODY)); // see ChatSession
            socket.join(Chat.EVERYBODY);
            socket.emit("people", chat.seen());
        }
    }

    private void remove(Event event) {
        String name = Input.name(event.arg(0), "name");
        List<Socket> sockets;
        synchronized (chat) {
            if (!chat.people().has(name)) {
                throw new ChatError(Code.SEND_ERROR,
                        InvalidInput.ofText("name", "somebody who is here", name));
            }
            chat.names().remove(name);
            sockets = chat.to(Chat.address(name)).fetchSockets();
        }
        // Whoever comes now finds the name removed.
        sockets.forEach(Goodbye.REMOVED::say);
        event.ack(Map.of("name", name));
    }
}

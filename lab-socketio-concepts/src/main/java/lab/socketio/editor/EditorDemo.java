package lab.socketio.editor;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.util.Map;
import lab.feed.server.LabServer;
import lab.socketio.Demo;
import lab.socketio.Namespace;
import lab.socketio.SocketIoServer;

/**
 * Shared text and whiteboard, in the namespace {@code /editor}. Whoever has a room's token may come in; who is
 * in it is trusted with its text and its board, but not with the names and places of the others.
 */
public final class EditorDemo implements Demo {

    private final Clock clock;
    private final TimeMeter time;
    private EditorRooms rooms;

    public EditorDemo() {
        this(Clock.systemUTC(), TimeMeter.SYSTEM_NANOTIME);
    }

    EditorDemo(Clock clock, TimeMeter time) {
        this.clock = clock;
        this.time = time;
    }

    @Override
    public void install(SocketIoServer io, LabServer.Parts parts) {
        Namespace namespace = io.of("/editor");
        rooms = new EditorRooms(namespace, clock);
        namespace.onConnection(
                socket -> new EditorSession(rooms, socket, time).start());
    }

    /** {@code {"editor":{"rooms":[{"name":"calm-otter-42","people":2,"characters":318,…}]}}}. */
    @Override
    public Map<String, Object> status() {
        return Map.of("editor", Map.of("rooms", rooms.status()));
    }
}

package lab.socketio.rooms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import lab.engineio.EngineMessage;
import lab.feed.Json;
import lab.socketio.Namespace;
import lab.socketio.Packet;
import lab.socketio.SocketIoServer;

/** Draws the picture of the server when something has changed, once for all pages. */
final class Watch {

    /** What changes within it is one picture: a whole class may come at once. To the eye it is at once. */
    static final long GATHER_MILLIS = 100;

    private final SocketIoServer io;
    private final Pages pages;
    private final Emissions emissions;
    private final AtomicBoolean due = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(
            1, task -> new Thread(task, "lab-rooms"));

    Watch(SocketIoServer io, Pages pages, Emissions emissions) {
        this.io = io;
        this.pages = pages;
        this.emissions = emissions;
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Returns at once. */
    void changed() {
        if (due.compareAndSet(false, true)) {
            try {
                scheduler.schedule(this::draw, GATHER_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException stopped) {
                // The clients leave because the server stops: nobody looks any more.
            }
        }
    }

    private void draw() {
        due.set(false); // first: what changes from now on needs another picture
        JsonNode event = Json.tree(List.of("picture", picture()));
        List<EngineMessage> encoded = new Packet(Packet.Type.EVENT, RoomsDemo.WATCHERS,
                null, event).encode();
        pages.all().forEach(page -> page.picture().send(encoded));
    }

    Picture picture() {
        return new Picture(pages.all().size(),
                namespaces(io).stream().map(Picture::of)
                        .filter(space -> !space.sockets().isEmpty()).toList(),
                emissions.latest());
    }

    /** This demo's, by name. */
    static List<Namespace> namespaces(SocketIoServer io) {
        return io.namespaces().stream()
                .filter(namespace -> Names.isNamespace(namespace.name()))
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    void stop() {
        scheduler.shutdown();
    }
}

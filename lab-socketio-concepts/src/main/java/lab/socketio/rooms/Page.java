package lab.socketio.rooms;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lab.feed.InvalidInput;
import lab.socketio.Event;
import lab.socketio.Next;
import lab.socketio.Socket;

/** Somebody's open page, and the clients that it has on the server. They end with it. */
final class Page {

    /** For the page and its clients together. */
    private static final int EVENTS_PER_SECOND = 50;
    private static final int BURST = 2 * EVENTS_PER_SECOND;
    /** An emission reaches everybody, so it counts like this many others. */
    private static final int EMISSION = 10;
    private static final Set<String> EMISSIONS = Set.of("emit", "send");

    /** One end of a client: it has a socket in each namespace that it has entered. */
    private record Place(String letter, String namespace) {
    }

    private final int number;
    private final String token;
    private final Socket watcher;
    private final Latest picture;
    private final Bucket events = Bucket.builder().addLimit(
            limit -> limit.capacity(BURST).refillGreedy(EVENTS_PER_SECOND,
                    Duration.ofSeconds(1)))
            .build();

    // Guarded by this.
    private final Map<Place, Socket> clients = new HashMap<>();
    private final Set<String> slow = new HashSet<>();
    private boolean closed;

    Page(int number, String token, Socket watcher) {
        this.number = number;
        this.token = token;
        this.watcher = watcher;
        this.picture = new Latest(watcher);
    }

    /** Which everybody sees. */
    int number() {
        return number;
    }

    /** Which only the page knows: its clients show it, so that they are known as the page's. */
    String token() {
        return token;
    }

    Socket watcher() {
        return watcher;
    }

    Latest picture() {
        return picture;
    }

    /** A middleware for the events of the page and of its clients. */
    void limit(Event event, Next next) {
        if (events.tryConsume(EMISSIONS.contains(event.name()) ? EMISSION : 1)) {
            next.run();
        } else {
            InvalidInput tooMany = InvalidInput.ofText("events",
                    "at most %d a second from a page and its clients, bursts of %d, an emission counting as %d"
                            .formatted(EVENTS_PER_SECOND, BURST, EMISSION),
                    event.name());
            Answer.refuse(event, tooMany);
            next.run(Answer.refusal(tooMany));
        }
    }

    /** A client that has lost its connection may be back before the server knows of the loss: the last one counts. */
    void add(String letter, Socket socket) {
        Socket before = null;
        boolean late;
        synchronized (this) {
            late = closed;
            if (!late) {
                before = clients.put(place(letter, socket), socket);
            }
        }
        if (late) {
            socket.disconnect(true);
        } else if (before != null) {
            before.disconnect(true);
        }
    }

    synchronized void remove(String letter, Socket socket) {
        clients.remove(place(letter, socket), socket);
    }

    private static Place place(String letter, Socket socket) {
        return new Place(letter, socket.namespace().name());
    }

    /** Whether it is a client of this page that has the socket. */
    synchronized boolean has(String socketId) {
        return clients.values().stream()
                .anyMatch(socket -> socket.id().equals(socketId));
    }

    /** A client that does not ask for its packets says so before, for all of its sockets. */
    synchronized void slow(String letter, boolean isSlow) {
        if (isSlow) {
            slow.add(letter);
        } else {
            slow.remove(letter);
        }
    }

    synchronized boolean isSlow(String letter) {
        return slow.contains(letter);
    }

    /** The page has left: nobody is to be seen who is not there. */
    void close() {
        List<Socket> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(clients.values());
            clients.clear();
        }
        left.forEach(socket -> socket.disconnect(true));
    }
}

package lab.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import lab.engineio.EngineMessage;

/** The rooms of one server, and what it keeps for the recovery of lost connections. Guarded by its monitor. */
public class InMemoryAdapter implements Adapter {

    /** How many packets and how many sessions are kept at most; the oldest go first. */
    static final int MAX_KEPT = 10_000;

    private record Sent(String offset, long atNanos, JsonNode data,
            BroadcastOptions options) {
    }

    private record Kept(Session session, long atNanos) {
    }

    private final Namespace namespace;
    private final SocketIoOptions options;
    private final Map<String, Set<Socket>> rooms = new HashMap<>();
    private final Map<Socket, Set<String>> joined = new LinkedHashMap<>();
    private final Deque<Sent> sent = new ArrayDeque<>();
    private final Map<String, Kept> sessions = new LinkedHashMap<>();
    private long lastOffset;

    public InMemoryAdapter(Namespace namespace) {
        this.namespace = namespace;
        this.options = namespace.options();
    }

    @Override
    public synchronized void addAll(Socket socket, Set<String> more) {
        Set<String> both = new LinkedHashSet<>(joined.getOrDefault(socket, Set.of()));
        both.addAll(more);
        if (both.size() > options.maxRooms() + 1) {
            throw new IllegalStateException(
                    "A socket may be in at most %d rooms, was %d"
                            .formatted(options.maxRooms(), both.size() - 1));
        }
        joined.put(socket, both);
        more.forEach(room -> rooms.computeIfAbsent(room, none -> new LinkedHashSet<>())
                .add(socket));
    }

    @Override
    public synchronized void del(Socket socket, String room) {
        Set<String> in = joined.get(socket);
        if (in != null && in.remove(room)) {
            empty(socket, room);
        }
    }

    @Override
    public synchronized void delAll(Socket socket) {
        Set<String> left = joined.remove(socket);
        if (left != null) {
            left.forEach(room -> empty(socket, room));
        }
    }

    private void empty(Socket socket, String room) {
        Set<Socket> members = rooms.get(room);
        members.remove(socket);
        if (members.isEmpty()) {
            rooms.remove(room);
        }
    }

    @Override
    public synchronized Set<String> socketRooms(Socket socket) {
        return Set.copyOf(joined.getOrDefault(socket, Set.of()));
    }

    @Override
    public synchronized Map<String, Set<String>> rooms() {
        Map<String, Set<String>> copy = new TreeMap<>();
        rooms.forEach((room, members) -> {
            Set<String> ids = new LinkedHashSet<>();
            members.forEach(socket -> ids.add(socket.id()));
            copy.put(room, ids);
        });
        return copy;
    }

    @Override
    public synchronized void broadcast(Packet packet, BroadcastOptions to) {
        boolean kept = options.recovers() && !to.volatile_();
        List<EngineMessage> encoded = (kept ? keep(packet, to) : packet).encode();
        select(to).forEach(socket -> socket.write(encoded, to.volatile_()));
    }

    @Override
    public synchronized void broadcastWithAck(Packet packet, BroadcastOptions to,
            IntConsumer clientCount, Consumer<JsonNode> ack) {
        List<EngineMessage> encoded = packet.encode();
        List<Socket> asked = fetchSockets(to);
        clientCount.accept(asked.size());
        for (Socket socket : asked) {
            socket.expectAck(packet.id(), to.timeout())
                    .whenComplete((answer, missing) -> ack.accept(answer));
            socket.write(encoded, to.volatile_());
        }
    }

    @Override
    public synchronized List<Socket> fetchSockets(BroadcastOptions from) {
        List<Socket> found = new ArrayList<>();
        select(from).forEach(found::add);
        return found;
    }

    /** To be used up before anything else happens. */
    private Iterable<Socket> select(BroadcastOptions from) {
        if (from.rooms().isEmpty() && from.except().isEmpty()) {
            return joined.keySet();
        }
        Set<Socket> members = new LinkedHashSet<>();
        if (from.rooms().isEmpty()) {
            members.addAll(joined.keySet());
        }
        from.rooms()
                .forEach(room -> members.addAll(rooms.getOrDefault(room, Set.of())));
        from.except()
                .forEach(room -> members.removeAll(rooms.getOrDefault(room, Set.of())));
        return members;
    }

    @Override
    public void addSockets(BroadcastOptions to, String... more) {
        fetchSockets(to).forEach(socket -> socket.join(more));
    }

    @Override
    public void delSockets(BroadcastOptions to, String... less) {
        fetchSockets(to).forEach(socket -> List.of(less).forEach(socket::leave));
    }

    @Override
    public void disconnectSockets(BroadcastOptions to, boolean close) {
        fetchSockets(to).forEach(socket -> socket.disconnect(close));
    }

    /** The client sends back the last offset that it has seen: an argument behind all others. */
    private Packet keep(Packet packet, BroadcastOptions to) {
        forgetOld();
        String offset = Long.toString(++lastOffset, Character.MAX_RADIX);
        ArrayNode data = packet.data().deepCopy();
        data.add(offset);
        sent.add(new Sent(offset, System.nanoTime(), data, to));
        return new Packet(packet.type(), packet.namespace(), null, data);
    }

    @Override
    public synchronized void persistSession(Session session) {
        forgetOld();
        sessions.put(session.pid(), new Kept(session, System.nanoTime()));
    }

    @Override
    public synchronized Session restoreSession(String pid, String offset) {
        forgetOld();
        Kept kept = sessions.get(pid);
        if (kept == null) {
            return null;
        }
        List<JsonNode> missed = missedSince(offset, kept.session().rooms());
        if (missed == null) {
            return null;
        }
        sessions.remove(pid);
        Session session = kept.session();
        return new Session(session.sid(), pid, session.rooms(), session.data(), missed);
    }

    /** What was sent to the rooms behind the packet with this offset; null if that is not known (any more). */
    protected List<JsonNode> missedSince(String offset, Set<String> rooms) {
        List<JsonNode> missed = new ArrayList<>();
        boolean found = false;
        for (Sent each : sent) {
            if (found && each.options().includes(rooms)) {
                missed.add(each.data());
            }
            found |= each.offset().equals(offset);
        }
        return found ? missed : null;
    }

    /** Whatever is too old or too much. There is no timer: what is kept is limited by number as well. */
    private void forgetOld() {
        long oldest = System.nanoTime() - options.maxDisconnectionDuration().toNanos();
        while (sent.size() >= MAX_KEPT
                || !sent.isEmpty() && sent.peek().atNanos() - oldest < 0) {
            sent.remove();
        }
        Iterator<Kept> each = sessions.values().iterator();
        while (each.hasNext()
                && (each.next().atNanos() - oldest < 0
                        || sessions.size() >= MAX_KEPT)) {
            each.remove();
        }
    }
}

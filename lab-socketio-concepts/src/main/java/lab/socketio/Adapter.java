package lab.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Who of a namespace is in which room, and how a packet reaches them. Another one may reach the clients of other
 * servers too. The monitor of the adapter is its order: packets that are sent while it is held reach every
 * socket in the same order, and nobody joins or leaves in between.
 */
public interface Adapter {

    /**
     * What is kept of a lost connection.
     *
     * @param sid the socket's id
     * @param pid its private id, which only its client knows
     * @param missedPackets what was sent to its rooms since, as the data of EVENTs; empty when it is kept
     */
    record Session(String sid, String pid, Set<String> rooms, Map<String, Object> data,
            List<JsonNode> missedPackets) {
    }

    /** @throws IllegalStateException if the socket would be in too many rooms; it is in none of them then */
    void addAll(Socket socket, Set<String> rooms);

    void del(Socket socket, String room);

    void delAll(Socket socket);

    /** In which rooms a socket is, its own among them; a copy. */
    Set<String> socketRooms(Socket socket);

    /** Each room that is not empty, with the ids of the sockets in it; a copy. */
    Map<String, Set<String>> rooms();

    /** Returns at once. */
    void broadcast(Packet packet, BroadcastOptions options);

    /**
     * The same for a packet with an id, which everybody who gets it acknowledges.
     *
     * @param clientCount told first how many will be asked
     * @param ack told the data of each answer; null for a client that gave none in time, or left
     */
    void broadcastWithAck(Packet packet, BroadcastOptions options,
            IntConsumer clientCount,
            Consumer<JsonNode> ack);

    /** Who is meant at this moment. */
    List<Socket> fetchSockets(BroadcastOptions options);

    void addSockets(BroadcastOptions options, String... rooms);

    void delSockets(BroadcastOptions options, String... rooms);

    void disconnectSockets(BroadcastOptions options, boolean close);

    /** Keeps the state of a lost connection. */
    void persistSession(Session session);

    /**
     * Gives it back, once.
     *
     * @param offset of the last packet that the client has seen
     * @return null if it is not known (any more), or what was sent since is not
     */
    Session restoreSession(String pid, String offset);
}

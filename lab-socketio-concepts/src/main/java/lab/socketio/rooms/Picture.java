package lab.socketio.rooms;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lab.socketio.Namespace;
import lab.socketio.Socket;

/**
 * The server at one moment, as every page shows it.
 *
 * @param pages how many are open
 * @param emissions the latest, newest first
 */
record Picture(int pages, List<Space> namespaces, List<Sent> emissions) {

    /** A namespace. */
    record Space(String name, Set<String> rooms, List<Member> sockets) {
    }

    /**
     * A client's socket.
     *
     * @param slow it does not ask for its packets
     * @param rooms without its own
     */
    record Member(String id, String client, String transport, boolean slow,
            Set<String> rooms) {

        static Member of(Socket socket) {
            Client client = Client.of(socket);
            return new Member(socket.id(), client.name(), socket.conn().transport(),
                    client.isSlow(), Picture.rooms(socket));
        }
    }

    /** @param received how many clients have said so, so far */
    record Sent(String id, String by, int page, String namespace, String whom,
            List<String> to, List<String> except,
            @JsonProperty("volatile") boolean mayBeLost, Long timeout, int received) {

        Sent(Emission emission, String by, int page, String namespace, int received) {
            this(emission.id(), by, page, namespace, emission.whom().word(),
                    emission.to(), emission.except(), emission.mayBeLost(),
                    emission.timeout() == null ? null : emission.timeout().toMillis(),
                    received);
        }
    }

    static Space of(Namespace namespace) {
        List<Member> members = new ArrayList<>();
        synchronized (namespace.adapter()) { // nobody joins or leaves while it is drawn
            namespace.fetchSockets().stream()
                    .sorted(Comparator.comparing(Client::of, Client.ORDER))
                    .forEach(socket -> members.add(Member.of(socket)));
        }
        Set<String> rooms = new TreeSet<>();
        members.forEach(member -> rooms.addAll(member.rooms()));
        return new Space(namespace.name(), rooms, members);
    }

    /** Without its own. */
    static Set<String> rooms(Socket socket) {
        Set<String> rooms = new TreeSet<>(socket.rooms());
        rooms.remove(socket.id());
        return rooms;
    }
}

package lab.socketio.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Predicate;
import lab.socketio.SocketIoWire;
import lab.testkit.LabClient;

/** A client in any number of namespaces, whose packets can be read in another order than they come. */
final class Peer implements AutoCloseable {

    private final SocketIoWire wire;
    private final Deque<String> unread = new ArrayDeque<>();
    private int lastId;

    Peer(URI server) throws IOException {
        wire = SocketIoWire.open(server);
    }

    /** @return the answer: CONNECT, or CONNECT_ERROR */
    String connect(String namespace, Object auth) throws IOException {
        wire.send("0" + namespace + "," + LabClient.json(auth));
        return await(packet -> packet.matches("[04]" + namespace + ",.*"));
    }

    void disconnect(String namespace) throws IOException {
        wire.send("1" + namespace + ",");
    }

    /** Emits an event, and waits for what it is acknowledged with. */
    JsonNode ask(String namespace, String event, Object... args) throws IOException {
        return ackOf(namespace, emit(namespace, event, args));
    }

    /** @return the id under which it will be acknowledged */
    int emit(String namespace, String event, Object... args) throws IOException {
        Object[] data = new Object[args.length + 1];
        data[0] = event;
        System.arraycopy(args, 0, data, 1, args.length);
        int id = ++lastId;
        wire.send("2" + namespace + "," + id + LabClient.json(data));
        return id;
    }

    JsonNode ackOf(String namespace, int id) throws IOException {
        String head = "3" + namespace + "," + id + "[";
        String packet = await(each -> each.startsWith(head));
        return LabClient.parse(packet.substring(packet.indexOf('['))).get(0);
    }

    /** The next event of that name, as the array that it is; others stay unread. */
    JsonNode event(String namespace, String name) throws IOException {
        String packet = await(each -> isEvent(each, namespace, name));
        return LabClient.parse(packet.substring(packet.indexOf('[')));
    }

    /** Answers the next event of that name, which must ask for it. */
    void acknowledge(String namespace, String name, String answer) throws IOException {
        String packet = await(each -> isEvent(each, namespace, name));
        String id = packet.substring(packet.indexOf(',') + 1, packet.indexOf('['));
        assertThat(id).matches("\\d+");
        wire.send("3" + namespace + "," + id + "[\"" + answer + "\"]");
    }

    private static boolean isEvent(String packet, String namespace, String name) {
        return packet.matches("2" + namespace + ",\\d*\\[\"" + name + "\".*");
    }

    /** The next packet that fits, which may have come already. */
    String await(Predicate<String> fits) throws IOException {
        for (Iterator<String> each = unread.iterator(); each.hasNext();) {
            String packet = each.next();
            if (fits.test(packet)) {
                each.remove();
                return packet;
            }
        }
        String packet = wire.read();
        while (!fits.test(packet)) {
            unread.add(packet);
            packet = wire.read();
        }
        return packet;
    }

    /** What has come and was not asked for. */
    Deque<String> unread() {
        return unread;
    }

    SocketIoWire wire() {
        return wire;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}

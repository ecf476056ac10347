package lab.socketio.rooms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import lab.feed.InvalidInput;
import lab.socketio.Event;
import lab.socketio.Namespace;
import lab.socketio.Next;
import lab.socketio.Socket;
import lab.socketio.SocketIoServer;

/**
 * What clients say and hear, in namespaces such as {@code /rooms/shop}. They connect with
 * {@code {page: token, letter: "A"}}.
 *
 * <pre>
 * &lt; news   emission            acknowledged with the client's name, if that is asked for
 * &gt; join   room
 * &gt; leave  room
 * &gt; send   {id, whom, to, …}   to be emitted to others: clients cannot do that themselves
 * &gt; report {slow}               what only the client knows: whether it does not ask for its packets
 * </pre>
 *
 * What a client says is acknowledged as {@link Answer} says.
 */
final class ClientEvents {

    private static final int MAX_NAMESPACES = 8;
    private static final int MAX_ROOMS = 12;
    private static final int MAX_ROOMS_OF_SOCKET = 6;

    private final SocketIoServer io;
    private final Pages pages;
    private final Watch watch;
    private final Relay relay;

    ClientEvents(SocketIoServer io, Pages pages, Emissions emissions, Watch watch) {
        this.io = io;
        this.pages = pages;
        this.watch = watch;
        this.relay = new Relay(emissions, watch);
    }

    /** A middleware: a good name, not too many of them, and a page that is open. */
    void admit(Socket socket, Next next) {
        try {
            Names.checkNamespace(socket.namespace().name());
            int count = Watch.namespaces(io).size(); // this one among them
            if (count > MAX_NAMESPACES) {
                throw new InvalidInput("namespaces", "at most " + MAX_NAMESPACES,
                        Integer.toString(count));
            }
            JsonNode auth = socket.handshake().auth();
            Page page = pages
                    .withToken(Names.text("auth.page", auth.path("page")));
            new Client(page, Client.letter(auth.path("letter"))).attachTo(socket);
        } catch (InvalidInput invalid) {
            throw Answer.refusal(invalid);
        }
        next.run();
    }

    /** Also of a socket that is recovered, which no middleware was asked about: its page may have left. */
    void welcome(Socket socket) {
        Client client = Client.of(socket);
        Page page = client.page();
        socket.use(page::limit);
        socket.on("join", asked -> Answer.to(asked, () -> join(socket, asked)));
        socket.on("leave", asked -> Answer.to(asked, () -> leave(socket, asked)));
        socket.on("send", asked -> relay.emit(asked, page, client.name(),
                socket.namespace(), emission -> emission.by(socket)));
        socket.on("report", told -> Answer.to(told, () -> report(client, told)));
        page.add(client.letter(), socket);
        socket.onDisconnect(reason -> {
            page.remove(client.letter(), socket);
            watch.changed();
        });
        watch.changed();
    }

    private Object join(Socket socket, Event asked) {
        Namespace namespace = socket.namespace();
        String room = Names.room(namespace, asked.arg(0));
        synchronized (namespace.adapter()) { // nobody joins between the count and the join
            checkMayJoin(socket, room);
            socket.join(room);
        }
        watch.changed();
        return room;
    }

    private static void checkMayJoin(Socket socket, String room) {
        Set<String> joined = Picture.rooms(socket);
        if (joined.contains(room)) {
            return;
        }
        if (joined.size() >= MAX_ROOMS_OF_SOCKET) {
            throw new InvalidInput("rooms",
                    "at most %d of one socket".formatted(MAX_ROOMS_OF_SOCKET),
                    Integer.toString(joined.size() + 1));
        }
        Set<String> rooms = Picture.of(socket.namespace()).rooms();
        if (!rooms.contains(room) && rooms.size() >= MAX_ROOMS) {
            throw new InvalidInput("rooms",
                    "at most %d in one namespace".formatted(MAX_ROOMS),
                    Integer.toString(rooms.size() + 1));
        }
    }

    private Object leave(Socket socket, Event asked) {
        String room = Names.room(socket.namespace(), asked.arg(0));
        socket.leave(room);
        watch.changed();
        return room;
    }

    /** Also when the client has moved to WebSocket: the picture shows how it is connected. */
    private Object report(Client client, Event told) {
        boolean slow = told.arg(0).path("slow").asBoolean();
        client.page().slow(client.letter(), slow);
        watch.changed();
        return slow;
    }
}

package lab.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * A session of Engine.IO v4 as its client sees it, over one of the two transports. Packets are texts with their type:
 * Socket.IO's are those that begin with 4. Pings are answered on the way.
 */
public final class EngineWire implements AutoCloseable {

    private static final String TARGET = "/socket.io/?EIO=4&transport=";
    private static final String SEPARATOR = "\u001e";

    /** Carries the polls, or the WebSocket. */
    private final Wire wire;
    /** Null over polling. */
    private final WsWire webSocket;
    /** Null over WebSocket, which needs no other name than its connection. */
    private String session;
    private final Queue<String> unread = new ArrayDeque<>();
    private boolean asked;

    private EngineWire(Wire wire, WsWire webSocket) {
        this.wire = wire;
        this.webSocket = webSocket;
    }

    /**
     * Opens a session over this connection.
     *
     * @param transport polling or websocket
     * @param query for the application, such as {@code after=earliest}; may be empty
     */
    public static EngineWire open(Wire wire, String transport, String query)
            throws IOException {
        String target = TARGET + transport + (query.isEmpty() ? "" : "&" + query);
        if (transport.equals("websocket")) {
            EngineWire opened = new EngineWire(wire, WsWire.handshake(wire, target));
            opened.webSocket.readFrame();
            return opened;
        }
        EngineWire opened = new EngineWire(wire, null);
        String open = wire.request("GET", target).readResponse().body();
        opened.session = target + "&sid="
                + LabClient.parse(open.substring(1)).get("sid").textValue();
        return opened;
    }

    /** Asks, where one has to, without waiting for the answer; {@link #read} reads it. */
    public void listen() throws IOException {
        if (webSocket == null && !asked) {
            asked = true;
            wire.request("GET", session);
        }
    }

    /**
     * The next packet.
     *
     * @throws EOFException if the session has ended
     */
    public String read() throws IOException {
        String packet = !unread.isEmpty()
                ? unread.remove()
                : webSocket == null ? poll() : readMessage();
        if (packet.equals("2")) {
            send("3");
            return read();
        }
        return packet.equals("6") ? read() : packet;
    }

    /**
     * Moves the session from polling to a WebSocket ("Upgrade" in the protocol); what polls have brought is read
     * first.
     *
     * @return the same session, to go on with
     */
    public EngineWire upgrade() throws IOException {
        WsWire next = WsWire.handshake(Wire.open(server()),
                session.replace("transport=polling", "transport=websocket"));
        next.sendText("2probe");
        if (!next.readFrame().text().equals("3probe")) {
            throw new AssertionError("The probe was not answered");
        }
        if (asked) {
            readAnswer(); // with a probe under way no poll is held
        }
        next.sendText("5");
        EngineWire upgraded = new EngineWire(next.wire(), next);
        upgraded.unread.addAll(unread);
        wire.close();
        return upgraded;
    }

    private String readMessage() throws IOException {
        WsWire.Frame frame = webSocket.readFrame();
        if (frame.opcode() == WsWire.CLOSE) {
            throw new EOFException("Closed with " + frame.closeCode());
        }
        return frame.text();
    }

    private String poll() throws IOException {
        listen();
        readAnswer();
        return unread.remove();
    }

    private void readAnswer() throws IOException {
        Wire.Response answer = wire.readResponse();
        asked = false;
        if (answer.status() != 200) {
            throw new EOFException("A poll was answered " + answer);
        }
        unread.addAll(List.of(answer.body().split(SEPARATOR)));
    }

    private URI server() {
        return URI.create("http://" + wire.host());
    }

    /** Says something; over polling that takes a connection of its own while a poll is under way. */
    public EngineWire send(String packet) throws IOException {
        if (webSocket != null) {
            webSocket.sendText(packet);
        } else if (asked) {
            try (Wire posts = Wire.open(server())) {
                post(posts, packet);
            }
        } else {
            post(wire, packet);
        }
        return this;
    }

    private void post(Wire posts, String packet) throws IOException {
        byte[] body = packet.getBytes(StandardCharsets.UTF_8);
        posts.request("POST", session, "Content-Length: " + body.length).send(body);
        Wire.Response answer = posts.readResponse();
        if (answer.status() != 200) {
            throw new EOFException("A POST was answered " + answer);
        }
    }

    /** Leaves like a process that dies. */
    public void reset() throws IOException {
        wire.reset();
    }

    /** Ends the session: over polling that has to be said. */
    @Override
    public void close() throws IOException {
        try {
            if (webSocket == null) {
                send("1");
            }
        } catch (IOException ended) {
            // The server has ended it before.
        }
        wire.close();
    }
}

package lab.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import lab.testkit.WsWire;

/** A Socket.IO client that can send anything, over one WebSocket. Packets are texts, without Engine.IO's type. */
public final class SocketIoWire implements AutoCloseable {

    private static final String TARGET = "/socket.io/?EIO=4&transport=websocket";

    private final WsWire engine;

    private SocketIoWire(WsWire engine) {
        this.engine = engine;
    }

    /** Opens the connection; no namespace is joined yet. */
    public static SocketIoWire open(URI server) throws IOException {
        SocketIoWire client = new SocketIoWire(
                WsWire.handshake(Wire.open(server), TARGET));
        client.engine.readFrame(); // Engine.IO's open
        return client;
    }

    /** Opens the connection and joins {@code /}. */
    public static SocketIoWire connect(URI server) throws IOException {
        SocketIoWire client = open(server);
        client.join("");
        return client;
    }

    /**
     * @param namespace as it stands in the packet: empty, or such as {@code /admin,}; may be followed by data
     * @return the data of the answer
     */
    public JsonNode join(String namespace) throws IOException {
        send("0" + namespace);
        String answer = read();
        if (!answer.startsWith("0")) {
            throw new AssertionError("Expected CONNECT, was " + answer);
        }
        return LabClient.parse(answer.substring(answer.indexOf('{')));
    }

    public SocketIoWire send(String packet) throws IOException {
        engine.sendText("4" + packet);
        return this;
    }

    public SocketIoWire send(byte[] attachment) throws IOException {
        engine.send(WsWire.BINARY, attachment);
        return this;
    }

    /** The next packet; pings are answered on the way. */
    public String read() throws IOException {
        String text = readFrame().text();
        if (!text.startsWith("4")) {
            throw new AssertionError("Expected a message, was " + text);
        }
        return text.substring(1);
    }

    public byte[] readAttachment() throws IOException {
        WsWire.Frame frame = readFrame();
        if (frame.opcode() != WsWire.BINARY) {
            throw new AssertionError("Expected an attachment, was " + frame);
        }
        return frame.payload();
    }

    /** Reads until the server ends the connection; gives the close code. */
    public int readClose() throws IOException {
        WsWire.Frame frame = readFrame();
        while (frame.opcode() != WsWire.CLOSE) {
            frame = readFrame();
        }
        return frame.closeCode();
    }

    private WsWire.Frame readFrame() throws IOException {
        WsWire.Frame frame = engine.readFrame();
        while (frame.text().equals("2")) {
            engine.sendText("3");
            frame = engine.readFrame();
        }
        return frame;
    }

    /** Ends the connection like a process that dies. */
    public void die() throws IOException {
        engine.wire().reset();
    }

    /** Ends the connection without a word of the protocol. */
    public void hangUp() throws IOException {
        engine.close();
    }

    @Override
    public void close() throws IOException {
        engine.close();
    }
}

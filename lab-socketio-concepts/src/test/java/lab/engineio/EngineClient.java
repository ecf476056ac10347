package lab.engineio;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import lab.testkit.Wire;
import lab.testkit.WsWire;

/**
 * A session over polling as its client sees it: a connection for the polls and one for what the client
 * says. It does what it is told to, right or wrong.
 */
final class EngineClient implements AutoCloseable {

    static final String SEPARATOR = "\u001e";

    private final URI server;
    private final String sid;
    private final Wire polls;
    private final Wire posts;

    private EngineClient(URI server, String sid, Wire polls) throws IOException {
        this.server = server;
        this.sid = sid;
        this.polls = polls;
        this.posts = Wire.open(server);
    }

    /** Opens a session by polling. */
    static EngineClient open(URI server) throws IOException {
        return open(server, Wire.open(server));
    }

    /** Opens a session by polling over this connection, which then carries the polls. */
    static EngineClient open(URI server, Wire polls) throws IOException {
        String handshake = polls.request("GET", path("polling", null)).readResponse()
                .body();
        String sid = handshake.replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
        return new EngineClient(server, sid, polls);
    }

    /** The same session over two further connections: of its client, or of a stranger who knows its sid. */
    EngineClient again() throws IOException {
        return new EngineClient(server, sid, Wire.open(server));
    }

    /** Opens a session by WebSocket, and reads what it is told of it. */
    static WsWire webSocket(URI server) throws IOException {
        WsWire opened = WsWire.handshake(Wire.open(server), path("websocket", null));
        opened.readFrame();
        return opened;
    }

    String sid() {
        return sid;
    }

    /** The connection of the polls. */
    Wire polls() {
        return polls;
    }

    /** The connection of the posts. */
    Wire posts() {
        return posts;
    }

    String path(String transport) {
        return path(transport, sid);
    }

    /** @param sid null for a session that is to be opened */
    static String path(String transport, String sid) {
        return "/engine.io/?EIO=4&transport=" + transport
                + (sid == null ? "" : "&sid=" + sid);
    }

    /** Asks; the answer is yet to be read. */
    EngineClient ask() throws IOException {
        polls.request("GET", path("polling"));
        return this;
    }

    /** The packets that a poll is answered with. */
    List<String> read() throws IOException {
        Wire.Response response = polls.readResponse();
        if (response.status() != 200) {
            throw new AssertionError("The poll was refused: " + response);
        }
        return List.of(response.body().split(SEPARATOR));
    }

    List<String> poll() throws IOException {
        return ask().read();
    }

    /** Sends the head of a POST. */
    EngineClient beginPost(String... fields) throws IOException {
        posts.request("POST", path("polling"), fields);
        return this;
    }

    /** Posts; whether it was taken is yet to be read. */
    EngineClient say(String... packets) throws IOException {
        String body = String.join(SEPARATOR, packets);
        beginPost("Content-Length: " + body.length()); // it is ASCII
        posts.send(body);
        return this;
    }

    Wire.Response post(String... packets) throws IOException {
        return say(packets).posts.readResponse();
    }

    /** A WebSocket beside the polls, which may begin an upgrade. */
    WsWire webSocket() throws IOException {
        return WsWire.handshake(Wire.open(server), path("websocket"));
    }

    @Override
    public void close() throws IOException {
        polls.close();
        posts.close();
    }
}

package lab.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A server of the check, for an exercise that is a client. It answers only what the check tells it to. */
public final class Peer implements AutoCloseable {

    private static final Rule CONNECTS = Rule.rule("The client connects",
            "Le client se connecte");
    private static final Rule HANDSHAKE = Rule.rule(
            "A handshake: GET, Upgrade, Connection, a key of 16 bytes, version 13",
            "Une poignée de main : GET, Upgrade, Connection, une clé de 16 octets, version 13")
            .source("RFC 6455 §4.1");
    private static final int MAX_FIELDS = 200;

    private final Trial trial;
    private final ServerSocket socket;

    private Peer(Trial trial, ServerSocket socket) {
        this.trial = trial;
        this.socket = socket;
        trial.opened(this);
    }

    static Peer listen(Trial trial) {
        try {
            return new Peer(trial,
                    new ServerSocket(0, 50, InetAddress.getByAddress(
                            new byte[]{127, 0, 0, 1})));
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** Where it listens: {@code ws://127.0.0.1:40001/ws} for {@code "ws", "/ws"}. */
    public URI uri(String scheme, String path) {
        return URI.create("%s://127.0.0.1:%d%s".formatted(scheme,
                socket.getLocalPort(), path));
    }

    /** The next connection; waits for it, and ends the check if none comes. */
    public Wire accept() {
        try {
            socket.setSoTimeout(trial.millisToWait());
            Socket accepted = socket.accept();
            accepted.setTcpNoDelay(true);
            return Wire.accepted(trial, accepted);
        } catch (SocketTimeoutException silent) {
            throw trial.silence(CONNECTS);
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    /** A request's head. */
    public record Request(String line, List<String> fields, Transcript.Place place)
            implements
                Trial.Seen {

        /** Empty if there is no such field. */
        public String field(String name) {
            return fields.stream()
                    .filter(field -> field.regionMatches(true, 0, name + ":", 0,
                            name.length() + 1))
                    .map(field -> field.substring(name.length() + 1).strip())
                    .findFirst().orElse("");
        }

        /** Path and query. */
        public String target() {
            String[] words = line.split(" ");
            return words.length == 3 ? words[1] : "";
        }

        @Override
        public Text got() {
            return Text.same(Printable.text(line));
        }
    }

    /** Reads the head of a request over the connection. */
    public Request readRequest(Wire wire) {
        Transcript.Place place = wire.place();
        String line = wire.readLine();
        List<String> fields = new ArrayList<>();
        for (String field = wire.readLine(); !field.isEmpty()
                && fields.size() < MAX_FIELDS; field = wire.readLine()) {
            fields.add(field);
        }
        return new Request(line, fields, place);
    }

    /** Accepts the next connection and its handshake; the request is looked at by the caller. */
    public WebSocketWire acceptWebSocket(java.util.function.Consumer<Request> look,
            String... fields) {
        Wire wire = accept();
        Request request = readRequest(wire);
        trial.require(request.line().matches("GET \\S+ HTTP/1\\.1")
                && request.field("Upgrade").equalsIgnoreCase("websocket")
                && request.field("Connection").toLowerCase(java.util.Locale.ROOT)
                        .contains("upgrade")
                && request.field("Sec-WebSocket-Key").matches("[A-Za-z0-9+/]{22}==")
                && request.field("Sec-WebSocket-Version").equals("13"), HANDSHAKE,
                request);
        look.accept(request);
        return WebSocketWire.accept(trial, wire, request, fields);
    }

    /** Listens no more: connections are refused from now on, those that were accepted live on. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException ignored) { // it is gone, which was the aim
        }
    }
}

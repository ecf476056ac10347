package lab.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import lab.exercises.Running;

/** An instance of the exercise that runs: what can be asked of it. */
public final class Instance {

    private final Trial trial;
    private final int port;
    private final Running running;

    Instance(Trial trial, int port, Running running) {
        this.trial = trial;
        this.port = port;
        this.running = running;
    }

    /** Ends it before the check's end, as a server that is shut down; it must come to an end. */
    public void stop() {
        trial.stop(running);
    }

    public int port() {
        return port;
    }

    /** A TCP connection, to say anything over it. It is closed at the check's end. */
    public Wire connect() {
        return Wire.connect(trial, port, 0);
    }

    /** @param receiveBuffer bytes that the kernel takes for a reader that does not read */
    public Wire connect(int receiveBuffer) {
        return Wire.connect(trial, port, receiveBuffer);
    }

    /**
     * Sends a GET over a connection of its own and reads the whole answer.
     *
     * @param fields such as {@code "If-None-Match: *"}
     */
    public Response get(String target, String... fields) {
        return request("GET", target, "", fields);
    }

    /** Sends a POST with this JSON, and reads the whole answer. */
    public Response post(String target, String json, String... fields) {
        String[] all = new String[fields.length + 1];
        all[0] = "Content-Type: application/json";
        System.arraycopy(fields, 0, all, 1, fields.length);
        return request("POST", target, json, all);
    }

    public Response request(String method, String target, String body,
            String... fields) {
        trial.reproduceWith(Curl.command(method, target, body, fields));
        try (Wire wire = connect()) {
            String[] all = new String[fields.length + 1];
            all[0] = "Connection: close";
            System.arraycopy(fields, 0, all, 1, fields.length);
            return wire.request(method, target, body, all).readResponse(method);
        }
    }

    /** Asks for a stream of events, and reads the head of the answer; {@link EventStream#head} tells what it is. */
    public EventStream events(String target, String... fields) {
        trial.reproduceWith(Curl.command("GET", target, "", fields)
                .replaceFirst("^curl -i", "curl -iN"));
        String[] all = new String[fields.length + 1];
        all[0] = "Accept: text/event-stream";
        System.arraycopy(fields, 0, all, 1, fields.length);
        Wire wire = connect().request("GET", target, "", all);
        return new EventStream(wire, trial, wire.readHead());
    }

    /**
     * Opens a WebSocket: sends a right handshake, and ends the check unless it is accepted.
     *
     * @param fields more than those that a handshake must have
     */
    public WebSocketWire webSocket(String target, String... fields) {
        return webSocket(connect(), target, fields);
    }

    /** The same over a connection that is there already, such as one with a small buffer. */
    public WebSocketWire webSocket(Wire wire, String target, String... fields) {
        String[] handshake = Handshake.with("the sample nonce"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII)).request();
        trial.reproduceWith(Curl.command("GET", target, "", handshake)
                .replaceFirst("^curl -i", "curl -iN --output -"));
        return WebSocketWire.open(trial, wire, target, fields);
    }

    /**
     * Publishes on topic {@code test} by {@code POST /notifications}, which every exercise on the
     * feed is given.
     *
     * @return the notification, with its cursor
     */
    public JsonNode publish(String title) {
        return publish("test", title, "");
    }

    public JsonNode publish(String topic, String title, String body) {
        ObjectNode draft = JsonNodeFactory.instance.objectNode()
                .put("topic", topic).put("severity", "info")
                .put("title", title).put("body", body);
        Response response = post("/notifications", draft.toString());
        response.require(response.status() == 201, Rule
                .rule("201 to POST /notifications, which the skeleton answers",
                        "201 à POST /notifications, auquel le squelette répond")
                .source("README"));
        return response.json();
    }
}

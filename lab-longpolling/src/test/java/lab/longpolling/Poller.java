package lab.longpolling;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.StreamSupport;
import lab.testkit.LabClient;
import lab.testkit.Wire;

/** A client that polls over one connection, and goes on from the cursor of the last answer. */
final class Poller implements AutoCloseable {

    private final Wire wire;
    private String cursor;

    private Poller(Wire wire) {
        this.wire = wire;
    }

    static Poller open(URI server) throws IOException {
        return open(server, 0);
    }

    static Poller open(URI server, int receiveBuffer) throws IOException {
        return new Poller(Wire.open(server, receiveBuffer));
    }

    /** Has polled once, so that the server has taken its connection over from HTTP. */
    static Poller takenOver(URI server) throws IOException {
        return takenOver(server, 0);
    }

    static Poller takenOver(URI server, int receiveBuffer) throws IOException {
        Poller poller = open(server, receiveBuffer);
        poller.poll("?after=none-0"); // a gap is answered at once
        poller.answer();
        return poller;
    }

    /** Asks, and does not wait. */
    Poller poll(String query) throws IOException {
        wire.request("GET", "/poll" + query);
        return this;
    }

    /** Asks for what comes after the last answer. */
    Poller goOn() throws IOException {
        return poll("?after=" + cursor);
    }

    Wire.Response response() throws IOException {
        return wire.readResponse();
    }

    JsonNode answer() throws IOException {
        Wire.Response response = wire.readResponse();
        if (response.status() != 200) {
            throw new AssertionError("The poll was answered " + response);
        }
        JsonNode answer = LabClient.parse(response.body());
        cursor = answer.get("cursor").textValue();
        return answer;
    }

    /** The titles of the next answer. */
    List<String> titles() throws IOException {
        return titles(answer());
    }

    static List<String> titles(JsonNode answer) {
        return StreamSupport.stream(answer.get("notifications").spliterator(), false)
                .map(notification -> notification.get("title").textValue()).toList();
    }

    String cursor() {
        return cursor;
    }

    Wire wire() {
        return wire;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}

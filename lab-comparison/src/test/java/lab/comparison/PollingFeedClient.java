package lab.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import lab.testkit.LabClient;
import lab.testkit.Wire;

/** Asks, takes the answer apart, asks again: at an interval of none, or held by the server. */
final class PollingFeedClient implements FeedClient {

    private final Wire wire;
    private final String path;
    private final String query;
    private final Queue<Arrival> unread = new ArrayDeque<>();
    private String cursor;
    private String cursorOfAnswer;
    private boolean asked = true;

    /** The first request has been sent by then. */
    PollingFeedClient(Wire wire, String path, String query) {
        this.wire = wire;
        this.path = path;
        this.query = query;
    }

    @Override
    public Arrival next() throws IOException {
        long deadline = System.nanoTime() + Wire.LIMIT.toNanos();
        while (unread.isEmpty()) {
            listen();
            readAnswer();
            if (unread.isEmpty() && System.nanoTime() - deadline > 0) {
                throw new EOFException("No news within " + Wire.LIMIT);
            }
        }
        Arrival next = unread.remove();
        if (unread.isEmpty() && cursorOfAnswer != null) {
            cursor = cursorOfAnswer;
        } else if (next.kind() == Arrival.Kind.NOTIFICATION) {
            cursor = next.cursor();
        }
        return next;
    }

    @Override
    public void listen() throws IOException {
        if (!asked) {
            asked = true;
            wire.request("GET", path + "?after=" + cursorOfAnswer + withoutAfter());
        }
    }

    /** Waits for the answer to the request that has been sent. */
    void readAnswer() throws IOException {
        asked = false;
        Wire.Response response = wire.readResponse();
        if (response.status() == 503) {
            unread.add(Arrival.goodbye("503"));
            return;
        }
        if (response.status() != 200) {
            throw new AssertionError("A poll was answered " + response);
        }
        JsonNode answer = LabClient.parse(response.body());
        cursorOfAnswer = answer.get("cursor").textValue();
        if (answer.get("reset").booleanValue()) {
            unread.add(Arrival.reset(cursorOfAnswer));
        }
        answer.get("notifications")
                .forEach(json -> unread.add(Arrival.notification(json)));
        if (unread.isEmpty()) {
            cursor = cursorOfAnswer;
        }
    }

    @Override
    public String cursor() {
        return cursor;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    @Override
    public void reset() throws IOException {
        wire.reset();
    }

    private String withoutAfter() {
        return ("&" + query).replaceAll("&after=[^&]*", "").replaceAll("&$", "");
    }
}

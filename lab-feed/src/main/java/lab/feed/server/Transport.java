package lab.feed.server;

import io.javalin.config.JavalinConfig;
import java.util.List;
import java.util.Map;

/** One way of carrying the feed to clients. A lab server has one; the comparison all. */
public interface Transport {

    /** As it appears in {@code /status}, in metrics and in the pages: {@code "sse"}. */
    String name();

    /** Adds the transport's own routes. Called once, before the server starts. */
    void configure(JavalinConfig config);

    /** What it has done so far, and how many clients it has now. */
    TransportMetrics metrics();

    /** What {@code /status} says of it besides, by name. */
    default Map<String, Object> status() {
        return Map.of();
    }

    /** Lines for the terminal of who starts the server, and for nobody else: secrets that were drawn. */
    default List<String> secrets() {
        return List.of();
    }

    /**
     * Cuts the connections of one client, as a broken cable would: without a goodbye.
     *
     * @param client the name that the client gave itself
     * @return how many connections there were
     */
    int drop(String client);

    /**
     * Tells every client that the server stops, and ends. Returns when it has been said, or soon
     * after: what a slow reader has not taken until the server itself ends is lost.
     */
    void stop();
}

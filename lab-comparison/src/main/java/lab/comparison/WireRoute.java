package lab.comparison;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lab.feed.InvalidInput;
import lab.feed.Json;
import lab.feed.server.Query;
import lab.feed.server.StreamConnection;
import lab.sse.ServerSentEvent;
import org.eclipse.jetty.util.Callback;

/**
 * {@code GET /wire?client=}: the bytes that one client's connections carry, as they are on
 * the server's sockets, as an event stream.
 *
 * <pre>
 * : watching
 *
 * event: chunk
 * data: {"at":"2026-11-20T10:15:30.123Z","transport":"sse","direction":"up","connection":7,
 *        "length":312,"base64":"…"}
 * </pre>
 *
 * It is to be looked at, not relied on: a watcher that reads too slowly misses chunks.
 */
final class WireRoute implements Traffic.Observer {

    /** The beginning of more is enough to look at; {@code length} tells how much there was. */
    private static final int MAX_CHUNK_BYTES = 4_096;
    /** The head of the answer is out earlier than anything is watched; from here on all is seen. */
    private static final String WATCHING = ServerSentEvent.comment("watching");
    private static final int MAX_WAITING_CHUNKS = 256;
    /** A watcher may well watch a client that does nothing. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Map<String, Set<StreamConnection>> watchers = new ConcurrentHashMap<>();

    void configure(JavalinConfig config) {
        config.routes.get("/wire", this::watch);
    }

    private void watch(Context ctx) throws IOException {
        String client = Query.of(ctx).client();
        if (client == null) {
            throw new InvalidInput("client", "the name of a client", "missing");
        }
        ctx.contentType("text/event-stream");
        ctx.header("Cache-Control", "no-store");
        StreamConnection.takeOver(ctx, IDLE, new Watcher(client));
    }

    @Override
    public void moved(Exchange exchange, long connection, boolean up,
            ByteBuffer bytes) {
        Set<StreamConnection> watching = exchange.client() == null
                ? null
                : watchers.get(exchange.client());
        if (watching == null) {
            return;
        }
        byte[] chunk = new byte[Math.min(bytes.remaining(), MAX_CHUNK_BYTES)];
        bytes.slice().get(chunk);
        String event = ServerSentEvent.of("chunk", new String(Json.bytes(new Chunk(
                Instant.now().toString(), exchange.transport(), up ? "up" : "down",
                connection,
                bytes.remaining(), Base64.getEncoder().encodeToString(chunk))),
                StandardCharsets.UTF_8)).encode();
        byte[] encoded = event.getBytes(StandardCharsets.UTF_8);
        for (StreamConnection watcher : watching) {
            if (watcher.waitingWrites() < MAX_WAITING_CHUNKS) {
                watcher.write(ByteBuffer.wrap(encoded), Callback.NOOP);
            }
        }
    }

    void stop() {
        watchers.values().forEach(watching -> watching.forEach(StreamConnection::end));
    }

    /** What the event carries. */
    private record Chunk(String at, String transport, String direction, long connection,
            int length,
            String base64) {
    }

    /** Registers its connection for as long as it is open. */
    private final class Watcher implements StreamConnection.Listener {

        private final String client;

        Watcher(String client) {
            this.client = client;
        }

        @Override
        public void onOpen(StreamConnection connection) {
            watchers.computeIfAbsent(client, c -> ConcurrentHashMap.newKeySet())
                    .add(connection);
            connection.write(
                    ByteBuffer.wrap(WATCHING.getBytes(StandardCharsets.US_ASCII)),
                    Callback.NOOP);
        }

        @Override
        public void onClose(StreamConnection connection) {
            watchers.computeIfPresent(client, (c, watching) -> {
                watching.remove(connection);
                return watching.isEmpty() ? null : watching;
            });
        }
    }
}

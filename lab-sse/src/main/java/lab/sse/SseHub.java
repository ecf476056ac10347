package lab.sse;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import lab.feed.After;
import lab.feed.Batch;
import lab.feed.NotificationFeed;
import lab.feed.Published;
import lab.feed.Subscription;
import lab.feed.Topics;
import lab.feed.server.Drain;
import lab.feed.server.Drains;
import lab.feed.server.LabServer;
import lab.feed.server.SharedBytes;
import lab.feed.server.StreamConnection;
import lab.feed.server.TransportMetrics;
import org.eclipse.jetty.util.Callback;

/** Everybody who reads the event stream. */
final class SseHub {

    /** How long the browser waits before it reconnects, unless it is told otherwise. */
    private static final int RETRY_MILLIS = 2_000;
    /** Less than two heartbeats without a byte going through is no reason to give up. */
    private static final int IDLE_HEARTBEATS = 2;
    private static final Batch.Encoding<ByteBuffer> ENCODING = SseHub::encode;
    private static final ByteBuffer HEARTBEAT = ByteBuffer
            .wrap(utf8(ServerSentEvent.comment("heartbeat")));
    private static final ByteBuffer BYE = ByteBuffer.wrap(utf8(ServerSentEvent
            .of("bye", "{\"reason\":\"The server is stopping\"}").encode()));

    private final NotificationFeed feed;
    private final Drains drains;
    private final Duration idle;
    private final TransportMetrics metrics;
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();

    SseHub(LabServer.Parts parts) {
        feed = parts.feed();
        drains = new Drains("sse", feed, parts.settings().heartbeat());
        idle = parts.settings().heartbeat().multipliedBy(IDLE_HEARTBEATS);
        metrics = parts.metrics("sse", clients::size);
    }

    /** Answers with the stream; it begins when the handler that calls this returns. */
    void open(Context ctx, After after, Topics topics, String clientName)
            throws IOException {
        StreamConnection.takeOver(ctx, idle, new Client(clientName, after, topics));
    }

    TransportMetrics metrics() {
        return metrics;
    }

    int drop(String clientName) {
        long dropped = clients.stream()
                .filter(client -> clientName.equals(client.name))
                .peek(client -> client.connection.cut())
                .count();
        return (int) dropped;
    }

    void stop() {
        drains.close();
        Drains.awaitGoodbyes(clients.stream().map(Client::sayGoodbye));
    }

    // tag::batch[]
    private static ByteBuffer encode(Batch batch) {
        StringBuilder stream = new StringBuilder();
        if (batch.reset()) {
            // The gap is said before what follows it.
            String data = "{\"cursor\":\"%s\"}".formatted(batch.start());
            stream.append(
                    ServerSentEvent.of("reset", data).withId(batch.start()).encode());
        }
        for (Published published : batch.notifications()) {
            String data = new String(published.json(), StandardCharsets.UTF_8);
            stream.append(ServerSentEvent.of("notification", data)
                    .withId(published.notification().cursor())
                    .encode());
        }
        return SharedBytes.of(utf8(stream.toString()));
    }
    // end::batch[]

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One reader: its connection, and the drain that fills it. */
    private final class Client implements StreamConnection.Listener, Drain.Sink {

        private final String name;
        private final After after;
        private final Subscription subscription;
        private final Drain drain;
        private StreamConnection connection;

        Client(String name, After after, Topics topics) {
            this.name = name;
            this.after = after;
            this.subscription = feed.subscribe(after, topics);
            this.drain = new Drain(subscription, this, metrics);
        }

        @Override
        public void onOpen(StreamConnection opened) {
            connection = opened;
            clients.add(this);
            metrics.subscribed(after, subscription);
            // The id lets a client resume that breaks off before its first event.
            ServerSentEvent first = ServerSentEvent.retry(RETRY_MILLIS)
                    .withId(subscription.cursor());
            connection.write(ByteBuffer.wrap(utf8(first.encode())),
                    Callback.from(() -> drains.add(drain), failed -> opened.close()));
        }

        @Override
        public void onClose(StreamConnection closed) {
            drains.remove(drain);
            clients.remove(this);
        }

        @Override
        public void write(Batch batch, Callback callback) {
            connection.write(batch.encoded(ENCODING).duplicate(), callback);
        }

        @Override
        public void heartbeat(Callback callback) {
            connection.write(HEARTBEAT.duplicate(), callback);
        }

        @Override
        public void disconnectSlow() {
            connection.close();
        }

        private CompletableFuture<Void> sayGoodbye() {
            drain.run(); // what has been published
            drain.end();
            Callback.Completable said = new Callback.Completable();
            connection.write(BYE.duplicate(), said); // after what is being written
            return said.thenRun(connection::end);
        }
    }
}

package lab.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lab.feed.Batch;
import lab.feed.InvalidInput;
import lab.feed.Notification;
import lab.feed.NotificationFeed;
import lab.feed.Subscription;
import lab.feed.server.Drain;
import lab.feed.server.Drains;
import lab.feed.server.LabServer;
import lab.feed.server.Problem;
import lab.feed.server.Publisher;
import lab.feed.server.Query;
import lab.feed.server.TransportMetrics;
import lab.feed.websocket.CloseCode;
import lab.feed.websocket.Frame;
import lab.feed.websocket.WebSocketConnection;
import org.eclipse.jetty.util.Callback;

/** Everybody who is connected over WebSocket. */
final class WebSocketHub {

    private static final ByteBuffer PING = Frame.control(Frame.PING, new byte[0])
            .encode();

    private final NotificationFeed feed;
    private final Publisher publisher;
    private final Drains drains;
    private final TransportMetrics metrics;
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();

    WebSocketHub(LabServer.Parts parts) {
        feed = parts.feed();
        publisher = parts.publisher();
        drains = new Drains("websocket", feed, parts.settings().heartbeat());
        metrics = parts.metrics("websocket", clients::size);
    }

    /** What is to be told of the connection that this client asks for. */
    WebSocketConnection.Listener newClient(Query query, String address) {
        return new Client(query, address);
    }

    TransportMetrics metrics() {
        return metrics;
    }

    int drop(String name) {
        return (int) clients.stream()
                .filter(client -> name.equals(client.query.client()))
                .peek(client -> client.connection.cut())
                .count();
    }

    void stop() {
        drains.close();
        clients.forEach(Client::sayGoodbye);
    }

    /** One connection: its subscription, and what its peer says. */
    private final class Client implements WebSocketConnection.Listener, Drain.Sink {

        private final Query query;
        private final String address;
        private WebSocketConnection connection;
        private Drain drain;
        /** Guarded by the drain, which sends one heartbeat at a time. */
        private long framesAtLastPing = -1;

        Client(Query query, String address) {
            this.query = query;
            this.address = address;
        }

        @Override
        public void onOpen(WebSocketConnection opened) {
            Subscription first = feed.subscribe(query.after(), query.topics());
            connection = opened;
            drain = new Drain(first, this, metrics);
            clients.add(this);
            metrics.subscribed(query.after(), first);
            // The cursor lets a client resume that breaks off before its first notification.
            send(ServerMessage.ack(null, first.cursor()));
            drains.add(drain);
        }

        /** What is wrong with a message is said, and the connection lives. */
        @Override
        public void onText(String text) {
            JsonNode ref = null;
            try {
                ObjectNode message = ClientMessage.parseObject(text);
                ref = ClientMessage.ref(message);
                answer(ClientMessage.parse(message), ref);
            } catch (InvalidInput invalid) {
                send(ServerMessage.error(ref, Problem.of(invalid)));
            } catch (Publisher.TooManyRequests tooMany) {
                send(ServerMessage.error(ref, Problem.of(429, tooMany.getMessage())));
            }
            drain.run();
        }

        /** The drain ends first: a close frame that waited for its turn could come too late. */
        void sayGoodbye() {
            drain.run(); // what has been published
            drain.end();
            connection.close(CloseCode.GOING_AWAY, "The server is stopping");
        }

        @Override
        public void onClose() {
            clients.remove(this);
            drains.remove(drain);
        }

        @Override
        public void write(Batch batch, Callback callback) {
            ByteBuffer frames = batch.encoded(
                    connection.deflates()
                            ? ServerMessage.DEFLATED_FRAMES
                            : ServerMessage.FRAMES);
            connection.write(frames.duplicate(), callback);
        }

        /**
         * A ping, which every peer must answer (RFC 6455 §5.5.2). One of which nothing has come in
         * since the last is gone, though its TCP connection may look open for minutes.
         */
        @Override
        public void heartbeat(Callback callback) {
            long frames = connection.receivedFrames();
            if (frames == framesAtLastPing) {
                callback.failed(new IOException("No pong since the last ping"));
                connection.cut();
                return;
            }
            framesAtLastPing = frames;
            connection.write(PING.duplicate(), callback);
        }

        @Override
        public void disconnectSlow() {
            // It would have to read everything else first, so it hardly gets to see this.
            connection.close(CloseCode.TRY_AGAIN_LATER, "Reading too slowly");
            connection.cut();
        }

        private void send(byte[] message) {
            connection.answer(ServerMessage.frame(message, connection.deflates()));
        }

        // tag::answer[]
        private void answer(ClientMessage message, JsonNode ref) {
            if (message instanceof ClientMessage.Publish publish) {
                Notification published = publisher.publish(address, publish.draft());
                send(ServerMessage.ack(ref, published.cursor()));
            } else if (message instanceof ClientMessage.Subscribe subscribe) {
                Subscription next = feed.subscribe(subscribe.after(),
                        subscribe.topics());
                metrics.subscribed(subscribe.after(), next);
                byte[] ack = ServerMessage.ack(ref, next.cursor());
                drain.replace(next, () -> send(ack));
            } else {
                send(ServerMessage.pong(ref, drain.cursor()));
            }
        }
        // end::answer[]
    }
}

package lab.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lab.feed.After;
import lab.feed.InvalidInput;
import lab.feed.Notification;
import lab.feed.NotificationFeed;
import lab.feed.Subscription;
import lab.feed.Topics;
import lab.feed.server.Drain;
import lab.feed.server.Drains;
import lab.feed.server.LabEndPoint;
import lab.feed.server.LabServer;
import lab.feed.server.Problem;
import lab.feed.server.Publisher;
import lab.feed.server.Query;
import lab.feed.server.TransportMetrics;
import org.eclipse.jetty.websocket.api.Session;

/** Everybody who is connected over WebSocket. */
final class WebSocketHub {

    private final NotificationFeed feed;
    private final Publisher publisher;
    private final Drains drains;
    private final TransportMetrics metrics;
    private final Map<Session, Client> clients = new ConcurrentHashMap<>();

    WebSocketHub(LabServer.Parts parts) {
        feed = parts.feed();
        publisher = parts.publisher();
        drains = new Drains("websocket", feed, parts.settings().heartbeat());
        metrics = parts.metrics("websocket", clients::size);
    }

    /**
     * The connection is open.
     *
     * @param endPoint its socket
     * @param address of the peer, by which publishing is limited
     */
    void open(Session session, LabEndPoint endPoint, String address, Query query) {
        Client client = new Client(new WebSocketPeer(session, endPoint), query, address);
        clients.put(session, client);
        client.start(query.after());
    }

    void close(Session session) {
        Client client = clients.remove(session);
        if (client != null) {
            drains.remove(client.drain);
        }
    }

    /** A text message has come in. What is wrong with it is said, and the connection lives. */
    void receive(Session session, String text) {
        Client client = clients.get(session);
        if (client != null) {
            client.receive(text);
        }
    }

    TransportMetrics metrics() {
        return metrics;
    }

    int drop(String name) {
        return (int) clients.values().stream()
                .filter(client -> name.equals(client.name))
                .peek(client -> client.peer.cut())
                .count();
    }

    void stop() {
        drains.close();
        clients.values().forEach(Client::sayGoodbye);
    }

    /** One connection: its subscription, and what its peer says. */
    private final class Client {

        private final String name;
        private final String address;
        private final WebSocketPeer peer;
        private final Subscription first;
        private final Drain drain;

        Client(WebSocketPeer peer, Query query, String address) {
            this.peer = peer;
            this.name = query.client();
            this.address = address;
            this.first = feed.subscribe(query.after(), query.topics());
            this.drain = new Drain(first, peer, metrics);
        }

        void start(After after) {
            metrics.subscribed(after, first);
            // The cursor lets a client resume that breaks off before its first notification.
            peer.send(ServerMessage.ack(null, first.cursor()));
            drains.add(drain);
        }

        /** No data frame may follow a close frame (RFC 6455 §5.5.1), so the drain ends first. */
        void sayGoodbye() {
            drain.end();
            peer.close(CloseCode.GOING_AWAY, "The server is stopping");
        }

        void receive(String text) {
            JsonNode ref = null;
            try {
                ObjectNode message = ClientMessage.parseObject(text);
                ref = ClientMessage.ref(message);
                peer.send(answer(ClientMessage.parse(message), ref));
            } catch (InvalidInput invalid) {
                peer.send(ServerMessage.error(ref, Problem.of(invalid)));
            } catch (Publisher.TooManyRequests tooMany) {
                peer.send(ServerMessage.error(ref, Problem.of(429, tooMany.getMessage())));
            }
            drain.run();
        }

        // tag::answer[]
        private ByteBuffer answer(ClientMessage message, JsonNode ref) {
            if (message instanceof ClientMessage.Publish publish) {
                Notification published = publisher.publish(address, publish.draft());
                return ServerMessage.ack(ref, published.cursor());
            }
            if (message instanceof ClientMessage.Subscribe subscribe) {
                return ServerMessage.ack(ref, resubscribe(subscribe.after(), subscribe.topics()));
            }
            return ServerMessage.pong(ref, drain.cursor());
        }
        // end::answer[]

        private String resubscribe(After after, Topics topics) {
            Subscription next = feed.subscribe(after, topics);
            metrics.subscribed(after, next);
            String cursor = next.cursor();
            drain.replace(next);
            return cursor;
        }
    }
}

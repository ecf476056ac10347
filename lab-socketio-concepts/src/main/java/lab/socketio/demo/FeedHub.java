package lab.socketio.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import lab.feed.After;
import lab.feed.Batch;
import lab.feed.InvalidInput;
import lab.feed.Json;
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
import lab.socketio.Event;
import lab.socketio.Handshake;
import lab.socketio.Next;
import lab.socketio.Socket;
import lab.socketio.SocketIoException;
import lab.socketio.SocketIoServer;
import org.eclipse.jetty.util.Callback;

/**
 * Everybody who reads the feed over Socket.IO: the sockets of the namespace {@code /}. What they want, {@code
 * after}, {@code topics} and {@code client}, stands in the CONNECT packet's {@code auth}, or in the query of the
 * request that opened the connection.
 */
final class FeedHub {

    /** Where a socket's data keeps what it asked for: a recovered socket is not asked again. */
    private static final String QUERY = "query";

    private final NotificationFeed feed;
    private final Publisher publisher;
    private final Drains drains;
    private final TransportMetrics metrics;
    private final Predicate<Socket> mine;
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();

    /**
     * @param transport names the metrics
     * @param mine of the namespace's sockets those that are counted here; where there are several hubs, each socket
     *        must be of one
     */
    FeedHub(LabServer.Parts parts, String transport, Predicate<Socket> mine) {
        feed = parts.feed();
        publisher = parts.publisher();
        drains = new Drains(transport, feed, parts.settings().heartbeat());
        metrics = parts.metrics(transport, clients::size);
        this.mine = mine;
    }

    void install(SocketIoServer io) {
        io.use(FeedHub::admit).onConnection(socket -> {
            if (mine.test(socket)) {
                new Client(socket).begin();
            }
        });
    }

    TransportMetrics metrics() {
        return metrics;
    }

    int drop(String name) {
        return (int) clients.stream()
                .filter(client -> name.equals(client.query.client()))
                .peek(client -> client.socket.conn().cut())
                .count();
    }

    /** Hands over what has been published, and ends. The goodbye is the server's, which closes the connections. */
    void stop() {
        drains.close();
        clients.forEach(client -> {
            client.drain.run();
            client.drain.end();
        });
    }

    private static void admit(Socket socket, Next next) {
        try {
            Handshake handshake = socket.handshake();
            socket.data().put(QUERY, Query.of(name -> parameter(handshake, name)));
        } catch (InvalidInput invalid) {
            throw new SocketIoException(invalid.getMessage(), Problem.of(invalid));
        }
        next.run();
    }

    /** The offset first: a client that cannot be recovered any more goes on from there all the same. */
    private static String parameter(Handshake handshake, String name) {
        JsonNode auth = handshake.auth();
        if (name.equals("after") && auth.path("offset").isTextual()) {
            return auth.path("offset").textValue();
        }
        return auth.hasNonNull(name)
                ? Json.text(auth, name)
                : handshake.query().get(name);
    }

    private static Query query(Socket socket) {
        Query asked = (Query) socket.data().get(QUERY);
        return socket.recovered()
                ? new Query(
                        After.parse(
                                socket.handshake().auth().path("offset").textValue()),
                        asked.topics(), asked.client())
                : asked;
    }

    /** One socket, and the drain that fills it. */
    private final class Client implements Drain.Sink {

        private final Socket socket;
        private final Query query;
        private final Subscription subscription;
        private final Drain drain;

        Client(Socket socket) {
            this.socket = socket;
            this.query = query(socket);
            this.subscription = feed.subscribe(query.after(), query.topics());
            this.drain = new Drain(subscription, this, metrics);
        }

        void begin() {
            clients.add(this);
            metrics.subscribed(query.after(), subscription);
            socket.on("publish", this::publish);
            socket.emit(FeedEvents.subscribed(subscription.cursor()), Callback.NOOP);
            drains.add(drain);
            socket.onDisconnect(reason -> {
                clients.remove(this);
                drains.remove(drain);
            });
        }

        // tag::publish[]
        private void publish(Event event) {
            try {
                Notification published = publisher
                        .publish(socket.handshake().address(), event.arg(0));
                event.ack(Map.of("cursor", published.cursor()));
            } catch (InvalidInput invalid) {
                event.ack(Problem.of(invalid));
            } catch (Publisher.TooManyRequests tooMany) {
                event.ack(Problem.of(429, tooMany.getMessage()));
            }
        }
        // end::publish[]

        @Override
        public void write(Batch batch, Callback callback) {
            socket.emit(batch.encoded(FeedEvents.ENCODING), callback);
        }

        /** Engine.IO has its own, which notices a dead client. */
        @Override
        public void heartbeat(Callback callback) {
            callback.succeeded();
        }

        @Override
        public void disconnectSlow() {
            socket.conn().cut();
        }
    }
}

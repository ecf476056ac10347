package lab.comparison;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import lab.feed.server.Tap;
import org.eclipse.jetty.io.EndPoint;

/**
 * Counts what goes over the server's sockets, by client and transport, heads and frames and
 * all: what a packet capture would show but for TCP's own headers.
 */
final class Traffic implements Tap {

    /** The client that was counted least recently is forgotten. */
    private static final int MAX_CLIENTS = 1_000;

    /** Sees what is counted, as it goes over the wire. Called by the thread that moves it. */
    interface Observer {
        void moved(Exchange exchange, long connection, boolean up, ByteBuffer bytes);
    }

    private final Observer observer;
    private final AtomicLong connections = new AtomicLong();
    private final Map<EndPoint, Socket> sockets = new ConcurrentHashMap<>();

    /** Client, then transport. Guarded by itself. */
    private final Map<String, Map<String, Count>> counts = new LinkedHashMap<>(16,
            0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
                Map.Entry<String, Map<String, Count>> eldest) {
            return size() > MAX_CLIENTS;
        }
    };

    Traffic(Observer observer) {
        this.observer = observer;
    }

    /**
     * One transport's part of {@code /traffic}.
     *
     * @param requests sent, the WebSocket handshake being one
     * @param bytesUp from the client
     * @param bytesDown to the client
     * @param connections TCP connections that carried any of it
     */
    record Count(long requests, long bytesUp, long bytesDown, long connections) {

        static final Count NONE = new Count(0, 0, 0, 0);

        Count plus(Count other) {
            return new Count(requests + other.requests, bytesUp + other.bytesUp,
                    bytesDown + other.bytesDown,
                    connections + other.connections);
        }
    }

    /** What the client has caused so far, by transport. */
    Map<String, Count> of(String client) {
        synchronized (counts) {
            return new TreeMap<>(counts.getOrDefault(client, Collections.emptyMap()));
        }
    }

    @Override
    public void received(EndPoint endPoint, ByteBuffer bytes) {
        Socket socket = sockets.computeIfAbsent(endPoint,
                e -> new Socket(connections.incrementAndGet()));
        Exchange begun = socket.upgraded ? null : Exchange.begunBy(bytes);
        if (begun != null) {
            boolean firstOnConnection = !begun.equals(socket.exchange);
            socket.exchange = begun;
            count(begun, new Count(1, 0, 0, firstOnConnection ? 1 : 0));
        }
        moved(socket, true, bytes);
    }

    @Override
    public void sent(EndPoint endPoint, ByteBuffer bytes) {
        Socket socket = sockets.get(endPoint);
        if (socket != null) {
            socket.upgraded |= socket.isAcceptedBy(bytes);
            moved(socket, false, bytes);
        }
    }

    @Override
    public void closed(EndPoint endPoint) {
        sockets.remove(endPoint);
    }

    private void moved(Socket socket, boolean up, ByteBuffer bytes) {
        Exchange exchange = socket.exchange;
        if (exchange.isCounted()) {
            int length = bytes.remaining();
            count(exchange,
                    up ? new Count(0, length, 0, 0) : new Count(0, 0, length, 0));
            observer.moved(exchange, socket.number, up, bytes);
        }
    }

    private void count(Exchange exchange, Count more) {
        if (exchange.isCounted() && exchange.client() != null) {
            synchronized (counts) {
                counts.computeIfAbsent(exchange.client(), c -> new TreeMap<>())
                        .merge(exchange.transport(), more, Count::plus);
            }
        }
    }

    /** One connection, and the exchange that its bytes belong to until the next begins. */
    private static final class Socket {

        private final long number;
        private volatile Exchange exchange = Exchange.NONE;
        /** From then on its bytes are frames, whatever they look like. */
        private volatile boolean upgraded;

        Socket(long number) {
            this.number = number;
        }

        /** A handshake that is refused leaves the connection to HTTP. */
        boolean isAcceptedBy(ByteBuffer answer) {
            return exchange.isHandshake() && !upgraded
                    && StandardCharsets.ISO_8859_1.decode(answer.slice()).toString()
                            .startsWith("HTTP/1.1 101 ");
        }
    }
}

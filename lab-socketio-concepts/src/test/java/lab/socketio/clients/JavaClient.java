package lab.socketio.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.AckWithTimeout;
import io.socket.client.IO;
import io.socket.client.Socket;
import io.socket.client.SocketOptionBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One socket of the official Java client; what comes in waits in one queue for each name. */
final class JavaClient implements AutoCloseable {

    static final String CONNECT = Socket.EVENT_CONNECT;
    static final String DISCONNECT = Socket.EVENT_DISCONNECT;
    static final String CONNECT_ERROR = Socket.EVENT_CONNECT_ERROR;

    /** Only a test that fails reaches it. */
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final List<String> EVENTS = List.of(CONNECT, DISCONNECT,
            CONNECT_ERROR, "welcome", "echo", "said", "shouted", "answered");

    /** How packets are carried. */
    enum Way {
        POLLING("polling"), WEBSOCKET("websocket"), UPGRADE("polling", "websocket");

        private final String[] transports;

        Way(String... transports) {
            this.transports = transports;
        }

        /** The transport that a session ends up with. */
        String last() {
            return transports[transports.length - 1];
        }
    }

    private final Socket socket;
    private final Map<String, BlockingQueue<List<Object>>> arrived = new ConcurrentHashMap<>();

    private JavaClient(Socket socket) {
        this.socket = socket;
        for (String event : EVENTS) {
            arrived.put(event, new LinkedBlockingQueue<>());
            socket.on(event, args -> arrived.get(event).add(Arrays.asList(args)));
        }
        socket.on("question", args -> answer(args)
                .call("answer to " + args[0]));
        socket.connect();
    }

    /** Begins to connect to the namespace. */
    static JavaClient connect(URI server, Way way, String namespace,
            Map<String, String> auth) {
        return new JavaClient(IO.socket(server.resolve(namespace),
                SocketOptionBuilder.builder()
                        .setTransports(way.transports)
                        .setAuth(auth)
                        .setForceNew(true)
                        .setReconnectionDelay(10)
                        .setReconnectionDelayMax(100)
                        .build()));
    }

    /** Another namespace on the same connection. */
    JavaClient beside(String namespace) {
        return new JavaClient(socket.io().socket(namespace));
    }

    private static Ack answer(Object... args) {
        return (Ack) args[args.length - 1];
    }

    String id() {
        return socket.id();
    }

    boolean connected() {
        return socket.connected();
    }

    /** Whether it tries to be connected. */
    boolean active() {
        return socket.isActive();
    }

    void emit(String event, Object... args) {
        socket.emit(event, args);
    }

    /** Emits, and waits for the acknowledgement. */
    List<Object> ask(String event, Object... args) throws Exception {
        return ask(LIMIT, event, args);
    }

    /** @throws TimeoutException if the client gives up */
    List<Object> ask(Duration limit, String event, Object... args) throws Exception {
        CompletableFuture<List<Object>> answer = new CompletableFuture<>();
        socket.emit(event, args, new AckWithTimeout(limit.toMillis()) {

            @Override
            public void onSuccess(Object... values) {
                answer.complete(Arrays.asList(values));
            }

            @Override
            public void onTimeout() {
                answer.complete(null);
            }
        });
        List<Object> values = answer.get(LIMIT.toSeconds() * 2, TimeUnit.SECONDS);
        if (values == null) {
            throw new TimeoutException("No acknowledgement of \"" + event + "\"");
        }
        return values;
    }

    /** Waits for the next of them, and gives its arguments. */
    List<Object> next(String event) throws InterruptedException {
        List<Object> args = arrived.get(event).poll(LIMIT.toSeconds(),
                TimeUnit.SECONDS);
        assertThat(args).as("Arguments of \"%s\"", event).isNotNull();
        return args;
    }

    /** How many have arrived that nobody asked for yet. */
    int left(String event) {
        return arrived.get(event).size();
    }

    /** Returns when the server sees it on this transport. */
    void awaitTransport(String transport) throws Exception {
        long startNanos = System.nanoTime();
        while (!ask("transport").get(0).equals(transport)) {
            assertThat(System.nanoTime() - startNanos)
                    .as("Nanoseconds without a change to \"%s\"", transport)
                    .isLessThan(LIMIT.toNanos());
        }
    }

    @Override
    public void close() {
        socket.disconnect();
    }
}

package lab.comparison.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;

/**
 * All clients of a load, on one thread and one selector. It shares two cores with the
 * server that it measures, so nothing is allocated per message.
 */
final class ClientLoop implements AutoCloseable {

    /** Under the servers' accept queues (Node's holds 511): a refused SYN waits a second. */
    private static final int CONNECTING_AT_ONCE = 100;
    private static final int READ_BYTES = 256 * 1024;

    private final Endpoint server;
    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(READ_BYTES);
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(1024);
    private final byte[] bytes = new byte[READ_BYTES];
    private final RestingPolls resting;
    private final List<Client> clients = new ArrayList<>();
    private long now;
    private Round round;
    private volatile boolean closing;

    private int wanted;
    private int connecting;
    private int readyClients;
    private IntFunction<Client> factory;
    private CompletableFuture<Void> allReady = CompletableFuture.completedFuture(null);
    private int failed;
    private String firstFailure;

    ClientLoop(Endpoint server, Duration pollInterval) throws IOException {
        this.server = server;
        resting = new RestingPolls(pollInterval);
        selector = Selector.open();
        thread = new Thread(this::run, "bench-clients");
        thread.setDaemon(true);
        thread.start();
    }

    /** Completes when each client is ready; exceptionally at the first that fails. */
    CompletableFuture<Void> connect(int count, IntFunction<Client> newClient) {
        CompletableFuture<Void> connected = new CompletableFuture<>();
        submit(() -> {
            factory = newClient;
            wanted = clients.size() + count;
            allReady = connected;
            connectMore();
        });
        return connected;
    }

    /** Arrivals count towards {@code next} from now on; null: towards nothing. */
    CompletableFuture<Void> count(Round next) {
        return submit(() -> round = next);
    }

    /** Connections lost since the last call, with the reason of the first; null: none. */
    CompletableFuture<String> failures() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        submit(() -> {
            answer.complete(failed == 0
                    ? null
                    : "%d clients lost; the first: %s".formatted(failed, firstFailure));
            failed = 0;
        });
        return answer;
    }

    private CompletableFuture<Void> submit(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        tasks.add(() -> {
            task.run();
            done.complete(null);
        });
        selector.wakeup();
        return done;
    }

    private void run() {
        try {
            while (!closing) {
                selector.select(this::serve, resting.waitMillis());
                for (Runnable task; (task = tasks.poll()) != null;) {
                    task.run();
                }
                pollWhatIsDue();
                if (round != null) {
                    round.publishCounts();
                }
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(SelectionKey key) {
        Client client = (Client) key.attachment();
        try {
            if (key.isConnectable()) {
                client.channel().finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                client.connected();
            }
            if (key.isReadable()) {
                read(client);
            }
            if (key.isValid() && key.isWritable()) {
                client.sendRest();
            }
        } catch (IOException | RuntimeException e) {
            lose(client, e.toString());
        }
    }

    private void read(Client client) throws IOException {
        int length = client.channel().read(incoming.clear());
        if (length < 0) {
            if (!client.ended()) {
                throw new IOException("the server ended the connection");
            }
            client.channel().close();
            open(client);
        } else {
            now = System.nanoTime();
            incoming.flip().get(bytes, 0, length);
            client.received(bytes, length);
        }
    }

    private void lose(Client client, String reason) {
        if (failed++ == 0) {
            firstFailure = reason;
        }
        allReady.completeExceptionally(new IOException(reason));
        try {
            client.channel().close();
        } catch (IOException ignored) {
            // the connection is gone either way, and its loss is counted
        }
    }

    private void connectMore() {
        while (clients.size() < wanted && connecting < CONNECTING_AT_ONCE) {
            Client client = factory.apply(clients.size());
            clients.add(client);
            connecting++;
            try {
                open(client);
            } catch (IOException e) {
                lose(client, e.toString());
            }
        }
    }

    private void open(Client client) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true)
                .configureBlocking(false);
        client.attach(channel,
                channel.register(selector, SelectionKey.OP_CONNECT, client));
        if (channel.connect(new InetSocketAddress(server.host(), server.port()))) {
            channel.keyFor(selector).interestOps(SelectionKey.OP_READ);
            client.connected();
        }
    }

    void clientReady() {
        connecting--;
        readyClients++;
        if (readyClients == wanted) {
            allReady.complete(null);
        } else {
            tasks.add(this::connectMore); // not from inside a client's own parser
        }
    }

    void arrived(int client, int sequence) {
        if (round != null) {
            round.arrived(client, sequence, now);
        }
    }

    /** For interval polling: it polls when the interval is over. */
    void rest(PollingClient client, double intervals) {
        resting.rest(client, intervals);
    }

    private void pollWhatIsDue() {
        for (PollingClient client; (client = resting.due()) != null;) {
            try {
                client.poll();
            } catch (IOException e) {
                lose(client, e.toString());
            }
        }
    }

    /** The start of every request but a poll's. Shared: sent before the next is made. */
    ByteBuffer request(String path, String headers) {
        String text = "GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n".formatted(path, host(),
                headers);
        return outgoing.clear().put(text.getBytes(StandardCharsets.US_ASCII)).flip();
    }

    ByteBuffer outgoing() {
        return outgoing;
    }

    String host() {
        return server.authority();
    }

    /** Closes every connection; returns when they are closed. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

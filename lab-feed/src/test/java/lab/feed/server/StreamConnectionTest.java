package lab.feed.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A response that lasts, and the writes on its socket. */
class StreamConnectionTest {

    /** More than the kernel takes for a reader that does not read. */
    private static final byte[] LARGE = "0123456789abcdef".repeat(1 << 20)
            .getBytes(StandardCharsets.US_ASCII);

    private final BlockingQueue<StreamConnection> opened = new LinkedBlockingQueue<>();
    private final BlockingQueue<StreamConnection> closed = new LinkedBlockingQueue<>();
    private Duration idle = Duration.ofMinutes(1);
    private final LabServer server = LabServer.start(Settings.forTests(),
            parts -> new TestTransport(parts,
                    config -> config.routes.get("/stream", ctx -> {
                        ctx.contentType("text/plain");
                        StreamConnection.takeOver(ctx, idle, new Recorder());
                    })));

    private final class Recorder implements StreamConnection.Listener {

        @Override
        public void onOpen(StreamConnection connection) {
            opened.add(connection);
        }

        @Override
        public void onClose(StreamConnection connection) {
            closed.add(connection);
        }
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(opened).isEmpty();
    }

    @Test
    void headIsSentAtOnceAndTheBodyAsItComes() throws Exception {
        try (Wire wire = Wire.open(server.uri()).request("GET", "/stream")) {
            assertThat(wire.readBlock()).startsWith("HTTP/1.1 200 OK\n")
                    .contains("Connection: close\n")
                    .contains("Content-Type: text/plain\n")
                    .doesNotContain("Content-Length", "Transfer-Encoding");
            StreamConnection connection = next(opened);

            write(connection, "one\n");
            assertThat(wire.readLine()).isEqualTo("one");
            write(connection, "two\n");
            assertThat(wire.readLine()).isEqualTo("two");
            connection.end();

            assertThat(wire.readToEnd()).isEmpty();
        }
        assertThat(next(closed)).isNotNull();
    }

    @Test
    void whatTheClientSaysIsDiscarded() throws Exception {
        try (Wire wire = Wire.open(server.uri()).request("GET", "/stream")) {
            wire.send("GET /status HTTP/1.1\r\nHost: a\r\n\r\n");
            wire.readBlock();
            StreamConnection connection = next(opened);
            wire.send("x".repeat(100_000));
            write(connection, "one\n");

            assertThat(wire.readLine()).isEqualTo("one");
        }
        assertThat(next(closed)).isNotNull();
    }

    @Test
    void clientThatLeavesIsNoticedOnce() throws Exception {
        try (Wire wire = Wire.open(server.uri()).request("GET", "/stream")) {
            wire.readBlock();
            next(opened);
            wire.halfClose();

            assertThat(wire.readToEnd()).isEmpty();
        }
        assertThat(next(closed)).isNotNull();

        try (Wire wire = Wire.open(server.uri()).request("GET", "/stream")) {
            wire.readBlock();
            StreamConnection connection = next(opened);
            wire.reset();

            assertThat(next(closed)).isSameAs(connection); // and nothing more of the first
        }
    }

    @Test
    void cutIsSeenAsAReset() throws Exception {
        try (Wire wire = Wire.open(server.uri()).request("GET", "/stream")) {
            wire.readBlock();

            next(opened).cut();

            assertThat(wire.readToEnd()).isEmpty();
        }
        assertThat(next(closed)).isNotNull();
    }

    @Test
    void idleConnectionEnds() throws Exception {
        idle = Duration.ofMillis(300);

        try (Wire wire = Wire.open(server.uri()).request("GET", "/stream")) {
            wire.readBlock();

            assertThat(next(opened)).isSameAs(next(closed));
        }
    }

    @Test
    void writesTakeTurns() throws Exception {
        BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        try (Wire wire = Wire.open(server.uri()).request("GET", "/stream")) {
            wire.readBlock();
            StreamConnection connection = next(opened);

            write(connection, LARGE, taken, "large");
            write(connection, "between".getBytes(StandardCharsets.US_ASCII), taken,
                    "between");
            write(connection, "last".getBytes(StandardCharsets.US_ASCII), taken,
                    "last");
            assertThat(connection.waitingWrites()).isEqualTo(2);
            assertThat(taken).isEmpty();

            assertThat(wire.read(LARGE.length)).isEqualTo(LARGE);
            assertThat(wire.read(11)).asString(StandardCharsets.US_ASCII)
                    .isEqualTo("betweenlast");
            assertThat(new String[]{next(taken), next(taken), next(taken)})
                    .containsExactlyInAnyOrder("large", "between", "last");
            assertThat(connection.waitingWrites()).isZero();
        }
        assertThat(next(closed)).isNotNull();
    }

    /** Each of them ends the moment that it begins: what follows must not be deeper in the stack. */
    @Test
    void anyNumberOfWritesCanWait() throws Exception {
        int count = 20_000;
        BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        try (Wire wire = Wire.open(server.uri()).request("GET", "/stream")) {
            wire.readBlock();
            StreamConnection connection = next(opened);

            write(connection, LARGE, taken, "large");
            for (int i = 0; i < count; i++) {
                write(connection, "x".getBytes(StandardCharsets.US_ASCII), taken,
                        "small");
            }

            wire.read(LARGE.length);
            assertThat(wire.read(count)).asString(StandardCharsets.US_ASCII)
                    .isEqualTo("x".repeat(count));
            for (int i = 0; i <= count; i++) {
                assertThat(next(taken)).isIn("large", "small");
            }
        }
        assertThat(next(closed)).isNotNull();
    }

    @Test
    void writersAtTheSameTimeTakeTurns() throws Exception {
        int writers = 4;
        int each = 50;
        BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        try (Wire wire = Wire.open(server.uri()).request("GET", "/stream")) {
            wire.readBlock();
            StreamConnection connection = next(opened);

            for (int w = 0; w < writers; w++) {
                String line = Integer.toString(w).repeat(999) + "\n";
                new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        write(connection, line.getBytes(StandardCharsets.US_ASCII),
                                taken, "");
                    }
                }).start();
            }

            for (int i = 0; i < writers * each; i++) {
                assertThat(wire.readLine()).matches("(\\d)\\1{998}");
            }
            for (int i = 0; i < writers * each; i++) {
                assertThat(next(taken)).isEmpty();
            }
        }
        assertThat(next(closed)).isNotNull();
    }

    @Test
    void whenTheConnectionBreaksEveryWriteThatWaitsFails() throws Exception {
        BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        try (Wire wire = Wire.open(server.uri()).request("GET", "/stream")) {
            wire.readBlock();
            StreamConnection connection = next(opened);
            write(connection, LARGE, taken, "1");
            write(connection, LARGE, taken, "2");
            write(connection, LARGE, taken, "3");

            wire.reset();

            assertThat(new String[]{next(taken), next(taken), next(taken)})
                    .containsExactlyInAnyOrder("1 failed", "2 failed", "3 failed");
            assertThat(next(closed)).isSameAs(connection);
            write(connection, LARGE, taken, "4");
            assertThat(next(taken)).isEqualTo("4 failed");
        }
    }

    @Test
    void readerThatNeverReadsHoldsNobodyUp() throws Exception {
        try (Wire wire = Wire.open(server.uri()).request("GET", "/stream")) {
            wire.readBlock();
            StreamConnection connection = next(opened);
            write(connection, LARGE, new LinkedBlockingQueue<>(), "");

            new LabClient(server.uri()).publish("news");

            assertThat(connection.waitingWrites()).isZero();
        }
        assertThat(next(closed)).isNotNull();
    }

    private static void write(StreamConnection connection, String text) {
        connection.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)),
                Callback.NOOP);
    }

    private static void write(StreamConnection connection, byte[] bytes,
            BlockingQueue<String> taken, String name) {
        connection.write(ByteBuffer.wrap(bytes),
                Callback.from(() -> taken.add(name),
                        failure -> taken.add(name + " failed")));
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(next).isNotNull();
        return next;
    }
}

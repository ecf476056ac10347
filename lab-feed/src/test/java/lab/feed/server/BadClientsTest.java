package lab.feed.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import lab.feed.FeedSimulator;
import lab.feed.NotificationFeed;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import org.eclipse.jetty.io.EndPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever they do, the others notice nothing, and nothing of them is left. */
class BadClientsTest {

    private static final String BODY = "{\"topic\":\"a\",\"severity\":\"info\",\"title\":\"slow\"}";
    private static final String POST = """
            POST /notifications HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/json\r
            Content-Length: %d\r
            \r
            %s""".formatted(BODY.length(), BODY);

    private final BlockingQueue<EndPoint> closed = new LinkedBlockingQueue<>();
    private final Settings settings = Settings.forTests();
    private final NotificationFeed feed = new NotificationFeed(100);
    private final LabServer server = LabServer.start(settings,
            parts -> new LabServer.Lab("test",
                    List.of(new TestTransport(parts)), config -> {
                    }, new CloseTap()),
            feed);
    private final LabClient lab = new LabClient(server.uri());

    private final class CloseTap implements Tap {

        @Override
        public void received(EndPoint endPoint, ByteBuffer bytes) {
            // Only the end is of interest.
        }

        @Override
        public void sent(EndPoint endPoint, ByteBuffer bytes) {
            // Only the end is of interest.
        }

        @Override
        public void closed(EndPoint endPoint) {
            closed.add(endPoint);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** More of them than the server has threads. */
    @ParameterizedTest
    @ValueSource(strings = {"", "G", "GET / HTTP/1.1\r\nHost: a\r\n",
            "POST /notifications HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n",
            "POST /notifications HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
            "POST /simulator HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"rat"})
    void whoeverStopsInTheMiddleHoldsNobodyUp(String begun) throws Exception {
        List<Wire> silent = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            silent.add(Wire.open(server.uri()).send(begun));
        }

        lab.publish("news");
        assertThat(lab.status().get("published").intValue()).isEqualTo(1);

        for (Wire wire : silent) {
            wire.close();
        }
        for (int i = 0; i < 150; i++) {
            assertThat(closed.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .isNotNull();
        }
        assertThat(threads("lab-jetty").size()).isLessThanOrEqualTo(64);
        assertThat(lab.status().get("published").intValue()).isEqualTo(1);
    }

    @Test
    void byteAtATimeIsARequestAllTheSame() throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            for (byte b : POST.getBytes(StandardCharsets.US_ASCII)) {
                wire.send(new byte[]{b});
            }

            assertThat(wire.readResponse().status()).isEqualTo(201);
        }
    }

    @Test
    void halfClosedClientIsAnsweredAndEnded() throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            wire.send(POST).halfClose();

            assertThat(wire.readResponse().status()).isEqualTo(201);
            assertThat(wire.readToEnd()).isEmpty();
        }
    }

    @Test
    void halfClosedInTheMiddleIsEnded() throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            wire.send(POST.substring(0, POST.length() - 1)).halfClose();

            assertThat(wire.readToEnd()).doesNotStartWith("HTTP/1.1 2")
                    .doesNotStartWith("HTTP/1.1 500");
        }
        assertThat(feed.position()).isZero();
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            wire.send(POST + POST.replace("slow", "next")
                    + "GET /notifications?after=earliest HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(wire.readResponse().body()).contains("-1\"", "slow");
            assertThat(wire.readResponse().body()).contains("-2\"", "next");
            assertThat(wire.readResponse().body()).contains("slow", "next",
                    "\"reset\":false");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost : a\r\n\r\n", "hello\r\n\r\n",
            "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
            "POST /notifications HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
            "POST /notifications HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
            "POST /notifications HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n"})
    void whatIsNoHttpIsRefusedAndEnded(String bytes) throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            wire.send(bytes);

            assertThat(wire.readToEnd()).matches("(?s)HTTP/1\\.1 (4\\d\\d|505) .*");
        }
        assertThat(lab.status().get("published").intValue()).isZero();
    }

    @Test
    void hugeHeadIsRefused() throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            wire.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(20_000)
                    + "\r\n\r\n");

            assertThat(wire.readToEnd()).startsWith("HTTP/1.1 431 ");
        }
    }

    /** A body of two megabytes for a reader that takes none of it. */
    @Test
    void readerThatNeverReadsHoldsNobodyUp() throws Exception {
        for (int i = 0; i < 100; i++) {
            feed.publish(new FeedSimulator(i).next(2_000));
        }
        List<Wire> greedy = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            greedy.add(Wire.open(server.uri(), 4_096).request("GET",
                    "/notifications?after=earliest"));
            greedy.get(i).request("GET", "/notifications?after=earliest");
        }

        lab.publish("news");

        for (Wire wire : greedy) {
            wire.reset();
        }
        for (int i = 0; i < greedy.size(); i++) {
            assertThat(closed.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .isNotNull();
        }
        assertThat(lab.status().get("published").intValue()).isEqualTo(101);
    }

    @Test
    void stoppedServerLeavesNoThread() {
        String prefix = "lab-";
        lab.publish("news");

        server.close();

        assertThat(threads(prefix)).allSatisfy(thread -> {
            thread.join(Wire.LIMIT.toMillis());
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        });
        assertThat(feed.wakeUpCount()).isZero();
    }

    private static Set<Thread> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .collect(Collectors.toSet());
    }
}

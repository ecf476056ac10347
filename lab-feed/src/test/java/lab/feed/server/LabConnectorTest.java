package lab.feed.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lab.testkit.Wire;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit for the first request. */
class LabConnectorTest {

    private static final Duration NEVER = Duration.ofHours(1);

    /** Requests that have been handed on, to be answered. */
    private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();
    private final BlockingQueue<EndPoint> closed = new LinkedBlockingQueue<>();
    private final Server server = new Server();
    private LabConnector connector;

    private record Held(Request request, Response response, Callback callback) {

        void answer() {
            Content.Sink.write(response, true, "answer", callback);
        }
    }

    private URI start(Duration firstRequest) throws Exception {
        Tap tap = new Tap() {
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
        };
        connector = new LabConnector(server, new HttpConfiguration(),
                Settings.forTests(), tap, firstRequest);
        server.addConnector(connector);
        WholeRequests whole = new WholeRequests(10);
        ((Handler.Wrapper) whole.getHandler())
                .setHandler(new Handler.Abstract.NonBlocking() {
                    @Override
                    public boolean handle(Request request, Response response,
                            Callback callback) {
                        held.add(new Held(request, response, callback));
                        return true;
                    }
                });
        server.setHandler(whole);
        server.start();
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "GET / HTTP/1.1\r\nHost: a\r\n", "\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n123456789",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n1\r\n"})
    void connectionWhoseFirstRequestDoesNotComeIsEnded(String begun) throws Exception {
        URI uri = start(Duration.ofMillis(100));

        try (Wire wire = Wire.open(uri)) {
            wire.send(begun);

            assertThat(wire.readToEnd()).doesNotContain("200 OK");
            assertThat(closed.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .isNotNull();
        }
    }

    /** Blank lines may come before a request (RFC 9112 §2.2), and would never end. */
    @Test
    void byteAfterByteDoesNotProlongTheLimit() throws Exception {
        URI uri = start(Duration.ofMillis(100));

        try (Wire wire = Wire.open(uri)) {
            assertThatThrownBy(() -> {
                for (long start = System.nanoTime(); System.nanoTime()
                        - start < Wire.LIMIT.toNanos();) {
                    wire.send("\r\n");
                }
            }).isInstanceOf(IOException.class);
        }
    }

    @Test
    void requestThatHasComeIsHeldAsLongAsItTakes() throws Exception {
        URI uri = start(Duration.ofSeconds(1));

        try (Wire polling = Wire.open(uri).request("GET", "/");
                Wire silent = Wire.open(uri)) {
            Held request = held.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(silent.readToEnd()).isEmpty(); // connected later, so its limit is later
            request.answer();

            assertThat(polling.readBlock()).startsWith("HTTP/1.1 200 OK\n");
        }
    }

    @Test
    void connectionThatHasAskedOnceMayBeSilent() throws Exception {
        URI uri = start(Duration.ofSeconds(1));

        try (Wire asking = Wire.open(uri).request("GET", "/");
                Wire silent = Wire.open(uri)) {
            held.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS).answer();
            assertThat(asking.readResponse().body()).isEqualTo("answer");
            assertThat(silent.readToEnd()).isEmpty();
            asking.request("GET", "/");
            held.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS).answer();

            assertThat(asking.readResponse().body()).isEqualTo("answer");
        }
    }

    @Test
    void requestIsHandedOnWhenItIsWhole() throws Exception {
        URI uri = start(NEVER);

        try (Wire slow = Wire.open(uri); Wire quick = Wire.open(uri)) {
            slow.send(
                    "POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n123456789");
            quick.request("GET", "/quick");
            Held first = held.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(first.request().getHttpURI().getPath()).isEqualTo("/quick");
            first.answer();
            slow.send("0");
            Held second = held.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS);

            assertThat(second.request().getHttpURI().getPath()).isEqualTo("/slow");
            assertThat(Content.Source.asString(second.request()))
                    .isEqualTo("1234567890");
            second.answer();
        }
    }

    @Test
    void longerRequestThanAnyRouteTakesIsHandedOnUnread() throws Exception {
        URI uri = start(NEVER);

        try (Wire wire = Wire.open(uri)) {
            wire.request("POST", "/", "Content-Length: 11");
            Held request = held.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS);

            assertThat(request.request().getLength()).isEqualTo(11);
            request.answer();
        }
    }

    @Test
    void connectionsThatHaveEndedLeaveNothingBehind() throws Exception {
        URI uri = start(NEVER);

        for (int i = 0; i < 20; i++) {
            try (Wire wire = Wire.open(uri)) {
                wire.send("GET");
            }
            assertThat(closed.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .isNotNull();
        }

        long start = System.nanoTime();
        while (!connector.getConnectedEndPoints().isEmpty()) { // the tap is told a moment earlier
            assertThat(System.nanoTime() - start).isLessThan(Wire.LIMIT.toNanos());
        }
    }
}

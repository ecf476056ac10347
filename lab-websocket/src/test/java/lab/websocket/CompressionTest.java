package lab.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import lab.feed.NotificationDraft;
import lab.feed.Severity;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import lab.testkit.WsWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Extensions (RFC 6455 §9.1), of which there is one: permessage-deflate (RFC 7692). */
class CompressionTest {

    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";
    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int RSV1_RSV2_RSV3 = 0x70;
    /** What a sender leaves away at the end of each message (§7.2.1). */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private final LabServer server = WebSocketServer.start(Settings.forTests());
    private final LabClient lab = new LabClient(server.uri());

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
            "/ws, X-Nothing: offered",
            "/ws, Sec-WebSocket-Extensions: permessage-deflate",
            "/ws?deflate=false, Sec-WebSocket-Extensions: permessage-deflate",
            "/ws?deflate=true, X-Nothing: offered",
            "/ws?deflate=true, Sec-WebSocket-Extensions: x-unknown",
            "/ws?deflate=true, Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=10"})
    void noExtensionUnlessOfferedAndAskedFor(String target, String field)
            throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            assertThat(WsWire.requestHandshake(wire, target, field))
                    .startsWith("HTTP/1.1 101 ")
                    .doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
        }
    }

    @Test
    void theExtensionIsAcceptedIfOfferedAndAskedFor() throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            assertThat(WsWire.requestHandshake(wire, "/ws?deflate=true", OFFER))
                    .startsWith("HTTP/1.1 101 ")
                    .contains("Sec-WebSocket-Extensions: permessage-deflate");
        }
    }

    @Test
    void withoutItNoReservedBitIsSet() throws IOException {
        try (WsWire client = WsWire.handshake(Wire.open(server.uri()), "/ws", OFFER)) {
            assertThat(client.readFrame().firstByte()).isEqualTo(FIN | WsWire.TEXT);

            lab.publish("plain");

            WsWire.Frame notification = client.readFrame();
            assertThat(notification.firstByte()).isEqualTo(FIN | WsWire.TEXT);
            assertThat(notification.text()).contains("\"title\":\"plain\"");
        }
    }

    @Test
    void withItMessagesHaveRsv1AndInflate() throws IOException {
        try (Client client = new Client(server.uri())) {
            lab.publish("first");
            lab.publish("second");

            assertThat(client.next().get("title").textValue()).isEqualTo("first");
            assertThat(client.next().get("title").textValue()).isEqualTo("second");
        }
    }

    @Test
    void repeatedTextGetsShort() throws IOException {
        try (Client client = new Client(server.uri())) {
            NotificationDraft draft = new NotificationDraft("test", Severity.INFO, "x",
                    "Yes. ".repeat(400));
            server.feed().publish(draft);

            assertThat(client.next().get("body").textValue()).hasSize(2_000);
            assertThat(client.bytesOfLastMessage).isLessThan(250);
        }
    }

    @Test
    void compressedMessagesOfTheClientAreUnderstood() throws IOException {
        try (Client client = new Client(server.uri())) {
            client.send("{\"type\":\"ping\",\"ref\":\"compressed\"}");
            assertThat(client.next().get("ref").textValue()).isEqualTo("compressed");

            client.ws.sendText("{\"type\":\"ping\",\"ref\":\"plain\"}"); // a sender may choose (§6.1)
            assertThat(client.next().get("ref").textValue()).isEqualTo("plain");
        }
    }

    @Test
    void controlFramesAreNeverCompressed() throws IOException {
        try (Client client = new Client(server.uri())) {
            client.ws.send(WsWire.PING, "Hello".getBytes(StandardCharsets.US_ASCII));
            WsWire.Frame pong = client.ws.readFrame();
            assertThat(pong.firstByte()).isEqualTo(FIN | WsWire.PONG);
            assertThat(pong.text()).isEqualTo("Hello");

            client.ws.sendFrame(FIN | RSV1 | WsWire.PING, new byte[0]);
            WsWire.Frame close = client.ws.readFrame();
            assertThat(close.firstByte()).isEqualTo(FIN | WsWire.CLOSE);
            assertThat(close.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void aMessageThatInflatesOverTheLimitIsTooBig() throws IOException {
        try (Client client = new Client(server.uri())) {
            client.send(" ".repeat(1_000_000));

            assertThat(client.ws.readFrame().closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void whatDoesNotInflateFails() throws IOException {
        try (Client client = new Client(server.uri())) {
            client.ws.sendFrame(FIN | RSV1 | WsWire.TEXT,
                    new byte[]{(byte) 0xFF, (byte) 0xFF, (byte) 0xFF});

            assertThat(client.ws.readFrame().opcode()).isEqualTo(WsWire.CLOSE);
            assertThat(client.ws.wire().readToEnd()).isEmpty();
        }
    }

    @Test
    void compressedAndPlainClientsReceiveTheSame() throws IOException {
        try (Client compressed = new Client(server.uri());
                WsWire plain = WsWire.open(server.uri(), "/ws")) {
            for (int i = 0; i < 500; i++) {
                server.feed().publish(new NotificationDraft("test", Severity.INFO,
                        "Order " + i, "x".repeat(i)));
            }

            for (int i = 0; i < 500; i++) {
                assertThat(compressed.next()).isEqualTo(plain.readMessage());
            }
        }
    }

    /** What Jetty refuses to queue would be missing from the middle of the stream. */
    @Test
    void whoAsksWithoutReadingIsCut() throws IOException {
        try (Client client = new Client(server.uri())) {
            fillSocket();
            CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> {
                assertThatExceptionOfType(SocketException.class).isThrownBy(() -> {
                    for (;;) {
                        client.ws.sendText("{\"type\":\"ping\"}");
                    }
                });
            });

            assertThat(flood).succeedsWithin(Wire.LIMIT);
            lab.awaitStatus("clients", 0);
        }
    }

    /** With more than a kernel buffers, of what does not get much shorter. */
    private void fillSocket() {
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            String body = random.ints(2_000, '!', '~').collect(StringBuilder::new,
                    StringBuilder::appendCodePoint, StringBuilder::append).toString();
            server.feed().publish(
                    new NotificationDraft("test", Severity.INFO, "filler", body));
        }
    }

    /** A client that has negotiated compression. */
    private static final class Client implements AutoCloseable {

        private final WsWire ws;
        private final Inflater inflater = new Inflater(true);
        private int bytesOfLastMessage;

        Client(URI server) throws IOException {
            ws = WsWire.handshake(Wire.open(server, 4_096), "/ws?deflate=true", OFFER);
            assertThat(next().get("type").textValue()).isEqualTo("ack");
        }

        /** Reads one message; only its first frame may have RSV1 (§6.1). */
        JsonNode next() throws IOException {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            WsWire.Frame frame = ws.readFrame();
            assertThat(frame.firstByte() & ~FIN).isEqualTo(RSV1 | WsWire.TEXT);
            message.writeBytes(frame.payload());
            while (!frame.fin()) {
                frame = ws.readFrame();
                assertThat(frame.firstByte() & RSV1_RSV2_RSV3).isZero();
                message.writeBytes(frame.payload());
            }
            bytesOfLastMessage = message.size();
            message.writeBytes(TAIL);
            return LabClient.parse(inflate(message.toByteArray()));
        }

        void send(String text) throws IOException {
            Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
            deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
            byte[] buffer = new byte[16_384];
            int length = deflater.deflate(buffer, 0, buffer.length,
                    Deflater.SYNC_FLUSH);
            deflater.end();
            ws.sendFrame(FIN | RSV1 | WsWire.TEXT,
                    Arrays.copyOf(buffer, length - TAIL.length));
        }

        private String inflate(byte[] compressed) {
            inflater.setInput(compressed);
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            byte[] buffer = new byte[4_096];
            try {
                for (int n = inflater.inflate(buffer); n > 0; n = inflater
                        .inflate(buffer)) {
                    text.write(buffer, 0, n);
                }
            } catch (DataFormatException notDeflated) {
                throw new AssertionError(notDeflated);
            }
            return text.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            inflater.end();
            ws.close();
        }
    }
}

package lab.comparison.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SocketIoProtocolTest {

    private static final String UPGRADED = "HTTP/1.1 101 Switching Protocols\r\n\r\n";

    private final Recorder recorder = new Recorder();
    private final SocketIoProtocol protocol = new SocketIoProtocol(recorder);

    @Test
    void aConversationMayBeSplitAnywhere() {
        byte[] bytes = bytes(UPGRADED + frame("0{\"sid\":\"a\"}")
                + frame("40{\"sid\":\"b\"}")
                + frame("2") + frame("42[\"notification\",\"x\"]") + frame("43170[]"));
        IntStream.range(0, bytes.length).forEach(split -> {
            Recorder heard = new Recorder();
            SocketIoProtocol client = new SocketIoProtocol(heard);

            client.received(bytes, split);
            byte[] rest = new byte[bytes.length - split];
            System.arraycopy(bytes, split, rest, 0, rest.length);
            client.received(rest, rest.length);

            assertThat(heard.log.toString()).as("split at byte %d", split).isEqualTo(
                    "<40><connected><3>[\"notification\",\"x\"]<ack 170>");
        });
    }

    @Test
    void aPublishIsAnEventToBeAcknowledged() {
        ByteBuffer frame = SocketIoProtocol.publish(7, "text");

        assertThat(payload(frame)).isEqualTo("427[\"publish\",\"text\"]");
    }

    @Test
    void aServerThatRefusesTheNamespaceIsAnError() {
        receive(UPGRADED);

        assertThatThrownBy(() -> receive(frame("44{\"message\":\"no\"}")))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessage("The server sent Socket.IO packet type '4'");
    }

    @Test
    void aServerThatEndsTheSessionIsAnError() {
        receive(UPGRADED);

        assertThatThrownBy(() -> receive(frame("1")))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessage("The server sent Engine.IO packet type '1'");
    }

    @Test
    void aServerThatDoesNotUpgradeIsAnError() {
        assertThatThrownBy(() -> receive("HTTP/1.1 400 Bad Request\r\n\r\n"))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessage("Status must be 101, was 400");
    }

    private void receive(String text) {
        byte[] bytes = bytes(text);
        protocol.received(bytes, bytes.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String frame(String text) {
        return "\u0081" + (char) text.length() + text;
    }

    /** Of a short masked frame, whose key changes nothing. */
    private static String payload(ByteBuffer frame) {
        return new String(frame.array(), 6, frame.limit() - 6,
                StandardCharsets.US_ASCII);
    }

    private static final class Recorder implements SocketIoProtocol.Handler {

        private final StringBuilder log = new StringBuilder();

        @Override
        public void write(ByteBuffer frame) {
            log.append('<').append(payload(frame)).append('>');
        }

        @Override
        public void connected() {
            log.append("<connected>");
        }

        @Override
        public void event(byte[] bytes, int from, int to) {
            log.append(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
        }

        @Override
        public void acknowledged(int id) {
            log.append("<ack ").append(id).append('>');
        }
    }
}

package lab.websocket;

import static lab.testkit.WsWire.BINARY;
import static lab.testkit.WsWire.CLOSE;
import static lab.testkit.WsWire.CONTINUATION;
import static lab.testkit.WsWire.PING;
import static lab.testkit.WsWire.PONG;
import static lab.testkit.WsWire.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import lab.testkit.WsWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames, right and wrong, as RFC 6455 §5 to §8 has them; its examples where it has some. */
class FramingTest {

    private static final int FIN = 0x80;
    private static final int MAX_MESSAGE_BYTES = 8 * 1024;
    private static final String PING_MESSAGE = "{\"type\":\"ping\"}";

    private final LabServer server = WebSocketServer.start(Settings.forTests());
    private final LabClient lab = new LabClient(server.uri());
    private WsWire client;

    @BeforeEach
    void connect() throws IOException {
        client = WsWire.open(server.uri(), "/ws");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    /** §5.1: "a single-frame unmasked text message" is an example for servers only. */
    @Test
    void clientFramesMustBeMasked() throws IOException {
        client.wire().send(bytes("810548656c6c6f"));

        assertFails(1002);
    }

    @Test
    void serverFramesAreNotMasked() throws IOException {
        lab.publish("Hello");

        assertThat(client.wire().read(2)[1] & 0x80).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x20, 0x10, 0x70})
    void reservedBitsMustBeZeroUnlessNegotiated(int reserved) throws IOException {
        client.sendFrame(FIN | reserved | TEXT, utf8(PING_MESSAGE));

        assertFails(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF})
    void unknownOpcodesFail(int opcode) throws IOException {
        client.sendFrame(FIN | opcode, new byte[0]);

        assertFails(1002);
    }

    /** §5.2: the most significant bit of a 64-bit length is 0. */
    @Test
    void aNegativeLengthFails() throws IOException {
        client.wire().send(bytes("81ff" + "8000000000000001" + "37fa213d"));

        assertThat(client.readFrame().closeCode()).isIn(1002, 1009);
        assertThat(client.wire().readToEnd()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"89fe0005", "81fe0005", "81fe007d", "81ff0000000000000005",
            "81ff000000000000ffff"})
    void lengthsMustBeInTheShortestForm(String header) throws IOException {
        client.wire().send(bytes(header + "37fa213d" + "7f9f4d5158"));

        assertFails(1002);
    }

    @Test
    void controlFramesHaveAtMost125Bytes() throws IOException {
        client.send(PING, new byte[126]);

        assertFails(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {PING, PONG, CLOSE})
    void controlFramesMustBeFinal(int opcode) throws IOException {
        client.sendFrame(opcode, new byte[0]);

        assertFails(1002);
    }

    /** The fragments of §5.7, of which the payload is ours, with a ping in between (§5.4). */
    @Test
    void controlFramesMayComeBetweenFragments() throws IOException {
        client.sendFrame(TEXT, utf8("{\"type\""));
        client.send(PING, utf8("between"));
        client.sendFrame(CONTINUATION, utf8(":\"pi"));
        client.sendFrame(CONTINUATION, new byte[0]);
        client.sendFrame(FIN | CONTINUATION, utf8("ng\",\"ref\":\"1\"}"));

        assertThat(client.readFrame())
                .isEqualTo(new WsWire.Frame(FIN | PONG, utf8("between")));
        assertThat(client.readMessage().get("ref").textValue()).isEqualTo("1");
    }

    /** They are no part of the message, and do not count towards its limit. */
    @Test
    void controlFramesMayComeWithinAMessageOfTheLimit() throws IOException {
        client.sendFrame(TEXT, utf8(
                PING_MESSAGE + " ".repeat(MAX_MESSAGE_BYTES - PING_MESSAGE.length())));
        client.send(PING, utf8("between"));
        client.sendFrame(FIN | CONTINUATION, new byte[0]);

        assertThat(client.readFrame())
                .isEqualTo(new WsWire.Frame(FIN | PONG, utf8("between")));
        assertThat(client.readMessage().get("type").textValue()).isEqualTo("pong");
    }

    @Test
    void aContinuationNeedsABeginning() throws IOException {
        client.sendFrame(FIN | CONTINUATION, utf8(PING_MESSAGE));

        assertFails(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {TEXT, BINARY})
    void aMessageMustEndBeforeTheNextBegins(int opcode) throws IOException {
        client.sendFrame(TEXT, utf8("{\"type\""));
        client.sendFrame(FIN | opcode, utf8(PING_MESSAGE));

        assertFails(1002);
    }

    /** The masked ping and its pong of §5.7. */
    @Test
    void aPongRepeatsThePayload() throws IOException {
        client.wire().send(bytes("898537fa213d7f9f4d5158"));

        assertThat(client.wire().read(7)).asHexString().isEqualTo("8A0548656C6C6F");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 124, 125})
    void aPongRepeatsPayloadsOfEveryLength(int length) throws IOException {
        byte[] payload = new byte[length];
        Arrays.fill(payload, (byte) 0xFE); // no UTF-8: a ping carries bytes

        client.send(PING, payload);

        assertThat(client.readFrame()).isEqualTo(new WsWire.Frame(FIN | PONG, payload));
    }

    @Test
    void anUnsolicitedPongIsNotAnswered() throws IOException {
        client.send(PONG, utf8("I am here"));
        client.send(PING, utf8("fence"));

        assertThat(client.readFrame())
                .isEqualTo(new WsWire.Frame(FIN | PONG, utf8("fence")));
    }

    /** §8.1; the bytes are those of the Autobahn test suite, section 6.3. */
    @ParameterizedTest
    @ValueSource(strings = {"cebae1bdb9cf83cebcceb5eda080656469746564", "c0af",
            "f4908080", "ff", "80", "ce",
            "e282", "f09f98"})
    void textMustBeUtf8(String payload) throws IOException {
        client.send(TEXT, bytes(payload));

        assertFails(1007);
    }

    @ParameterizedTest
    @CsvSource({"22c3, 28", "22e282, 28ac", "22f09f, 2298", "22eda0, 8022"})
    void textMustBeUtf8OverFragmentsToo(String first, String second)
            throws IOException {
        client.sendFrame(TEXT, bytes(first));
        client.sendFrame(FIN | CONTINUATION, bytes(second));

        assertFails(1007);
    }

    @Test
    void aCharacterMayBeSplitOverFragments() throws IOException {
        byte[] message = utf8("{\"type\":\"ping\",\"ref\":\"😀\"}");
        for (int i = 0; i < message.length; i++) {
            int fin = i == message.length - 1 ? FIN : 0;
            client.sendFrame(fin | (i == 0 ? TEXT : CONTINUATION),
                    new byte[]{message[i]});
        }

        assertThat(client.readMessage().get("ref").textValue()).isEqualTo("😀");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1011, 3000, 4999})
    void closeIsEchoedAndTheConnectionEnded(int code) throws IOException {
        client.send(CLOSE, closePayload(code, "done"));

        assertFails(code);
    }

    @Test
    void aCloseWithoutACodeIsEchoedWithoutACode() throws IOException {
        client.send(CLOSE, new byte[0]);

        assertThat(client.readFrame())
                .isEqualTo(new WsWire.Frame(FIN | CLOSE, new byte[0]));
        assertThat(client.wire().readToEnd()).isEmpty();
    }

    @Test
    void nothingFollowsAClose() throws IOException {
        client.send(CLOSE, closePayload(1000, ""));
        client.sendText(PING_MESSAGE);

        assertThat(client.readFrame().closeCode()).isEqualTo(1000);
        lab.awaitStatus("clients", 0);
        lab.publish("too late");
        assertThat(client.wire().readToEnd()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000,
            65535})
    void codesThatMayNotBeSentFail(int code) throws IOException {
        client.send(CLOSE, closePayload(code, ""));

        assertFails(1002);
    }

    @Test
    void aCloseHasNoneOrTwoBytesOfCode() throws IOException {
        client.send(CLOSE, new byte[]{3});

        assertFails(1002);
    }

    @Test
    void aReasonMayHave123Bytes() throws IOException {
        client.send(CLOSE, closePayload(1000, "é".repeat(61) + "e"));

        assertFails(1000);
    }

    @Test
    void aReasonMayNotHave124Bytes() throws IOException {
        client.send(CLOSE, closePayload(1000, "é".repeat(62)));

        assertFails(1002);
    }

    @Test
    void aReasonMustBeUtf8() throws IOException {
        client.send(CLOSE, bytes("03e8" + "c0af"));

        assertThat(client.readFrame().closeCode()).isIn(1002, 1007);
        assertThat(client.wire().readToEnd()).isEmpty();
    }

    @Test
    void aMessageOfTheLimitIsRead() throws IOException {
        String padded = PING_MESSAGE
                + " ".repeat(MAX_MESSAGE_BYTES - PING_MESSAGE.length());

        client.sendText(padded);

        assertThat(client.readMessage().get("type").textValue()).isEqualTo("pong");
    }

    @Test
    void aMessageOverTheLimitIsTooBig() throws IOException {
        client.send(TEXT, new byte[MAX_MESSAGE_BYTES + 1]);

        assertFails(1009);
    }

    @Test
    void fragmentsOverTheLimitAreTooBig() throws IOException {
        client.sendFrame(TEXT, new byte[MAX_MESSAGE_BYTES]);
        client.sendFrame(CONTINUATION, new byte[1]);

        assertFails(1009);
    }

    /** Before it has come in: 1 TiB would not fit anywhere. */
    @Test
    void aLengthOverTheLimitIsTooBig() throws IOException {
        client.wire().send(bytes("81ff" + "0000010000000000" + "37fa213d"));

        assertFails(1009);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void binaryIsNotUnderstood(int length) throws IOException {
        client.send(BINARY, new byte[length]);

        assertFails(1003);
    }

    @Test
    void aStoppingServerGoesAway() throws IOException {
        server.close();

        assertFails(1001);
    }

    @Test
    void reasonsHaveAtMost123Bytes() throws IOException {
        server.close();

        assertThat(client.readFrame().payload().length).isBetween(3, 125);
    }

    /** The next frame closes with this code, then the server ends the connection (§7.1.1). */
    private void assertFails(int code) throws IOException {
        WsWire.Frame frame = client.readFrame();
        assertThat(frame.firstByte()).isEqualTo(FIN | CLOSE);
        assertThat(frame.closeCode()).isEqualTo(code);
        assertThat(client.wire().readToEnd()).isEmpty();
    }

    private static byte[] closePayload(int code, String reason) {
        byte[] text = utf8(reason);
        return ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text)
                .array();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

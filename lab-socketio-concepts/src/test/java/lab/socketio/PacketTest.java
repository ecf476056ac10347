package lab.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import lab.engineio.EngineMessage;
import lab.feed.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the protocol document, "Packet encoding" and "Sample session". */
class PacketTest {

    private final PacketDecoder decoder = new PacketDecoder();

    @ParameterizedTest
    @ValueSource(strings = {
            "0", "0{\"token\":\"123\"}", "0/admin,{\"token\":\"123\"}", "1", "1/admin,",
            "2[\"foo\"]", "2/admin,[\"bar\"]", "212[\"foo\"]", "3/admin,13[]",
            "30[\"a\",1,true,null]", "4{\"message\":\"Not authorized\"}",
            "4/admin,{\"message\":\"Not authorized\"}"})
    void whatIsDecodedIsEncodedAsItWas(String text) {
        Packet packet = decoder.add(EngineMessage.text(text));

        assertThat(texts(packet)).containsExactly(text);
    }

    @Test
    void everyPartHasItsPlace() {
        Packet packet = decoder
                .add(EngineMessage.text("2/admin,456[\"project:delete\",123]"));

        assertThat(packet).isEqualTo(new Packet(Packet.Type.EVENT, "/admin", 456L,
                Json.parse("[\"project:delete\",123]")));
    }

    @Test
    void binaryValuesTravelBesideTheJson() {
        Packet packet = Packet.event("/admin", 456L, "project:delete",
                new byte[]{1}, Map.of("deep", List.of(new byte[]{2, 3})));

        List<EngineMessage> messages = packet.encode();

        assertThat(messages.get(0).text()).isEqualTo("52-/admin,456[\"project:delete\","
                + "{\"_placeholder\":true,\"num\":0},"
                + "{\"deep\":[{\"_placeholder\":true,\"num\":1}]}]");
        assertThat(messages.get(1).bytes()).containsExactly(1);
        assertThat(messages.get(2).bytes()).containsExactly(2, 3);
    }

    @Test
    void aPacketIsCompleteWithItsLastAttachment() {
        assertThat(
                decoder.add(EngineMessage.text("62-7[{\"_placeholder\":true,\"num\":1},"
                        + "{\"_placeholder\":true,\"num\":0}]")))
                .isNull();
        assertThat(decoder.add(EngineMessage.binary(new byte[]{1}))).isNull();

        Packet packet = decoder.add(EngineMessage.binary(new byte[]{2}));

        assertThat(packet.type()).isEqualTo(Packet.Type.ACK);
        assertThat(packet.id()).isEqualTo(7);
        assertThat(packet.data().get(0)).isEqualTo(BinaryNode.valueOf(new byte[]{2}));
        assertThat(packet.data().get(1)).isEqualTo(BinaryNode.valueOf(new byte[]{1}));
    }

    @Test
    void noAttachmentIsNothingToWaitFor() {
        assertThat(decoder.add(EngineMessage.text("50-[\"a\"]")).data().path(0)
                .textValue())
                .isEqualTo("a");
        assertThat(decoder.add(EngineMessage.text("2[\"b\"]"))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "``              | A packet's type must be in 0..6, was \"\"",
            "x[\"a\"]        | A packet's type must be in 0..6",
            "7[\"a\"]        | A packet's type must be in 0..6, was \"7[\\\"a\\\"]\"",
            "0[]             | CONNECT must carry an object, was \"0[]\"",
            "0\"a\"          | CONNECT must carry an object",
            "1{}             | DISCONNECT must carry nothing",
            "2               | EVENT must carry an array that begins with a name",
            "2{}             | EVENT must carry an array that begins with a name",
            "2[]             | EVENT must carry an array that begins with a name",
            "2[1]            | EVENT must carry an array that begins with a name",
            "2[\"connect\"]  | not a reserved one",
            "2[\"disconnecting\"] | not a reserved one",
            "2[\"newListener\"]   | not a reserved one",
            "2[\"a\"         | JSON must be well-formed",
            "2[\"a\"]x       | JSON must be well-formed",
            "2-1[\"a\"]      | JSON must be well-formed",
            "21.5[\"a\"]     | JSON must be well-formed",
            "29007199254740992[\"a\"] | An acknowledgement's id must be in 0..9007199254740991",
            "299999999999999999999[\"a\"] | was \"99999999999999999999\"",
            "3               | ACK must carry an array",
            "31{}            | ACK must carry an array",
            "4[]             | CONNECT_ERROR must carry an object",
            "5[\"a\"]        | The number of attachments must be in 0..10 and end with '-'",
            "51[\"a\"]       | The number of attachments must be in 0..10 and end with '-'",
            "5a-[\"a\"]      | The number of attachments must be in 0..10",
            "511-[\"a\"]     | The number of attachments must be in 0..10",
            "599999999999-[] | The number of attachments must be in 0..10"})
    void whatIsWrongIsSaid(String text, String message) {
        assertThatThrownBy(() -> decoder.add(EngineMessage.text(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message.replace("\\\"", "\""));
    }

    @Test
    void aLongNamespaceIsRefused() {
        String text = "0/" + "x".repeat(10_000) + ",";

        assertThatThrownBy(() -> decoder.add(EngineMessage.text(text)))
                .hasMessage(
                        "A namespace must have at most 256 characters, was 10001 long");
    }

    @Test
    void deepJsonIsRefused() {
        String text = "2[\"a\"," + "[".repeat(10_000) + "]".repeat(10_000) + "]";

        assertThatThrownBy(() -> decoder.add(EngineMessage.text(text)))
                .hasMessageContaining(
                        "JSON must be well-formed and at most 16 levels deep");
    }

    @Test
    void anAttachmentMustBeAnnounced() {
        assertThatThrownBy(() -> decoder.add(EngineMessage.binary(new byte[]{1, 2})))
                .hasMessage("An attachment must be announced, was one of 2 bytes");
    }

    @Test
    void announcedAttachmentsMustFollow() {
        decoder.add(EngineMessage.text("52-[\"a\"]"));
        decoder.add(EngineMessage.binary(new byte[]{1}));

        assertThatThrownBy(() -> decoder.add(EngineMessage.text("2[\"b\"]")))
                .hasMessage("1 attachments must follow, was \"2[\"b\"]\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "0.5", "\"0\"", "null", "4294967296"})
    void aPlaceholderOutOfRangeIsRefused(String number) {
        decoder.add(EngineMessage.text(
                "51-[\"a\",{\"_placeholder\":true,\"num\":" + number + "}]"));

        assertThatThrownBy(() -> decoder.add(EngineMessage.binary(new byte[]{1})))
                .hasMessage("A placeholder's number must be in 0..0, was " + number);
    }

    @Test
    void whatLooksLikeAPlaceholderInAPlainEventIsData() {
        Packet packet = decoder
                .add(EngineMessage.text("2[\"a\",{\"_placeholder\":true,\"num\":5}]"));

        assertThat(packet.data().path(1).path("num").intValue()).isEqualTo(5);
        assertThat(packet.data().path(2)).isEqualTo(MissingNode.getInstance());
    }

    private static List<String> texts(Packet packet) {
        return packet.encode().stream().map(EngineMessage::text).toList();
    }
}

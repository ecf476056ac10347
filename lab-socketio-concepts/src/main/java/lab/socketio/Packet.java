package lab.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lab.engineio.EngineMessage;
import lab.feed.Json;

/**
 * One packet (Socket.IO protocol v5, "Packet types"). As text:
 *
 * <pre>
 * type [attachments "-"] [namespace ","] [id] [JSON]
 * 2["hello",1]          EVENT in the namespace "/"
 * 2/admin,12["hello"]   EVENT in "/admin" that wants to be acknowledged under 12
 * 51-["photo",{"_placeholder":true,"num":0}]   EVENT with one attachment, which follows
 * </pre>
 *
 * @param id under which an acknowledgement is wanted or given; null if none is
 * @param data an array for EVENT and ACK; binary values are {@code BinaryNode}s; null if there is none
 */
public record Packet(Type type, String namespace, Long id, JsonNode data) {

    /** In the order of their numbers. */
    public enum Type {
        CONNECT, DISCONNECT, EVENT, ACK, CONNECT_ERROR;

        /** BINARY_EVENT is 5 and BINARY_ACK 6: the type without attachments, and three. */
        static final int BINARY = 3;
    }

    static Packet event(String namespace, Long id, String name, Object... args) {
        ArrayNode data = array(args);
        data.insert(0, name);
        return new Packet(Type.EVENT, namespace, id, data);
    }

    static ArrayNode array(Object... values) {
        return (ArrayNode) Json.tree(values);
    }

    /** What goes over the connection: the text, then its attachments. To be made once for all who get it. */
    public List<EngineMessage> encode() {
        List<byte[]> attachments = new ArrayList<>();
        JsonNode json = data == null ? null : Attachments.detach(data, attachments);
        StringBuilder text = new StringBuilder();
        if (attachments.isEmpty()) {
            text.append(type.ordinal());
        } else {
            text.append(type.ordinal() + Type.BINARY).append(attachments.size())
                    .append('-');
        }
        if (!namespace.equals("/")) {
            text.append(namespace).append(',');
        }
        if (id != null) {
            text.append(id);
        }
        if (json != null) {
            text.append(new String(Json.bytes(json), StandardCharsets.UTF_8));
        }
        List<EngineMessage> messages = new ArrayList<>();
        messages.add(EngineMessage.text(text.toString()));
        attachments.forEach(bytes -> messages.add(EngineMessage.binary(bytes)));
        return messages;
    }
}

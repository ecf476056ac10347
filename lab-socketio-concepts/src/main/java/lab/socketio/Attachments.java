package lab.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Binary values leave the JSON and travel beside it; a placeholder says which belongs where:
 * {@code {"_placeholder":true,"num":0}} (Socket.IO protocol v5, "Sending and receiving data").
 */
final class Attachments {

    private static final String PLACEHOLDER = "_placeholder";
    private static final String NUMBER = "num";

    private Attachments() {
    }

    /** Returns the JSON with a placeholder for each binary value, and adds their bytes. */
    static JsonNode detach(JsonNode data, List<byte[]> attachments) {
        if (!hasBinary(data)) {
            return data;
        }
        return replace(data, value -> {
            if (!value.isBinary()) {
                return null;
            }
            attachments.add(((BinaryNode) value).binaryValue());
            return JsonNodeFactory.instance.objectNode()
                    .put(PLACEHOLDER, true).put(NUMBER, attachments.size() - 1);
        });
    }

    /** @throws IllegalArgumentException if a placeholder asks for what did not come */
    static JsonNode attach(JsonNode data, List<byte[]> attachments) {
        return replace(data, value -> {
            if (!value.path(PLACEHOLDER).isBoolean()
                    || !value.path(PLACEHOLDER).booleanValue()) {
                return null;
            }
            JsonNode number = value.path(NUMBER);
            if (!number.isInt() || number.intValue() < 0
                    || number.intValue() >= attachments.size()) {
                throw new IllegalArgumentException(
                        "A placeholder's number must be in 0..%d, was %s"
                                .formatted(attachments.size() - 1, number));
            }
            return BinaryNode.valueOf(attachments.get(number.intValue()));
        });
    }

    private static boolean hasBinary(JsonNode value) {
        if (value.isContainerNode()) {
            for (JsonNode child : value) {
                if (hasBinary(child)) {
                    return true;
                }
            }
        }
        return value.isBinary();
    }

    /** A copy in which each value for which there is something else is replaced by it. */
    private static JsonNode replace(JsonNode value, UnaryOperator<JsonNode> other) {
        JsonNode found = other.apply(value);
        if (found != null) {
            return found;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(each -> copy.add(replace(each, other)));
            return copy;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(each -> copy.set(each.getKey(),
                    replace(each.getValue(), other)));
            return copy;
        }
        return value;
    }
}

package lab.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;
import lab.feed.After;
import lab.feed.InvalidInput;
import lab.feed.Json;
import lab.feed.Topics;

/**
 * What a client says: a text message with one JSON object.
 *
 * <pre>
 * {"type":"publish","ref":"1","topic":"orders","severity":"info","title":"…","body":"…"}
 * {"type":"subscribe","ref":"2","after":"k3f9-42","topics":["orders","builds"]}
 * {"type":"ping","ref":"3"}
 * </pre>
 *
 * {@code ref}, a text or a number, is optional; the answer repeats it.
 */
sealed interface ClientMessage {

    /** @param draft the message without {@code type} and {@code ref} */
    record Publish(JsonNode draft) implements ClientMessage {
    }

    /** Replaces the subscription; what the client has been sent already stays sent. */
    record Subscribe(After after, Topics topics) implements ClientMessage {
    }

    record Ping() implements ClientMessage {
    }

    /** @throws InvalidInput if it is none of the three */
    static ClientMessage parse(ObjectNode message) {
        String type = Json.text(message, "type");
        return switch (type) {
            case "publish" ->
                new Publish(message.deepCopy().without(Set.of("type", "ref")));
            case "subscribe" -> new Subscribe(after(message), topics(message));
            case "ping" -> new Ping();
            default -> throw InvalidInput.ofText("type",
                    "one of publish, subscribe, ping", type);
        };
    }

    /** @throws InvalidInput if it is not one JSON object */
    static ObjectNode parseObject(String text) {
        if (Json.parse(text) instanceof ObjectNode object) {
            return object;
        }
        throw InvalidInput.ofText("message", "a JSON object", text);
    }

    /**
     * The reference to repeat; null if there is none.
     *
     * @throws InvalidInput if it is neither a text nor a number, or longer than 64 characters
     */
    static JsonNode ref(ObjectNode message) {
        JsonNode ref = message.get("ref");
        if (ref != null && (!(ref.isTextual() || ref.isNumber())
                || ref.asText().length() > 64)) {
            throw InvalidInput.ofText("ref",
                    "a text or a number of at most 64 characters", ref.toString());
        }
        return ref;
    }

    private static After after(ObjectNode message) {
        return After.parse(
                message.hasNonNull("after") ? Json.text(message, "after") : null);
    }

    /** As in a query, {@code "a,b"}, or as a list. */
    private static Topics topics(ObjectNode message) {
        JsonNode topics = message.path("topics");
        if (!topics.isArray()) {
            return Topics.parse(
                    message.hasNonNull("topics") ? Json.text(message, "topics") : null);
        }
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode topic : topics) {
            if (!topic.isTextual()) {
                throw InvalidInput.ofText("topics", "a list of texts",
                        topics.toString());
            }
            names.add(topic.textValue());
        }
        return new Topics(names);
    }
}

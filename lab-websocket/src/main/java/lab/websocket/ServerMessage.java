package lab.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.feed.Batch;
import lab.feed.Json;
import lab.feed.Published;
import lab.feed.server.Problem;

/**
 * What the server says: text messages with one JSON object each.
 *
 * <pre>
 * {"type":"notification","cursor":"k3f9-42","topic":"orders", … }
 * {"type":"reset","cursor":"k3f9-0"}
 * {"type":"ack","ref":"1","cursor":"k3f9-42"}
 * {"type":"pong","ref":"3","cursor":"k3f9-42"}
 * {"type":"error","ref":"2","title":"Bad Request","status":400,"detail":"…", … }
 * </pre>
 *
 * The cursor of an answer is where the subscription stands: all before it has been sent
 * before. An {@code ack} without {@code ref} opens every connection.
 */
final class ServerMessage {

    /** One payload for each frame of a batch. */
    static final Batch.Encoding<List<ByteBuffer>> ENCODING = ServerMessage::encode;

    private static final byte[] NOTIFICATION = "{\"type\":\"notification\",".getBytes(StandardCharsets.US_ASCII);

    private ServerMessage() {
    }

    static ByteBuffer ack(JsonNode ref, String cursor) {
        return answer("ack", ref, Map.of("cursor", cursor));
    }

    static ByteBuffer pong(JsonNode ref, String cursor) {
        return answer("pong", ref, Map.of("cursor", cursor));
    }

    static ByteBuffer error(JsonNode ref, Problem problem) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("title", problem.title());
        fields.put("status", problem.status());
        fields.put("detail", problem.detail());
        if (problem.field() != null) {
            fields.put("field", problem.field());
            fields.put("rule", problem.rule());
            fields.put("value", problem.value());
        }
        return answer("error", ref, fields);
    }

    private static ByteBuffer answer(String type, JsonNode ref, Map<String, Object> fields) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", type);
        if (ref != null) {
            message.put("ref", ref);
        }
        message.putAll(fields);
        return ByteBuffer.wrap(Json.bytes(message));
    }

    private static List<ByteBuffer> encode(Batch batch) {
        List<ByteBuffer> payloads = new ArrayList<>();
        if (batch.reset()) {
            payloads.add(answer("reset", null, Map.of("cursor", batch.start())));
        }
        for (Published published : batch.notifications()) {
            payloads.add(notification(published.json()));
        }
        return payloads;
    }

    /** The notification's own JSON, with the type as its first field. */
    private static ByteBuffer notification(byte[] json) {
        ByteBuffer payload = ByteBuffer.allocate(NOTIFICATION.length + json.length - 1);
        return payload.put(NOTIFICATION).put(json, 1, json.length - 1).flip();
    }
}

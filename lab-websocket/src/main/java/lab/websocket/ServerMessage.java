package lab.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import lab.feed.Batch;
import lab.feed.Json;
import lab.feed.Published;
import lab.feed.server.Problem;
import lab.feed.server.SharedBytes;
import lab.feed.websocket.Deflate;
import lab.feed.websocket.Frame;

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
 * The cursor of the answer to a subscription or a ping is where the subscription stands:
 * all before it has been sent before. That of a publication is its own, and what lies
 * before it may be still to come. An {@code ack} without {@code ref} opens every connection.
 */
final class ServerMessage {

    /** The frames of a batch, one after the other: one write. */
    static final Batch.Encoding<ByteBuffer> FRAMES = batch -> frames(batch, false);
    /** The same, each message compressed. */
    static final Batch.Encoding<ByteBuffer> DEFLATED_FRAMES = batch -> frames(batch,
            true);

    private static final byte[] NOTIFICATION = "{\"type\":\"notification\","
            .getBytes(StandardCharsets.US_ASCII);

    private ServerMessage() {
    }

    static byte[] ack(JsonNode ref, String cursor) {
        return answer("ack", ref, Map.of("cursor", cursor));
    }

    static byte[] pong(JsonNode ref, String cursor) {
        return answer("pong", ref, Map.of("cursor", cursor));
    }

    static byte[] error(JsonNode ref, Problem problem) {
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

    private static byte[] answer(String type, JsonNode ref,
            Map<String, Object> fields) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", type);
        if (ref != null) {
            message.put("ref", ref);
        }
        message.putAll(fields);
        return Json.bytes(message);
    }

    /** @param deflate only where compression was negotiated */
    static ByteBuffer frame(byte[] message, boolean deflate) {
        byte[] payload = deflate ? Deflate.compress(message) : message;
        return new Frame(true, deflate, Frame.TEXT, payload).encode();
    }

    private static ByteBuffer frames(Batch batch, boolean deflate) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        if (batch.reset()) {
            byte[] reset = answer("reset", null, Map.of("cursor", batch.start()));
            append(frames, frame(reset, deflate));
        }
        for (Published published : batch.notifications()) {
            append(frames, frame(notification(published.json()), deflate));
        }
        return SharedBytes.of(frames.toByteArray());
    }

    private static void append(ByteArrayOutputStream frames, ByteBuffer frame) {
        frames.write(frame.array(), frame.arrayOffset(), frame.remaining());
    }

    /** The notification's own JSON, with the type as its first field. */
    private static byte[] notification(byte[] json) {
        ByteBuffer message = ByteBuffer.allocate(NOTIFICATION.length + json.length - 1);
        return message.put(NOTIFICATION).put(json, 1, json.length - 1).array();
    }
}

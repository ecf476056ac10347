package lab.socketio.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.engineio.EngineMessage;
import lab.feed.Batch;
import lab.feed.Json;
import lab.feed.Published;
import lab.socketio.Packet;

/**
 * What the feed says over Socket.IO, in the namespace {@code /}:
 *
 * <pre>
 * 2["subscribed","k3f9-41"]
 * 2["notification",{"cursor":"k3f9-42","topic":"orders", … },"k3f9-42"]
 * 2["reset",{"cursor":"k3f9-0"},"k3f9-0"]
 * </pre>
 *
 * The text behind everything else is what connection state recovery calls the offset: the official client keeps
 * the last that it has seen, and sends it when it connects again.
 */
final class FeedEvents {

    /** The events of a batch, made once for all who get it. */
    static final Batch.Encoding<List<EngineMessage>> ENCODING = FeedEvents::encode;

    private FeedEvents() {
    }

    /** The first event of every connection, so that it can be recovered before there is any news. */
    static List<EngineMessage> subscribed(String cursor) {
        return event("subscribed", cursor);
    }

    private static List<EngineMessage> encode(Batch batch) {
        List<EngineMessage> events = new ArrayList<>();
        if (batch.reset()) {
            // The gap is said before what follows it.
            events.addAll(event("reset", Map.of("cursor", batch.start()),
                    batch.start()));
        }
        for (Published published : batch.notifications()) {
            events.add(notification(published));
        }
        return events;
    }

    /** The notification's JSON is there already. */
    private static EngineMessage notification(Published published) {
        return EngineMessage.text("2[\"notification\",%s,\"%s\"]".formatted(
                new String(published.json(), StandardCharsets.UTF_8),
                published.notification().cursor()));
    }

    private static List<EngineMessage> event(String name, Object... args) {
        ArrayNode data = JsonNodeFactory.instance.arrayNode().add(name);
        for (Object arg : args) {
            data.add(Json.tree(arg));
        }
        return new Packet(Packet.Type.EVENT, "/", null, data).encode();
    }
}

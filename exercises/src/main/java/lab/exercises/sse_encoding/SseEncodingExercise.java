package lab.exercises.sse_encoding;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import lab.exercises.Exercise;
import lab.exercises.ExerciseSettings;
import lab.exercises.FeedServer;
import lab.exercises.Running;
import lab.feed.Json;

/**
 * Takes events as JSON by {@code POST /events}, a list of them, and gives all that it was given as one
 * event stream by {@code GET /events}. There is nothing to write here.
 */
public final class SseEncodingExercise implements Exercise {

    @Override
    public Running start(ExerciseSettings settings) {
        List<ServerEvent> events = new CopyOnWriteArrayList<>();
        return FeedServer.start(settings, config -> {
            config.routes.post("/events", ctx -> add(ctx, events));
            config.routes.get("/events", ctx -> stream(ctx, events));
        });
    }

    private static void add(Context ctx, List<ServerEvent> events) {
        for (JsonNode event : Json.parse(ctx.bodyAsBytes())) {
            events.add(ServerEvent.of(event));
        }
        ctx.status(204);
    }

    private static void stream(Context ctx, List<ServerEvent> events) {
        StringBuilder stream = new StringBuilder();
        events.forEach(event -> stream.append(EventStreamText.encode(event)));
        ctx.contentType("text/event-stream")
                .result(stream.toString().getBytes(StandardCharsets.UTF_8));
    }
}

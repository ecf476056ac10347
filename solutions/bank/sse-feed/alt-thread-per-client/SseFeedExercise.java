package lab.exercises.sse_feed;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import lab.exercises.Exercise;
import lab.exercises.ExerciseSettings;
import lab.exercises.FeedServer;
import lab.exercises.Running;
import lab.feed.Subscription;

/**
 * {@code GET /events?after=&topics=}, the feed as an event stream, and {@code GET /status}, which says how
 * many clients read it. There is nothing to write here.
 */
public final class SseFeedExercise implements Exercise {

    @Override
    public Running start(ExerciseSettings settings) {
        Duration heartbeat = settings.duration("heartbeat", Duration.ofSeconds(15));
        return FeedServer.start(settings, (config, feed) -> {
            EventStreams streams = new EventStreams(feed, heartbeat);
            feed.onPublish(streams::published);
            config.routes.get("/events", ctx -> open(ctx, streams));
            config.routes.get("/status", ctx -> ctx.contentType("application/json")
                    .result("{\"clients\":%d}".formatted(streams.size())));
        });
    }

    private static void open(Context ctx, EventStreams streams) throws IOException {
        Subscription subscription = streams.subscribe(ctx.header("Last-Event-ID"),
                ctx.queryParam("after"), ctx.queryParam("topics"));
        EventStreams.setHead(ctx);
        streams.serve(ctx.res().getOutputStream(), subscription);
    }
}

package lab.exercises.sse_feed;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        Running server = FeedServer.start(settings, (config, feed) -> {
            EventStreams streams = new EventStreams(feed);
            feed.onPublish(streams::published);
            timer.scheduleWithFixedDelay(streams::heartbeat, heartbeat.toMillis(),
                    heartbeat.toMillis(), TimeUnit.MILLISECONDS);
            config.routes.get("/events", ctx -> open(ctx, streams));
            config.routes.get("/status", ctx -> ctx.contentType("application/json")
                    .result("{\"clients\":%d}".formatted(streams.size())));
        });
        return () -> {
            timer.shutdownNow();
            server.close();
        };
    }

    private static void open(Context ctx, EventStreams streams) throws IOException {
        Subscription subscription = streams.subscribe(ctx.header("Last-Event-ID"),
                ctx.queryParam("after"), ctx.queryParam("topics"));
        EventStreams.setHead(ctx);
        ResponseStream.open(ctx,
                response -> streams.add(new Client(response, subscription)));
    }
}

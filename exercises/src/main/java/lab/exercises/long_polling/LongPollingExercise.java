package lab.exercises.long_polling;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Collectors;
import lab.exercises.Exercise;
import lab.exercises.ExerciseSettings;
import lab.exercises.FeedServer;
import lab.exercises.Running;
import lab.feed.Batch;

/** {@code GET /poll?after=&topics=&client=}, held until there is news. There is nothing to write here. */
public final class LongPollingExercise implements Exercise {

    @Override
    public Running start(ExerciseSettings settings) {
        Duration hold = settings.duration("hold", Duration.ofSeconds(25));
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        timer.setRemoveOnCancelPolicy(true);
        Running server = FeedServer.start(settings, (config, feed) -> {
            HeldPolls polls = new HeldPolls(feed, hold, timer);
            feed.onPublish(polls::published);
            config.routes.get("/poll", ctx -> poll(ctx, polls));
        });
        return () -> {
            timer.shutdownNow();
            server.close();
        };
    }

    /** No thread waits for the answer: whoever completes it writes it. */
    private static void poll(Context ctx, HeldPolls polls) {
        ctx.header("Cache-Control", "no-store");
        ctx.future(() -> polls
                .poll(ctx.queryParam("client"), ctx.queryParam("after"),
                        ctx.queryParam("topics"))
                .thenAccept(batch -> ctx.contentType("application/json")
                        .result(encode(batch))));
    }

    private static byte[] encode(Batch batch) {
        return batch.notifications().stream()
                .map(published -> new String(published.json(), StandardCharsets.UTF_8))
                .collect(Collectors.joining(",", "{\"notifications\":[",
                        "],\"cursor\":\"%s\",\"reset\":%b}".formatted(batch.cursor(),
                                batch.reset())))
                .getBytes(StandardCharsets.UTF_8);
    }
}

package lab.exercises.polling;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import lab.feed.After;
import lab.feed.Batch;
import lab.feed.NotificationFeed;
import lab.feed.Topics;

/**
 * {@code GET /notifications?after=&topics=&limit=}: what is retained after a cursor, oldest
 * first, as
 *
 * <pre>
 * {"notifications":[…],"cursor":"k3f9-42","reset":false}
 * </pre>
 */
final class HistoryRoute {

    private static final int MAX_LIMIT = 1_000;

    private final NotificationFeed feed;

    HistoryRoute(NotificationFeed feed) {
        this.feed = feed;
    }

    void configure(JavalinConfig config) {
        config.routes.get("/notifications", this::answer);
    }

    private void answer(Context ctx) {
        String limit = ctx.queryParam("limit");
        Batch batch = read(ctx.queryParam("after"), ctx.queryParam("topics"),
                limit == null ? MAX_LIMIT : Integer.parseInt(limit));
        answer(ctx, encode(batch), etag(batch));
    }

    /**
     * Reads what is retained.
     *
     * @param after the parameter: null, {@code earliest} or a cursor
     * @param topics the parameter: null or {@code a,b}
     * @param limit how many notifications at most, the oldest of them
     */
    private Batch read(String after, String topics, int limit) {
        return feed.subscribe(After.parse(after), Topics.ALL).next(limit);
    }

    /** The entity tag of this answer, with its quotes: another answer at this address has another. */
    private static String etag(Batch batch) {
        String first = batch.notifications().isEmpty()
                ? "none"
                : Long.toString(batch.notifications().get(0).position());
        return "\"%s.%s.%b\"".formatted(batch.cursor(), first, batch.reset());
    }

    /** Answers with the body, or with 304 if the client has it already. Both say the tag. */
    private static void answer(Context ctx, byte[] body, String etag) {
        ctx.header("ETag", etag);
        if (matches(ctx.header("If-None-Match"), etag)) {
            ctx.status(304);
        } else {
            ctx.contentType("application/json").result(body);
        }
    }

    /** Whether a client that sent this {@code If-None-Match} has the answer; null if it sent none. */
    private static boolean matches(String ifNoneMatch, String etag) {
        return ifNoneMatch != null && Arrays.stream(ifNoneMatch.split(","))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag)
                        || tag.equals("W/" + etag));
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

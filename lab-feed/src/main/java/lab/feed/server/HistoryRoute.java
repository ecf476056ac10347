package lab.feed.server;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lab.feed.Batch;
import lab.feed.InvalidInput;
import lab.feed.NotificationFeed;
import lab.feed.Published;

/**
 * {@code GET /notifications?after=&topics=&limit=}: what is retained, at once. A client that
 * asks again and again polls at an interval, the baseline of the comparison; the ETag makes
 * an answer without news cheap (RFC 9110 §13).
 *
 * <pre>
 * {"notifications":[…],"cursor":"k3f9-42","reset":false}
 * </pre>
 */
public final class HistoryRoute {

    /** The body above, also the answer to a long poll. */
    public static final Batch.Encoding<byte[]> JSON = HistoryRoute::encode;

    private final NotificationFeed feed;
    private final TransportMetrics metrics;
    private final int capacity;

    HistoryRoute(NotificationFeed feed, int capacity, TransportMetrics metrics) {
        this.feed = feed;
        this.capacity = capacity;
        this.metrics = metrics;
    }

    void configure(JavalinConfig config) {
        config.routes.get("/notifications", this::read);
        config.routes.head("/notifications", this::read);
    }

    private void read(Context ctx) {
        Query query = Query.of(ctx);
        int limit = limit(ctx.queryParam("limit"));
        Batch batch = feed.subscribe(query.after(), query.topics()).next(limit);
        String etag = etag(batch);
        ctx.header("ETag", etag);
        // Kept, but asked about each time: otherwise there would be nothing to compare with.
        ctx.header("Cache-Control", "no-cache");
        ctx.contentType("application/json");
        if (matches(ctx.header("If-None-Match"), etag)) {
            ctx.status(304);
            // RFC 9110 §8.6: that of the body which is not sent; Jetty would say 0.
            ctx.res().setContentLength(batch.encoded(JSON).length);
            return;
        }
        metrics.delivered(batch);
        ctx.future(() -> AsyncBody.write(ctx, batch.encoded(JSON)));
    }

    private int limit(String text) {
        if (text == null) {
            return capacity;
        }
        if (text.matches("[0-9]{1,9}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= capacity) {
                return limit;
            }
        }
        throw InvalidInput.ofText("limit",
                "a whole number in 1..%d".formatted(capacity), text);
    }

    /** The same address gives the same body as long as neither end of what it gives has moved. */
    private static String etag(Batch batch) {
        String first = batch.notifications().isEmpty()
                ? "none"
                : Long.toString(batch.notifications().get(0).position());
        return "\"%s.%s%s\"".formatted(batch.cursor(), first,
                batch.reset() ? ".reset" : "");
    }

    /** RFC 9110 §13.1.2: a list, or *, compared weakly. */
    private static boolean matches(String ifNoneMatch, String etag) {
        return ifNoneMatch != null && Arrays.stream(ifNoneMatch.split(","))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag)
                        || tag.equals("W/" + etag));
    }

    private static byte[] encode(Batch batch) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("{\"notifications\":[".getBytes(StandardCharsets.US_ASCII));
        String separator = "";
        for (Published published : batch.notifications()) {
            out.writeBytes(separator.getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(published.json());
            separator = ",";
        }
        out.writeBytes("],\"cursor\":\"%s\",\"reset\":%b}"
                .formatted(batch.cursor(), batch.reset())
                .getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}

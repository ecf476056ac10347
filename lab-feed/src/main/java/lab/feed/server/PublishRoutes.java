package lab.feed.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Stream;
import lab.feed.FeedSimulator;
import lab.feed.InvalidInput;
import lab.feed.Json;
import lab.feed.Notification;
import lab.feed.NotificationFeed;

/** {@code POST /notifications}, and {@code POST /burst} for the pages' button. */
final class PublishRoutes {

    /** The longest valid notification is under 8 KiB, unless it is all escapes. */
    static final int MAX_BODY_BYTES = 8 * 1024;
    static final int MAX_BURST = 100;
    static final int MAX_SIMULATED_BODY = 2_000;

    private final NotificationFeed feed;
    private final Publisher publisher;

    PublishRoutes(NotificationFeed feed, Publisher publisher) {
        this.feed = feed;
        this.publisher = publisher;
    }

    void configure(JavalinConfig config) {
        config.routes.post("/notifications", this::publish);
        config.routes.post("/burst", this::burst);
    }

    private void publish(Context ctx) throws IOException {
        Notification notification = publisher.publish(ctx.req().getRemoteAddr(),
                readJson(ctx));
        ctx.status(201);
        // A resource of its own it has not; this is the request that shows it.
        ctx.header("Location", "/notifications?after=%s&limit=1"
                .formatted(feed.cursorBefore(notification)));
        ctx.contentType("application/json");
        ctx.result(Json.bytes(notification));
    }

    /** {@code {"count":20,"bodyLength":100}}: so many made-up notifications at once. */
    private void burst(Context ctx) throws IOException {
        JsonNode request = readJson(ctx);
        int count = number(request, "count", 1,
                Math.min(MAX_BURST, publisher.maxAtOnce()));
        int bodyLength = number(request, "bodyLength", 0, MAX_SIMULATED_BODY);
        publisher.take(ctx.req().getRemoteAddr(), count);
        FeedSimulator simulator = new FeedSimulator(feed.position());
        feed.publishTogether(Stream.generate(() -> simulator.next(bodyLength))
                .limit(count).toList());
        ctx.status(202);
    }

    /**
     * @throws InvalidInput if it is not JSON
     * @throws ProblemException if it is of another type (415), or too long (413)
     */
    static JsonNode readJson(Context ctx) throws IOException {
        String type = ctx.contentType();
        if (type == null || !type.split(";")[0].strip().toLowerCase(Locale.ROOT)
                .equals("application/json")) {
            throw new ProblemException(415,
                    "Content-Type must be application/json, was "
                            + (type == null ? "missing" : "\"" + type + "\""));
        }
        return Json.parse(readBody(ctx));
    }

    /** Never waits: {@link WholeRequests} has seen to it that the bytes are there. */
    private static byte[] readBody(Context ctx) throws IOException {
        // One byte more than allowed tells a longer body apart where no length was given.
        boolean tooLong = ctx.req().getContentLengthLong() > MAX_BODY_BYTES;
        byte[] body = tooLong
                ? null
                : ctx.req().getInputStream().readNBytes(MAX_BODY_BYTES + 1);
        if (tooLong || body.length > MAX_BODY_BYTES) {
            // The rest is not read, so the connection cannot be used again.
            ctx.header("Connection", "close");
            throw new ProblemException(413,
                    "Body must be at most %d bytes".formatted(MAX_BODY_BYTES));
        }
        return body;
    }

    static int number(JsonNode request, String field, int min, int max) {
        JsonNode value = request.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt()
                || value.intValue() < min
                || value.intValue() > max) {
            throw InvalidInput.ofText(field,
                    "a whole number in %d..%d".formatted(min, max), value.toString());
        }
        return value.intValue();
    }
}

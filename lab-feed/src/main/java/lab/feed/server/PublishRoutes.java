package lab.feed.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
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
    /** A byte a second would occupy a thread for hours. */
    private static final Duration MAX_BODY_TIME = Duration.ofSeconds(10);
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
        Notification notification = publisher.publish(ctx.req().getRemoteAddr(), readJson(ctx));
        ctx.status(201);
        // A resource of its own it has not; this is the request that shows it.
        ctx.header("Location", "/notifications?after=%s&limit=1".formatted(feed.cursorBefore(notification)));
        ctx.contentType("application/json");
        ctx.result(Json.bytes(notification));
    }

    /** {@code {"count":20,"bodyLength":100}}: so many made-up notifications at once. */
    private void burst(Context ctx) throws IOException {
        JsonNode request = readJson(ctx);
        int count = number(request, "count", 1, MAX_BURST);
        int bodyLength = number(request, "bodyLength", 0, MAX_SIMULATED_BODY);
        publisher.take(ctx.req().getRemoteAddr(), count);
        FeedSimulator simulator = new FeedSimulator(feed.position());
        feed.publishTogether(Stream.generate(() -> simulator.next(bodyLength)).limit(count).toList());
        ctx.status(202);
    }

    /**
     * @throws InvalidInput if it is not JSON
     * @throws ProblemException if it is of another type (415), or too long (413)
     */
    static JsonNode readJson(Context ctx) throws IOException {
        String type = ctx.contentType();
        if (type == null || !type.split(";")[0].strip().toLowerCase(Locale.ROOT).equals("application/json")) {
            throw new ProblemException(415, "Content-Type must be application/json, was "
                    + (type == null ? "missing" : "\"" + type + "\""));
        }
        return Json.parse(readBody(ctx));
    }

    private static byte[] readBody(Context ctx) throws IOException {
        // One byte more than allowed tells a longer body apart, with or without a length.
        byte[] buffer = new byte[MAX_BODY_BYTES + 1];
        int length = 0;
        long startNanos = System.nanoTime();
        InputStream body = ctx.req().getInputStream();
        for (int read = 0; read >= 0 && length < buffer.length; read = body.read(buffer, length, buffer.length - length)) {
            length += read;
            if (System.nanoTime() - startNanos > MAX_BODY_TIME.toNanos()) {
                throw refuse(ctx, 408, "Body must arrive within %d s".formatted(MAX_BODY_TIME.toSeconds()));
            }
        }
        if (length > MAX_BODY_BYTES) {
            throw refuse(ctx, 413, "Body must be at most %d bytes".formatted(MAX_BODY_BYTES));
        }
        return Arrays.copyOf(buffer, length);
    }

    /** The rest of the body is not read, so the connection cannot be used again. */
    private static ProblemException refuse(Context ctx, int status, String detail) {
        ctx.header("Connection", "close");
        return new ProblemException(status, detail);
    }

    static int number(JsonNode request, String field, int min, int max) {
        JsonNode value = request.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min
                || value.intValue() > max) {
            throw InvalidInput.ofText(field, "a whole number in %d..%d".formatted(min, max), value.toString());
        }
        return value.intValue();
    }
}

package lab.feed.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.stream.Stream;
import lab.feed.FeedSimulator;
import lab.feed.InvalidInput;
import lab.feed.Json;
import lab.feed.Notification;
import lab.feed.NotificationFeed;

/** {@code POST /notifications}, and {@code POST /burst} for the pages' button. */
final class PublishRoutes {

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
                JsonBody.read(ctx));
        ctx.status(201);
        // A resource of its own it has not; this is the request that shows it.
        ctx.header("Location", "/notifications?after=%s&limit=1"
                .formatted(feed.cursorBefore(notification)));
        ctx.contentType("application/json");
        ctx.result(Json.bytes(notification));
    }

    /** {@code {"count":20,"bodyLength":100}}: so many made-up notifications at once. */
    private void burst(Context ctx) throws IOException {
        JsonNode request = JsonBody.read(ctx);
        int count = number(request, "count", 1,
                Math.min(MAX_BURST, publisher.maxAtOnce()));
        int bodyLength = number(request, "bodyLength", 0, MAX_SIMULATED_BODY);
        publisher.take(ctx.req().getRemoteAddr(), count);
        FeedSimulator simulator = new FeedSimulator(feed.position());
        feed.publishTogether(Stream.generate(() -> simulator.next(bodyLength))
                .limit(count).toList());
        ctx.status(202);
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

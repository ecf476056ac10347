package lab.exercises;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.function.BiConsumer;
import lab.feed.InvalidInput;
import lab.feed.Json;
import lab.feed.Notification;
import lab.feed.NotificationDraft;
import lab.feed.NotificationFeed;

/**
 * What the exercises on the feed are given: a web server with a feed of its own and {@code POST
 * /notifications}, the same as in the labs. The exercise adds its routes.
 */
public final class FeedServer {

    private static final int DEFAULT_CAPACITY = 1_000;

    private FeedServer() {
    }

    /** @param routes adds the exercise's routes; called once, before the server starts */
    public static Running start(ExerciseSettings settings,
            BiConsumer<JavalinConfig, NotificationFeed> routes) {
        NotificationFeed feed = new NotificationFeed(
                settings.number("capacity", DEFAULT_CAPACITY));
        return start(settings, config -> {
            config.routes.post("/notifications", ctx -> publish(ctx, feed));
            routes.accept(config, feed);
        });
    }

    /** The server without a feed, for the exercises that need none. */
    public static Running start(ExerciseSettings settings,
            java.util.function.Consumer<JavalinConfig> routes) {
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            // Nothing may hold bytes back to compress them together, and these bytes are judged.
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.jetty.modifyServletContextHandler(
                    handler -> handler.getSessionHandler().setUsingCookies(false));
            config.jetty.modifyServer(server -> server.setStopTimeout(0));
            config.routes.exception(InvalidInput.class, FeedServer::refuse);
            routes.accept(config);
        });
        javalin.start("127.0.0.1", settings.port());
        return javalin::stop;
    }

    private static void publish(Context ctx, NotificationFeed feed) {
        Notification notification = feed
                .publish(NotificationDraft.parse(Json.parse(ctx.bodyAsBytes())));
        ctx.status(201).contentType("application/json")
                .result(Json.bytes(notification));
    }

    /** RFC 9457, with what every lab says: the field, the rule and the value. */
    private static void refuse(InvalidInput invalid, Context ctx) {
        ctx.status(400).contentType("application/problem+json")
                .result(Json.bytes(java.util.Map.of("status", 400,
                        "title", "Bad Request", "detail", invalid.getMessage())));
    }
}

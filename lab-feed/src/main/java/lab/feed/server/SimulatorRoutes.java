package lab.feed.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lab.feed.FeedSimulator;
import lab.feed.InvalidInput;
import lab.feed.Json;
import lab.feed.NotificationFeed;

/**
 * {@code GET} and {@code POST /simulator}: made-up notifications at a rate, for a demo.
 *
 * <pre>
 * {"rate":2.5,"bodyLength":100}
 * </pre>
 *
 * The rate is per second; 0 stops it, and is how every server starts.
 */
final class SimulatorRoutes implements AutoCloseable {

    private static final int MAX_RATE = 50;

    private final NotificationFeed feed;
    private final ScheduledExecutorService scheduler = Executors
            .newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "lab-simulator");
                thread.setDaemon(true);
                return thread;
            });

    // Guarded by this.
    private State state = new State(0, 100);
    private Future<?> running;

    private record State(double rate, int bodyLength) {
    }

    SimulatorRoutes(NotificationFeed feed) {
        this.feed = feed;
    }

    void configure(JavalinConfig config) {
        config.routes.get("/simulator", ctx -> send(ctx, state()));
        config.routes.post("/simulator", this::change);
    }

    private void change(Context ctx) throws IOException {
        JsonNode request = JsonBody.read(ctx);
        JsonNode rate = request.path("rate");
        if (!rate.isNumber()
                || !(rate.doubleValue() >= 0 && rate.doubleValue() <= MAX_RATE)) {
            throw InvalidInput.ofText("rate",
                    "a number in 0..%d, a second".formatted(MAX_RATE), rate.toString());
        }
        send(ctx, change(new State(rate.doubleValue(),
                PublishRoutes.number(request, "bodyLength", 0,
                        PublishRoutes.MAX_SIMULATED_BODY))));
    }

    private synchronized State change(State newState) {
        if (running != null) {
            running.cancel(false);
            running = null;
        }
        state = newState;
        if (newState.rate() > 0) {
            FeedSimulator simulator = new FeedSimulator(feed.position());
            long periodNanos = (long) (TimeUnit.SECONDS.toNanos(1) / newState.rate());
            running = scheduler.scheduleAtFixedRate(
                    () -> feed.publish(simulator.next(newState.bodyLength())),
                    0, periodNanos, TimeUnit.NANOSECONDS);
        }
        return newState;
    }

    private synchronized State state() {
        return state;
    }

    private static void send(Context ctx, State state) {
        ctx.contentType("application/json");
        ctx.header("Cache-Control", "no-store");
        ctx.result(Json.bytes(state));
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}

package lab.exercises.sse_feed;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import lab.feed.After;
import lab.feed.Batch;
import lab.feed.NotificationFeed;
import lab.feed.Published;
import lab.feed.Subscription;
import lab.feed.Topics;

/** Each client has a thread, which waits for news or for the next heartbeat. */
final class EventStreams {

    private final NotificationFeed feed;
    private final Duration heartbeat;
    /** Guarded by this. */
    private int size;

    EventStreams(NotificationFeed feed, Duration heartbeat) {
        this.feed = feed;
        this.heartbeat = heartbeat;
    }

    synchronized int size() {
        return size;
    }

    synchronized void published() {
        notifyAll();
    }

    Subscription subscribe(String lastEventId, String after, String topics) {
        String start = lastEventId != null ? lastEventId : after;
        return feed.subscribe(After.parse(start), Topics.parse(topics));
    }

    static void setHead(Context ctx) {
        ctx.header("Content-Type", "text/event-stream; charset=utf-8");
        ctx.header("Cache-Control", "no-cache, no-store");
        ctx.header("X-Accel-Buffering", "no");
    }

    /** Returns when the client is gone. */
    void serve(OutputStream out, Subscription subscription) {
        count(1);
        try {
            write(out, "id: " + subscription.cursor() + "\nretry: 2000\n\n");
            while (true) {
                Batch batch = subscription.next(10);
                if (!batch.isEmpty()) {
                    write(out, encode(batch));
                } else if (!awaitNews(subscription)) {
                    write(out, ": heartbeat\n\n");
                }
            }
        } catch (IOException gone) {
            // There is nobody left to be told.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            count(-1);
        }
    }

    private synchronized void count(int more) {
        size += more;
    }

    /** False if none came until the next heartbeat. */
    private synchronized boolean awaitNews(Subscription subscription)
            throws InterruptedException {
        long end = System.nanoTime() + heartbeat.toNanos();
        while (!subscription.isBehind()) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String encode(Batch batch) {
        StringBuilder stream = new StringBuilder();
        if (batch.reset()) {
            stream.append(event("reset", batch.start(),
                    "{\"cursor\":\"" + batch.start() + "\"}"));
        }
        for (Published published : batch.notifications()) {
            stream.append(event("notification", published.notification().cursor(),
                    new String(published.json(), StandardCharsets.UTF_8)));
        }
        return stream.toString();
    }

    private static String event(String type, String id, String data) {
        return "event: %s\ndata: %s\nid: %s\n\n".formatted(type, data, id);
    }
}

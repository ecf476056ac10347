package lab.socketio.auth;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.Consumer;
import lab.socketio.Event;
import lab.socketio.EventMiddleware;
import lab.socketio.Next;

/**
 * How fast one socket may emit: each event takes a token from a bucket that fills steadily, so a burst passes and
 * a flood does not. Refusing costs the server something too: whoever goes on is disconnected. One object for
 * each socket.
 */
public final class TokenBucket implements EventMiddleware {

    private final Bucket bucket;
    private final Bucket patience;
    private final Consumer<Event> refused;

    /**
     * @param burst what the bucket holds, and how often it is refused at once before the end
     * @param refused gets the events that come too fast; no listener hears them
     */
    public TokenBucket(int perSecond, int burst, TimeMeter time,
            Consumer<Event> refused) {
        this.bucket = bucket(perSecond, burst, time);
        this.patience = bucket(perSecond, burst, time);
        this.refused = refused;
    }

    @Override
    public void handle(Event event, Next next) {
        if (bucket.tryConsume(1)) {
            next.run();
        } else if (patience.tryConsume(1)) {
            refused.accept(event);
        } else {
            Goodbye.FLOOD.say(event.socket());
        }
    }

    private static Bucket bucket(int perSecond, int burst, TimeMeter time) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond,
                        Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }
}

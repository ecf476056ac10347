package lab.socketio.editor;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** How often one socket may do a kind of thing: a token bucket, so that a short burst passes and a flood does not. */
final class Allowance {

    private final int perSecond;
    private final int burst;
    private final Bucket bucket;

    Allowance(int perSecond, int burst, TimeMeter time) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond,
                        Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }

    boolean takeIfAny() {
        return bucket.tryConsume(1);
    }

    /** @throws EditorError if nothing is left */
    void take(String event) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw EditorError.tooFast(event,
                    "at most %d a second, %d at once".formatted(perSecond, burst),
                    Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }
}

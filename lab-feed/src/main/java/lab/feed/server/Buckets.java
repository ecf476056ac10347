package lab.feed.server;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often each of many, an address or a name, may do something: a bucket for each, which fills steadily. */
public final class Buckets {

    /** Who has asked least recently is forgotten, and has a full bucket again. */
    private static final int MAX_BUCKETS = 10_000;

    private final int perSecond;
    private final int burst;
    private final TimeMeter time;
    private final Map<String, Bucket> buckets = Collections
            .synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > MAX_BUCKETS;
                }
            });

    /** @param burst what a bucket holds */
    public Buckets(int perSecond, int burst, TimeMeter time) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.time = time;
    }

    /** @return zero if so many could be taken; else how long until they can be, and none is taken */
    public Duration take(String key, int count) {
        ConsumptionProbe probe = buckets.computeIfAbsent(key, none -> newBucket())
                .tryConsumeAndReturnRemaining(count);
        return probe.isConsumed()
                ? Duration.ZERO
                : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond,
                        Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }
}

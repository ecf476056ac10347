package lab.feed.server;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often each client address may do something: a bucket for each, which fills steadily. */
public final class AddressBuckets {

    /** The address that has asked least recently is forgotten: it has a full bucket again. */
    private static final int MAX_ADDRESSES = 10_000;

    private final int perSecond;
    private final int burst;
    private final TimeMeter time;
    private final Map<String, Bucket> buckets = Collections
            .synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > MAX_ADDRESSES;
                }
            });

    /** @param burst what a bucket holds */
    public AddressBuckets(int perSecond, int burst, TimeMeter time) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.time = time;
    }

    /** @return zero if so many could be taken; else how long until they can be, and none is taken */
    public Duration take(String address, int count) {
        ConsumptionProbe probe = buckets.computeIfAbsent(address, a -> newBucket())
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

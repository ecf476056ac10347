package lab.feed.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import lab.feed.NotificationFeed;

/**
 * The drains of one transport, shared out among a few threads that run them when there is
 * news, and written to when there has been none for a heartbeat.
 */
public final class Drains implements AutoCloseable {

    private static final int SHARDS = Math.max(1,
            Runtime.getRuntime().availableProcessors());

    /** What a stop may take longer because of slow readers. */
    private static final Duration GOODBYE_TIME = Duration.ofMillis(500);

    private final List<Set<Drain>> shards = new ArrayList<>();
    private final List<WakeUp> wakeUps = new ArrayList<>();
    private final AtomicInteger nextShard = new AtomicInteger();
    private final ScheduledExecutorService heartbeats;

    /** @param transport names the threads */
    public Drains(String transport, NotificationFeed feed, Duration heartbeat) {
        for (int i = 0; i < SHARDS; i++) {
            Set<Drain> shard = ConcurrentHashMap.newKeySet();
            shards.add(shard);
            wakeUps.add(new WakeUp("lab-%s-%d".formatted(transport, i), feed,
                    () -> shard.forEach(Drain::run)));
        }
        heartbeats = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lab-%s-heartbeat".formatted(transport));
            thread.setDaemon(true);
            return thread;
        });
        // Not at a fixed rate: after a pause of the whole process two beats would follow at once,
        // and nobody could have answered the first.
        heartbeats.scheduleWithFixedDelay(this::heartbeat, heartbeat.toNanos(),
                heartbeat.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Starts draining: first what the subscription is behind, then what comes. */
    public void add(Drain drain) {
        Set<Drain> shard = shards
                .get(Math.floorMod(nextShard.getAndIncrement(), SHARDS));
        shard.add(drain);
        if (drain.hasEnded()) {
            shard.remove(drain); // the connection has been quicker to close
        }
        drain.run();
    }

    /** Ends draining; nothing happens if it has ended before. */
    public void remove(Drain drain) {
        drain.end();
        shards.forEach(shard -> shard.remove(drain));
    }

    /**
     * Waits until the sockets have taken what is said to every client at the end, but not for a
     * reader that does not read.
     */
    public static void awaitGoodbyes(Stream<CompletableFuture<Void>> goodbyes) {
        try {
            CompletableFuture.allOf(goodbyes.toArray(CompletableFuture[]::new))
                    .get(GOODBYE_TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException ignored) {
            // Some client has gone, or has not read what came before.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        heartbeats.shutdownNow();
        wakeUps.forEach(WakeUp::close);
    }

    private void heartbeat() {
        shards.forEach(shard -> shard.forEach(Drain::heartbeat));
    }
}

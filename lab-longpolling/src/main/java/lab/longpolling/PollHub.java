package lab.longpolling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lab.feed.Batch;
import lab.feed.NotificationFeed;
import lab.feed.Subscription;
import lab.feed.server.LabServer;
import lab.feed.server.ProblemException;
import lab.feed.server.Query;
import lab.feed.server.TransportMetrics;
import lab.feed.server.WakeUp;

/**
 * The polls that wait for news. One costs a subscription and a future, and no thread: the
 * request has been put aside until the future completes.
 */
final class PollHub {

    /** How late a time-out may be. A look at the oldest polls is cheaper than a timer for each. */
    private static final Duration EXPIRY_CHECK = Duration.ofMillis(50);

    private final NotificationFeed feed;
    private final long holdNanos;
    private final int capacity;
    private final TransportMetrics metrics;
    private final WakeUp wakeUp;
    private final ScheduledExecutorService expiry;
    private final Map<String, Poll> byClient = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    /** In order of arrival, which is the order of expiry. Guarded by itself. */
    private final Set<Poll> waiting = new LinkedHashSet<>();

    PollHub(LabServer.Parts parts) {
        feed = parts.feed();
        holdNanos = parts.settings().hold().toNanos();
        capacity = parts.settings().capacity();
        metrics = parts.metrics("longpolling", this::size);
        wakeUp = new WakeUp("lab-longpolling", parts.feed(),
                () -> snapshot().forEach(this::answerIfNews));
        expiry = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lab-longpolling-expiry");
            thread.setDaemon(true);
            return thread;
        });
        expiry.scheduleAtFixedRate(() -> expired().forEach(this::answer),
                EXPIRY_CHECK.toMillis(), EXPIRY_CHECK.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** A poll that does not wait yet: {@link #start} it when its answer has somewhere to go. */
    Poll open(Query query) {
        Subscription subscription = feed.subscribe(query.after(), query.topics());
        metrics.subscribed(query.after(), subscription);
        return new Poll(subscription, query.client(), System.nanoTime() + holdNanos);
    }

    /** Answers at once if there is something, otherwise when there is, or when the hold ends. */
    void start(Poll poll) {
        synchronized (waiting) {
            waiting.add(poll);
        }
        Poll earlier = poll.client == null ? null : byClient.put(poll.client, poll);
        if (earlier != null) {
            // Two windows of one client would otherwise end each other's polls for ever.
            refuse(earlier, new ProblemException(409,
                    "A newer poll of client \"%s\" has replaced this one"
                            .formatted(poll.client)));
        }
        // Only now, or what is published between looking and waiting would wait as well.
        answerIfNews(poll);
        if (hasEnded(poll)) {
            forget(poll); // its client may have gone before it was there to be forgotten
        } else if (stopped) {
            refuse(poll, stopping()); // by the time that all were told, it was not there yet
        }
    }

    /** Its client is gone. */
    void abandon(Poll poll) {
        refuse(poll, new Dropped());
    }

    TransportMetrics metrics() {
        return metrics;
    }

    /** Ends the poll that the client has open, if it has one. */
    boolean drop(String client) {
        Poll poll = byClient.get(client);
        return poll != null && refuse(poll, new Dropped());
    }

    void stop() {
        wakeUp.close();
        expiry.shutdownNow();
        stopped = true;
        snapshot().forEach(poll -> refuse(poll, stopping()));
    }

    private static boolean hasEnded(Poll poll) {
        synchronized (poll) {
            return poll.ended;
        }
    }

    private static ProblemException stopping() {
        return new ProblemException(503, "The server is stopping");
    }

    // tag::answer[]
    private void answerIfNews(Poll poll) {
        Batch news;
        synchronized (poll) {
            if (poll.ended || !poll.subscription.isBehind()) {
                return;
            }
            news = poll.subscription.next(capacity);
            if (news.isEmpty()) {
                return; // it is on other topics
            }
            poll.ended = true;
        }
        complete(poll, news);
    }
    // end::answer[]

    /** The hold ends: an answer without news is an answer, with the cursor to go on from. */
    private void answer(Poll poll) {
        Batch batch;
        synchronized (poll) {
            if (poll.ended) {
                return;
            }
            poll.ended = true;
            batch = poll.subscription.next(capacity);
        }
        complete(poll, batch);
    }

    private boolean refuse(Poll poll, RuntimeException reason) {
        synchronized (poll) {
            if (poll.ended) {
                return false;
            }
            poll.ended = true;
        }
        forget(poll);
        poll.answer.completeExceptionally(reason);
        return true;
    }

    private void complete(Poll poll, Batch batch) {
        forget(poll);
        metrics.delivered(batch);
        poll.answer.complete(batch);
    }

    private void forget(Poll poll) {
        if (poll.client != null) {
            byClient.remove(poll.client, poll);
        }
        synchronized (waiting) {
            waiting.remove(poll);
        }
    }

    private List<Poll> expired() {
        long now = System.nanoTime();
        List<Poll> expired = new ArrayList<>();
        synchronized (waiting) {
            Iterator<Poll> oldestFirst = waiting.iterator();
            while (oldestFirst.hasNext()) {
                Poll poll = oldestFirst.next();
                if (poll.deadlineNanos - now > 0) {
                    break;
                }
                expired.add(poll);
            }
        }
        return expired;
    }

    private List<Poll> snapshot() {
        synchronized (waiting) {
            return List.copyOf(waiting);
        }
    }

    private int size() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /** One request that is held. */
    static final class Poll {

        private final Subscription subscription;
        private final String client;
        private final long deadlineNanos;
        private final CompletableFuture<Batch> answer = new CompletableFuture<>();
        /** Somebody answers it, and nobody else may read from the subscription. Guarded by this. */
        private boolean ended;

        Poll(Subscription subscription, String client, long deadlineNanos) {
            this.subscription = subscription;
            this.client = client;
            this.deadlineNanos = deadlineNanos;
        }

        /**
         * Completes with the batch, also when that is empty; with {@link ProblemException} if the
         * poll was refused, with {@link Dropped} if the connection is to be cut.
         */
        CompletableFuture<Batch> answer() {
            return answer;
        }
    }

    /** The connection is to be cut, without an answer. */
    static final class Dropped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}

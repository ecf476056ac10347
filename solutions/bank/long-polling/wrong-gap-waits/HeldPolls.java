package lab.exercises.long_polling;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lab.feed.After;
import lab.feed.Batch;
import lab.feed.NotificationFeed;
import lab.feed.Topics;

/** The requests that wait for news. Requests, publications and the timer come on threads of their own. */
final class HeldPolls {

    private static final int MAX_BATCH = 1_000;

    private final NotificationFeed feed;
    private final Duration hold;
    private final ScheduledExecutorService timer;
    private final Set<Poll> held = ConcurrentHashMap.newKeySet();
    /** The last poll of each client that gave itself a name. */
    private final Map<String, Poll> byClient = new ConcurrentHashMap<>();

    /** @param hold how long a poll waits without news */
    HeldPolls(NotificationFeed feed, Duration hold, ScheduledExecutorService timer) {
        this.feed = feed;
        this.hold = hold;
        this.timer = timer;
    }

    /**
     * Answers at once if there is something after the cursor, or a gap; otherwise holds the poll.
     *
     * @param client null if the client gave itself no name
     * @param after the parameter: null, {@code earliest} or a cursor
     * @param topics the parameter: null or {@code a,b}
     */
    CompletableFuture<Batch> poll(String client, String after, String topics) {
        Poll poll = new Poll(client,
                feed.subscribe(After.parse(after), Topics.parse(topics)));
        hold(poll);
        answerIfNews(poll);
        return poll.answer();
    }

    /** Something has been published. */
    void published() {
        held.forEach(HeldPolls::answerIfNews);
    }

    /** Keeps the poll until it is answered: by news, by its time-out, or by the client's next poll. */
    private void hold(Poll poll) {
        held.add(poll);
        if (poll.client() != null) {
            Poll before = byClient.put(poll.client(), poll);
            if (before != null) {
                end(before);
            }
        }
        var timeout = timer.schedule(() -> end(poll), hold.toMillis(), TimeUnit.MILLISECONDS);
        poll.answer().whenComplete((batch, failed) -> {
            timeout.cancel(false);
            held.remove(poll);
            if (poll.client() != null) {
                byClient.remove(poll.client(), poll);
            }
        });
    }

    /** Answers with everything there is, if there is anything. */
    private static void answerIfNews(Poll poll) {
        synchronized (poll) {
            if (poll.answer().isDone()) {
                return;
            }
            Batch batch = poll.subscription().next(MAX_BATCH);
            if (!batch.notifications().isEmpty()) {
                poll.answer().complete(batch);
            }
        }
    }

    /** Answers with what there is, be it nothing. */
    private static void end(Poll poll) {
        synchronized (poll) {
            if (!poll.answer().isDone()) {
                poll.answer().complete(poll.subscription().next(MAX_BATCH));
            }
        }
    }
}

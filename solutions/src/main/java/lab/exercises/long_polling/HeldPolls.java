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
        // tag::todo-1[] Subscribe, and hold the poll before you look for news: what comes in between is not lost then.
        Poll poll = new Poll(client,
                feed.subscribe(After.parse(after), Topics.parse(topics)));
        hold(poll);
        answerIfNews(poll);
        return poll.answer();
        // end::todo-1[]
    }

    /** Something has been published. */
    void published() {
        // tag::todo-2[] Answer each poll that is held, if there is news for it.
        held.forEach(HeldPolls::answerIfNews);
        // end::todo-2[]
    }

    /** Keeps the poll until it is answered: by news, by its time-out, or by the client's next poll. */
    private void hold(Poll poll) {
        // tag::todo-3[] Keep it, end the client's poll before, start its time; forget it when it has been answered.
        held.add(poll);
        if (poll.client() != null) {
            Poll before = byClient.put(poll.client(), poll);
            if (before != null) {
                end(before);
            }
        }
        var timeout = timer.schedule(() -> end(poll), hold.toMillis(),
                TimeUnit.MILLISECONDS);
        poll.answer().whenComplete((batch, failed) -> {
            timeout.cancel(false);
            held.remove(poll);
            if (poll.client() != null) {
                byClient.remove(poll.client(), poll);
            }
        });
        // end::todo-3[]
    }

    /** Answers with everything there is, if there is anything. */
    private static void answerIfNews(Poll poll) {
        // tag::todo-4[] Read the next batch and complete the answer, unless it is empty, or the poll is answered.
        synchronized (poll) {
            if (poll.answer().isDone()) {
                return;
            }
            Batch batch = poll.subscription().next(MAX_BATCH);
            if (!batch.isEmpty()) {
                poll.answer().complete(batch);
            }
        }
        // end::todo-4[]
    }

    /** Answers with what there is, be it nothing. */
    private static void end(Poll poll) {
        // tag::todo-5[] A batch may be empty: it has the cursor to go on from all the same.
        synchronized (poll) {
            if (!poll.answer().isDone()) {
                poll.answer().complete(poll.subscription().next(MAX_BATCH));
            }
        }
        // end::todo-5[]
    }
}

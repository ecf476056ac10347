package lab.exercises.long_polling;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import lab.feed.Batch;
import lab.feed.NotificationFeed;

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
        // TODO 1: Subscribe, and hold the poll before you look for news: what comes in between is not lost then.
        throw new UnsupportedOperationException("TODO 1");
    }

    /** Something has been published. */
    void published() {
        // TODO 2: Answer each poll that is held, if there is news for it.
        throw new UnsupportedOperationException("TODO 2");
    }

    /** Keeps the poll until it is answered: by news, by its time-out, or by the client's next poll. */
    private void hold(Poll poll) {
        // TODO 3: Keep it, end the client's poll before, start its time; forget it when it has been answered.
        throw new UnsupportedOperationException("TODO 3");
    }

    /** Answers with everything there is, if there is anything. */
    private static void answerIfNews(Poll poll) {
        // TODO 4: Read the next batch and complete the answer, unless it is empty, or the poll is answered.
        throw new UnsupportedOperationException("TODO 4");
    }

    /** Answers with what there is, be it nothing. */
    private static void end(Poll poll) {
        // TODO 5: A batch may be empty: it has the cursor to go on from all the same.
        throw new UnsupportedOperationException("TODO 5");
    }
}

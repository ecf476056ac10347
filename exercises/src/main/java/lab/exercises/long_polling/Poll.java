package lab.exercises.long_polling;

import java.util.concurrent.CompletableFuture;
import lab.feed.Batch;
import lab.feed.Subscription;

/**
 * A request that is being answered, or held. Whoever reads its subscription holds its monitor.
 *
 * @param client the name that the client gave itself; null if it gave none
 * @param answer completed once; what completes it writes the response
 */
record Poll(String client, Subscription subscription, CompletableFuture<Batch> answer) {

    Poll(String client, Subscription subscription) {
        this(client, subscription, new CompletableFuture<>());
    }
}

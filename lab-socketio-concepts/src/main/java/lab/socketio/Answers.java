package lab.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What many clients answer to one event. */
final class Answers {

    private final CompletableFuture<List<JsonNode>> all = new CompletableFuture<>();
    // Guarded by this.
    private final List<JsonNode> answers = new ArrayList<>();
    private int expected;
    private int missing;

    /** To be called first. */
    synchronized void expect(int count) {
        expected = count;
        check();
    }

    /** @param answer the data of an ACK; null if none came in time */
    synchronized void add(JsonNode answer) {
        if (answer == null) {
            missing++;
        } else {
            answers.add(answer.path(0));
        }
        check();
    }

    private void check() {
        if (answers.size() + missing < expected) {
            return;
        }
        if (missing == 0) {
            all.complete(List.copyOf(answers));
        } else {
            all.completeExceptionally(new AckTimeoutException(List.copyOf(answers)));
        }
    }

    CompletableFuture<List<JsonNode>> all() {
        return all;
    }
}

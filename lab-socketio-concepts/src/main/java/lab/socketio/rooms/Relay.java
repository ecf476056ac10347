package lab.socketio.rooms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.regex.Pattern;
import lab.feed.InvalidInput;
import lab.socketio.AckTimeoutException;
import lab.socketio.Event;
import lab.socketio.Namespace;

/** Emits what was asked for, and says how it went: at once, or when the acknowledgements are there. */
final class Relay {

    /** Who emits, if it is no client. */
    static final String SERVER = "server";

    /** What our page's clients answer. Others may answer anything, and other pages would show it. */
    private static final Pattern NAME = Pattern.compile("\\d{1,3}[A-H]");

    private final Emissions emissions;
    private final Watch watch;

    Relay(Emissions emissions, Watch watch) {
        this.emissions = emissions;
        this.watch = watch;
    }

    /**
     * @param asked its argument is an {@link Emission}
     * @param by the client's name, or {@link #SERVER}
     * @param emit does it; gives null if nobody is to acknowledge
     */
    void emit(Event asked, Page page, String by, Namespace namespace,
            Function<Emission, CompletableFuture<List<JsonNode>>> emit) {
        Emission emission;
        try {
            emission = Emission.parse(asked.arg(0), namespace);
            if (by.equals(SERVER) && emission.whom() != Emission.Whom.ALL) {
                throw InvalidInput.ofText("whom", "all where the server emits",
                        emission.whom().word());
            }
            emissions.add(page, by, namespace.name(), emission);
        } catch (InvalidInput invalid) {
            Answer.refuse(asked, invalid);
            return;
        }
        watch.changed();
        CompletableFuture<List<JsonNode>> answers = emit.apply(emission);
        if (answers == null) {
            asked.ack(Map.of("ok", Map.of()));
        } else {
            answers.whenComplete((all, late) -> asked.ack(Map.of("ok", Map.of(
                    "answers", names(all == null ? inTime(late) : all),
                    "timedOut", all == null))));
        }
    }

    private static List<JsonNode> inTime(Throwable late) {
        Throwable cause = late instanceof CompletionException ? late.getCause() : late;
        return cause instanceof AckTimeoutException timeout
                ? timeout.responses()
                : List.of(); // the client that asked has left
    }

    private static List<String> names(List<JsonNode> answers) {
        return answers.stream().map(JsonNode::asText)
                .map(text -> NAME.matcher(text).matches() ? text : "?").toList();
    }
}

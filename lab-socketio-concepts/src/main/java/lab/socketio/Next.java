package lab.socketio;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a middleware says that it has finished, at once or later, on any thread. Only the first word counts. */
@FunctionalInterface
public interface Next {

    /** @param error why it goes no further; null if it may */
    void run(SocketIoException error);

    /** On to the next middleware. */
    default void run() {
        run(null);
    }

    /** Runs one after the other until one refuses; what one throws is a refusal. */
    static <M> void through(List<M> chain, BiConsumer<M, Next> call, Next last) {
        if (chain.isEmpty()) {
            last.run();
            return;
        }
        AtomicBoolean said = new AtomicBoolean();
        Next next = error -> {
            if (!said.compareAndSet(false, true)) {
                return;
            }
            if (error != null) {
                last.run(error);
            } else {
                through(chain.subList(1, chain.size()), call, last);
            }
        };
        try {
            call.accept(chain.get(0), next);
        } catch (SocketIoException refusal) {
            next.run(refusal);
        } catch (RuntimeException bug) {
            Logger log = LoggerFactory.getLogger(Next.class);
            log.error("A middleware failed", bug);
            next.run(new SocketIoException("Internal server error"));
        }
    }
}

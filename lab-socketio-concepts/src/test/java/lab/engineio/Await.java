package lab.engineio;

import java.time.Duration;
import java.util.function.IntSupplier;

/** For what another thread is about to do: it has been told to, so it is only a moment. */
final class Await {

    /** Only a failing test reaches it. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Await() {
    }

    static void until(String what, IntSupplier count, int expected) {
        long startNanos = System.nanoTime();
        for (int now = count.getAsInt(); now != expected; now = count.getAsInt()) {
            if (System.nanoTime() - startNanos > LIMIT.toNanos()) {
                throw new AssertionError("Expected the %s to become %d, was %d"
                        .formatted(what, expected, now));
            }
            Thread.yield();
        }
    }
}

package lab.comparison;

import java.util.function.Predicate;
import java.util.function.Supplier;
import lab.testkit.Wire;

/** For what sends no event when it has happened, such as a socket that the other side closes. */
final class Await {

    private Await() {
    }

    /** Looks until it is so, for at most five seconds; gives what it saw last, for the test to assert. */
    static <T> T until(Supplier<T> look, Predicate<T> isSo) {
        long deadline = System.nanoTime() + Wire.LIMIT.toNanos();
        T seen = look.get();
        while (!isSo.test(seen) && System.nanoTime() - deadline < 0) {
            Thread.yield(); // whatever has to happen may need this processor
            seen = look.get();
        }
        return seen;
    }
}

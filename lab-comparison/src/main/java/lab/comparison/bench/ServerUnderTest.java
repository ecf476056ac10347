package lab.comparison.bench;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A server that takes load. Closing ends it if the bench has started it. */
interface ServerUnderTest extends AutoCloseable {

    Endpoint endpoint();

    /** Empty: it is not known, so that processor time and memory are not measured. */
    OptionalLong pid();

    /** From the start of its process to its first answer; empty: it was running before. */
    OptionalDouble startupMillis();

    @Override
    void close();

    /** One that somebody else has started. */
    record Running(Endpoint endpoint, OptionalLong pid) implements ServerUnderTest {

        @Override
        public OptionalDouble startupMillis() {
            return OptionalDouble.empty();
        }

        @Override
        public void close() {
            // whoever started it ends it
        }
    }
}

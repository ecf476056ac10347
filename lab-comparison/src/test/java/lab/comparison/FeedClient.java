package lab.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One reader of the feed, over any transport: it blocks, it asks again by itself, it never resumes by itself. */
interface FeedClient extends AutoCloseable {

    /** The next thing that it is told. Waits for at most five seconds. */
    Arrival next() throws IOException;

    /** Asks without waiting for the answer, where one has to ask; {@link #next} reads it. */
    default void listen() throws IOException {
    }

    /** From where to resume: the cursor of what was read last. */
    String cursor();

    /** Leaves politely (FIN). */
    @Override
    void close() throws IOException;

    /** Leaves like a process that dies (RST). */
    void reset() throws IOException;

    /** The next so many, as {@link Arrival#summary}. */
    default List<String> next(int count) throws IOException {
        List<String> arrivals = new ArrayList<>();
        while (arrivals.size() < count) {
            arrivals.add(next().summary());
        }
        return arrivals;
    }
}

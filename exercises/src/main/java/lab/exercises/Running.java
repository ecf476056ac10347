package lab.exercises;

/** An exercise that has been started. */
public interface Running extends AutoCloseable {

    /** Ends it, with its connections and threads. Its port can be taken by another then. */
    @Override
    void close();
}

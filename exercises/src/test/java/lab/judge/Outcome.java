package lab.judge;

/** How a check ended. */
public enum Outcome {
    PASS,
    /** The exercise said something else than the specification wants. */
    FAIL,
    /** A check that it requires has not passed: it says nothing, and the cause costs points once. */
    NOT_REACHED,
    /** The exercise could not be started, or its process ended. */
    CRASHED,
    /** The exercise said nothing, for longer than any working one needs. */
    TIMEOUT,
    /** The check itself is wrong. It costs no points: the instructor is told instead. */
    GRADER_ERROR
}

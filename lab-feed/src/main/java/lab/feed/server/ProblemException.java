package lab.feed.server;

/** Ends the request with a {@link Problem}. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(int status, String detail) {
        super(detail);
        this.problem = Problem.of(status, detail);
    }

    public Problem problem() {
        return problem;
    }
}

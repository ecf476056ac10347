package lab.comparison.bench;

/** The server sent what its protocol does not allow. */
final class ProtocolViolation extends RuntimeException {

    private static final long serialVersionUID = 1;

    ProtocolViolation(String message) {
        super(message);
    }
}

package lab.comparison.bench;

/** What is measured: one transport of one implementation, {@code lab} or the name of a peer. */
record Subject(String implementation, Transport transport) {

    static final String LAB = "lab";
    static final String NODE = "node";

    boolean isPeer() {
        return !implementation.equals(LAB);
    }

    String label() {
        return "%s (%s)".formatted(transport.label, implementation);
    }
}

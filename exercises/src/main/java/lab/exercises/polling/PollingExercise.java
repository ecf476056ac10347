package lab.exercises.polling;

import lab.exercises.Exercise;
import lab.exercises.ExerciseSettings;
import lab.exercises.FeedServer;
import lab.exercises.Running;

/** Interval polling: what is retained, at once. There is nothing to write here. */
public final class PollingExercise implements Exercise {

    @Override
    public Running start(ExerciseSettings settings) {
        return FeedServer.start(settings,
                (config, feed) -> new HistoryRoute(feed).configure(config));
    }
}

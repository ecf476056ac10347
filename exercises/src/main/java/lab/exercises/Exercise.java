package lab.exercises;

/**
 * One exercise, as whoever judges it sees it: something that is started and then talks through
 * sockets. Each is found by its name: {@code ws-frames} is {@code
 * lab.exercises.ws_frames.WsFramesExercise}, which has a constructor without parameters.
 */
public interface Exercise {

    /**
     * Starts it, and returns as soon as {@link ExerciseSettings#port} accepts connections. Several
     * may run in one process at the same time, on different ports; they share nothing.
     */
    Running start(ExerciseSettings settings);
}

package lab.exercises;

import java.lang.reflect.InvocationTargetException;
import java.util.regex.Pattern;

/** Finds exercises by their names. */
public final class Exercises {

    private static final Pattern SLUG = Pattern.compile("[a-z]+(-[a-z]+)*");
    private static final Pattern FIRST_LETTERS = Pattern.compile("(^|-)([a-z])");

    private Exercises() {
    }

    /** The package of an exercise: {@code lab.exercises.ws_frames} of {@code ws-frames}. */
    public static String packageName(String slug) {
        if (!SLUG.matcher(slug).matches()) {
            throw new IllegalArgumentException(
                    "Name of an exercise must be like ws-frames, was \"%s\""
                            .formatted(slug));
        }
        return "lab.exercises." + slug.replace('-', '_');
    }

    /** The name of its classes: {@code WsFrames} of {@code ws-frames}. */
    public static String camelCase(String slug) {
        return FIRST_LETTERS.matcher(slug)
                .replaceAll(
                        letter -> letter.group(2).toUpperCase(java.util.Locale.ROOT));
    }

    /**
     * Starts the exercise.
     *
     * @throws IllegalStateException if it gives nothing by which it could be stopped
     */
    public static Running start(Exercise exercise, ExerciseSettings settings) {
        Running running = exercise.start(settings);
        if (running == null) {
            throw new IllegalStateException(
                    "start must return what is running, was null");
        }
        return running;
    }

    /**
     * @param loader knows the exercise's classes
     * @throws IllegalArgumentException if there is no such exercise, or its class is not one
     */
    public static Exercise find(String slug, ClassLoader loader) {
        String name = packageName(slug) + "." + camelCase(slug) + "Exercise";
        try {
            return (Exercise) loader.loadClass(name).getDeclaredConstructor()
                    .newInstance();
        } catch (ClassNotFoundException | NoSuchMethodException missing) {
            throw new IllegalArgumentException(
                    "Exercise \"%s\" must have a class %s with a constructor without parameters"
                            .formatted(slug, name),
                    missing);
        } catch (InvocationTargetException | InstantiationException
                | IllegalAccessException | ClassCastException broken) {
            throw new IllegalArgumentException(
                    "%s must be an Exercise that can be made, was %s"
                            .formatted(name, broken),
                    broken);
        }
    }
}

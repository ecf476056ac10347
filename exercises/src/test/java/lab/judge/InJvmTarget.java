package lab.judge;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lab.exercises.ExerciseSettings;
import lab.exercises.Exercises;
import lab.exercises.Running;

/** Runs the exercise in this JVM, where a debugger sees both sides. */
public final class InJvmTarget implements Target {

    private final ClassLoader loader;

    /** @param loader knows the exercise's classes */
    public InJvmTarget(ClassLoader loader) {
        this.loader = loader;
    }

    @Override
    public Running start(String slug, ExerciseSettings settings) {
        Running running = limited(slug,
                () -> Exercises.start(Exercises.find(slug, loader), settings),
                "start(…)");
        return () -> limited(slug, () -> {
            running.close();
            return running;
        }, "close()");
    }

    /** On a thread of its own: what hangs is left behind, and the check goes on. */
    private Running limited(String slug, Callable<Running> call, String name) {
        FutureTask<Running> task = new FutureTask<>(call);
        Thread thread = new Thread(task, slug);
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
        try {
            return task.get(Trial.limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new ExerciseCrashed(failed.getCause().toString());
        } catch (TimeoutException hangs) {
            throw new ExerciseSilent(name);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public String ended() {
        return null;
    }
}

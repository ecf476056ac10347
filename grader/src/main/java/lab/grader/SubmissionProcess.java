package lab.grader;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import lab.exercises.ExerciseSettings;
import lab.exercises.Running;
import lab.judge.Target;
import lab.judge.Trial;

/**
 * The exercise in a process of its own, which is told to start and stop instances. It is believed nothing:
 * what it answers only ends a wait. If it has ended, the next start starts it anew.
 *
 * <p>For one thread.
 */
final class SubmissionProcess implements Target, AutoCloseable {

    private static final int MAX_ANSWER_BYTES = 40;
    private static final int ERRORS_KEPT = 2_000;
    private static final int END_SECONDS = 2;
    /** Of all its checks together; whoever needs longer hangs. */
    private static final int LIMITS = 12;
    private static final String ENDED = "";
    /** There is never an instance on port 0, so it only answers. */
    private static final String STILL_THERE = "stop 0";

    private final List<String> command;
    private long endNanos; // 0 until it is needed
    private Process process;
    private BlockingQueue<String> answers;
    private Tail errors;
    private boolean ready;

    /** Begins to start the virtual machine, which does not need the submission's classes yet. */
    SubmissionProcess(List<String> command) {
        this.command = command;
        launch();
    }

    @Override
    public Running start(String slug, ExerciseSettings settings) {
        if (endNanos == 0) {
            endNanos = System.nanoTime() + Trial.limit().multipliedBy(LIMITS).toNanos();
        } else if (System.nanoTime() - endNanos >= 0) {
            throw new ExerciseSilent("time is up");
        }
        if (process == null || !process.isAlive()) {
            launch();
        }
        if (!ready) {
            await("ready", Trial.limit().multipliedBy(3).toMillis());
            ready = true;
        }
        tell("start " + slug + " port=" + settings.port()
                + settings.values().entrySet().stream()
                        .map(SubmissionProcess::word).sorted()
                        .collect(Collectors.joining()));
        await("started " + settings.port(), Trial.limit().toMillis());
        return () -> stop(settings.port());
    }

    private static String word(Map.Entry<String, String> value) {
        return " %s=%s".formatted(value.getKey(), value.getValue());
    }

    private void stop(int port) {
        if (process != null && process.isAlive()) {
            tell("stop " + port);
            try {
                await("stopped " + port, Trial.limit().toMillis());
            } catch (ExerciseSilent | ExerciseCrashed notEnding) {
                kill();
                throw notEnding;
            }
        }
    }

    /**
     * Asks it: a lost connection is seen sooner than the end of the process that held it. What has ended cannot
     * answer, and its pipe says so.
     */
    @Override
    public String ended() {
        if (process == null || !ready) {
            return null;
        }
        try {
            tell(STILL_THERE);
            isAnswered("stopped 0", Trial.limit().toMillis());
            return null;
        } catch (ExerciseCrashed crashed) {
            return crashed.getMessage();
        }
    }

    private void launch() {
        kill();
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            Sandbox.forgetEnvironment(builder);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        BlockingQueue<String> own = new LinkedBlockingQueue<>();
        Tail tail = new Tail();
        Process started = process;
        answers = own;
        errors = tail;
        read("answers", () -> readAnswers(started.getInputStream(), own));
        read("errors", () -> tail.read(started.getErrorStream()));
        ready = false;
    }

    private void tell(String line) {
        try {
            OutputStream in = process.getOutputStream();
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException gone) {
            throw new ExerciseCrashed(howItEnded());
        }
    }

    private void await(String answer, long millis) {
        if (!isAnswered(answer, millis)) {
            kill();
            throw new ExerciseSilent(answer);
        }
    }

    /** @throws ExerciseCrashed if it has ended instead */
    private boolean isAnswered(String answer, long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (true) {
                String line = answers.poll(end - System.nanoTime(),
                        TimeUnit.NANOSECONDS);
                if (line == null || line.equals(answer)) {
                    return line != null;
                }
                if (line.equals(ENDED)) {
                    answers.add(ENDED); // to be found again by who asks again
                    throw new ExerciseCrashed(howItEnded());
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Its exit status, and what it said last. */
    private String howItEnded() {
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            return "exit %d: %s".formatted(process.exitValue(), errors.text());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** With all its children, as they are in its namespace; without asking, as it may not want to. */
    private void kill() {
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            process = null;
        }
    }

    @Override
    public void close() {
        kill();
    }

    private static void read(String name, Runnable reading) {
        Thread thread = new Thread(reading, "submission-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads to the end whatever comes, and keeps only what can be an answer. */
    private static void readAnswers(InputStream in, BlockingQueue<String> answers) {
        StringBuilder line = new StringBuilder();
        byte[] buffer = new byte[8192];
        try (in) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] != '\n') {
                        if (line.length() <= MAX_ANSWER_BYTES) {
                            line.append((char) buffer[i]);
                        }
                        continue;
                    }
                    if (line.toString().matches("ready|(started|stopped) [0-9]{1,5}")
                            && answers.size() < MAX_ANSWER_BYTES) {
                        answers.add(line.toString());
                    }
                    line.setLength(0);
                }
            }
        } catch (IOException ignored) { // it has been killed
        }
        answers.add(ENDED);
    }

    /** The last that was written to a stream. */
    private static final class Tail {

        private final StringBuilder kept = new StringBuilder(); // guarded by this
        private boolean ended; // guarded by this

        void read(InputStream in) {
            byte[] buffer = new byte[8192];
            try (in) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                }
            } catch (IOException ignored) { // it has been killed
            }
            end();
        }

        private synchronized void append(String text) {
            kept.append(text);
            if (kept.length() > ERRORS_KEPT) {
                kept.delete(0, kept.length() - ERRORS_KEPT);
            }
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        /** Its first lines say what happened, the rest where. */
        synchronized String text() throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
            while (!ended && end - System.nanoTime() > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
            }
            return kept.toString().lines().filter(line -> !line.startsWith("\tat "))
                    .limit(10).collect(Collectors.joining("; "));
        }
    }
}

package lab.grader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a machine may do to a submission while it is judged, and what no verdict may depend on. */
final class Disturbance implements AutoCloseable {

    private static final int MAX_RUN_MILLIS = 120;
    private static final int MAX_STOP_MILLIS = 200;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    private Disturbance() {
    }

    static Disturbance none() {
        return new Disturbance();
    }

    /** A thread on each core that never rests. */
    static Disturbance busy() {
        Disturbance busy = new Disturbance();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            busy.start(() -> {
                while (busy.ended.getCount() > 0) {
                    Thread.onSpinWait();
                }
            });
        }
        return busy;
    }

    /** Stops whatever submission runs, and lets it go on, at moments that nobody foresees. */
    static Disturbance stopping() {
        Disturbance stopping = new Disturbance();
        stopping.start(() -> stopping.stopAndContinue(new Random()));
        return stopping;
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, "disturbance");
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    private void stopAndContinue(Random random) {
        try {
            while (!ended.await(1 + random.nextInt(MAX_RUN_MILLIS),
                    TimeUnit.MILLISECONDS)) {
                List<String> submissions = ProcessHandle.current().descendants()
                        .filter(Disturbance::isSubmission)
                        .map(process -> Long.toString(process.pid())).toList();
                signal("-STOP", submissions);
                boolean over = ended.await(1 + random.nextInt(MAX_STOP_MILLIS),
                        TimeUnit.MILLISECONDS);
                signal("-CONT", submissions);
                if (over) {
                    return;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean isSubmission(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("java") && process.info()
                .commandLine().orElse("").contains("lab.exercises.ExerciseMain");
    }

    private static void signal(String signal, List<String> processes)
            throws IOException, InterruptedException {
        if (!processes.isEmpty()) {
            List<String> command = new ArrayList<>(List.of("kill", signal));
            command.addAll(processes);
            new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

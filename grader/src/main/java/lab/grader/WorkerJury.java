package lab.grader;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lab.grader.report.Verdict;
import lab.judge.CheckResult;
import lab.judge.Trial;

/**
 * Judges with a {@link JudgeWorker}, which is started when it is first needed and again if a
 * submission has ended it.
 *
 * <p>For one thread, which must live as long as this: the kernel ends the worker with the thread that started it.
 */
final class WorkerJury implements Jury {

    /** In limits of {@link Trial#limit}: to start, for the compiler, and then for all checks together. */
    private static final int START_LIMITS = 6;
    private static final int COMPILE_LIMITS = 4;
    private static final int JUDGE_LIMITS = 30;
    private static final String ENDED = "";
    private static final String LOG = "judge.log";

    private final Sandbox sandbox;
    private final int number;
    private final Image image;
    private final Path scratch;
    private final long seed;
    private Process worker;
    private BlockingQueue<String> lines;
    private boolean ready;

    WorkerJury(Sandbox sandbox, int number, Image image, long seed) {
        this.sandbox = sandbox;
        this.number = number;
        this.image = image;
        this.seed = seed;
        try {
            this.scratch = Files.createTempDirectory("lab-judge-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the worker now, so that the first verdict need not wait for it. */
    WorkerJury started() throws IOException {
        start();
        return this;
    }

    /** @throws IllegalStateException if there is no verdict, through no fault of the submission that is known */
    @Override
    public Verdict judge(String slug, Map<String, String> sources,
            Consumer<CheckResult> each) {
        try {
            if (worker == null || !worker.isAlive()) {
                start();
            }
            if (!ready) {
                awaitReady();
            }
            worker.getOutputStream().write(
                    JudgeWorker.JSON.writeValueAsBytes(
                            new JudgeWorker.Job(slug, sources, seed)));
            worker.getOutputStream().write('\n');
            worker.getOutputStream().flush();
            String line = await(COMPILE_LIMITS);
            if (line == null || line.equals(ENDED)) {
                kill();
                return Verdict.notCompiled(slug, List.of(line == null
                        ? "The compiler does not come to an end with it"
                        : "The compiler cannot cope with it and has ended"));
            }
            line = await(JUDGE_LIMITS);
            while (line != null && line.startsWith(JudgeWorker.CHECK)) {
                each.accept(JudgeWorker.JSON.readValue(
                        line.substring(JudgeWorker.CHECK.length()), CheckResult.class));
                line = await(JUDGE_LIMITS);
            }
            if (line == null || line.equals(ENDED)) {
                kill();
                throw new IllegalStateException(
                        "The judge of %s must give a verdict, was %s"
                                .formatted(slug, line == null ? "silent" : "ended"));
            }
            return JudgeWorker.JSON.readValue(line, Verdict.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() throws IOException {
        if (!JudgeWorker.READY.equals(await(START_LIMITS))) {
            kill();
            throw new IllegalStateException("The judge must start, said: "
                    + Files.readString(scratch.resolve(LOG)));
        }
        ready = true;
    }

    private String await(int limits) {
        try {
            return lines.poll(Trial.limit().multipliedBy(limits).toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void start() throws IOException {
        kill();
        ready = false;
        ProcessBuilder builder = new ProcessBuilder(
                JudgeWorker.command(sandbox, number, image, scratch))
                .redirectError(scratch.resolve(LOG).toFile());
        Sandbox.forgetEnvironment(builder);
        worker = builder.start();
        BlockingQueue<String> own = new LinkedBlockingQueue<>();
        Process started = worker;
        lines = own;
        Thread reader = new Thread(() -> read(started, own), "judge-verdicts");
        reader.setDaemon(true);
        reader.start();
    }

    private static void read(Process worker, BlockingQueue<String> lines) {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(worker.getInputStream(),
                        StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException ignored) { // it has been killed
        }
        lines.add(ENDED);
    }

    private void kill() {
        if (worker != null) {
            worker.destroyForcibly();
            worker = null;
        }
    }

    @Override
    public void close() throws IOException {
        kill();
        Folders.delete(scratch);
    }
}

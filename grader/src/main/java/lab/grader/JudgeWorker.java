package lab.grader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.grader.report.Verdict;

/**
 * A judge as a process of its own: it reads jobs from its standard input and writes verdicts to its standard
 * output, each a line of JSON. Inside the outer wall of the {@link Sandbox}; each submission is
 * compiled here, and runs in a process behind the inner one. It stays warm for any number of submissions.
 */
final class JudgeWorker {

    static final ObjectMapper JSON = new ObjectMapper();
    /** Written first: silence before it is not a submission's fault. */
    static final String READY = "ready";
    /** Written as soon as the compiler is done, so that the grader knows whom to blame for silence. */
    static final String COMPILED = "compiled";
    /** Before the result of a check, as soon as there is one. */
    static final String CHECK = "check ";

    /** @param seed what payloads are drawn from */
    record Job(String slug, Map<String, String> sources, long seed) {
    }

    private final Sandbox sandbox;
    private final Path image;
    private final Path scratch;
    private final SubmissionCompiler compiler;
    private Prepared next;

    private JudgeWorker(Sandbox sandbox, Path image, Path scratch) {
        this.sandbox = sandbox;
        this.image = image;
        this.scratch = scratch;
        this.compiler = new SubmissionCompiler(new Image(image).exerciseJars());
    }

    /** The command that starts one. */
    static List<String> command(Sandbox sandbox, int number, Image image,
            Path scratch) {
        List<String> command = new ArrayList<>(
                sandbox.aroundJudge(image.folder(), number));
        String at = sandbox.available() ? Sandbox.IMAGE : image.folder().toString();
        command.addAll(List.of(Jvm.java(), "-Xmx384m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto", "-Xss4m",
                "-cp",
                Image.classPath(image.judgeJars(), at + "/" + Image.JUDGE) + ":"
                        + Image.classPath(image.exerciseJars(),
                                at + "/" + Image.EXERCISE),
                JudgeWorker.class.getName(), Boolean.toString(sandbox.available()), at,
                sandbox.available() ? "/tmp" : scratch.toString()));
        return command;
    }

    public static void main(String[] args) throws IOException {
        PrintStream verdicts = System.out;
        System.setOut(System.err);
        JudgeWorker worker = new JudgeWorker(new Sandbox(Boolean.parseBoolean(args[0])),
                Path.of(args[1]), Path.of(args[2]));
        worker.next = worker.prepare();
        verdicts.println(READY);
        BufferedReader jobs = new BufferedReader(
                new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = jobs.readLine(); line != null; line = jobs.readLine()) {
            Verdict verdict = worker.judge(JSON.readValue(line, Job.class), verdicts);
            verdicts.write(JSON.writeValueAsBytes(verdict));
            verdicts.write('\n');
            verdicts.flush();
        }
        worker.stop();
        System.exit(0);
    }

    private void stop() throws IOException {
        next.close();
    }

    /**
     * The process for the next job is started as soon as this one is done with, so that it is there when that has been
     * compiled; not before, since a submission that uses up what the sandbox grants would take it from the next.
     */
    private Verdict judge(Job job, PrintStream progress) throws IOException {
        Compiled compiled = compiler.compile(job.slug(), job.sources());
        progress.println(COMPILED);
        if (!compiled.errors().isEmpty()) {
            return Verdict.notCompiled(job.slug(), compiled.errors());
        }
        try (Prepared own = next) {
            write(compiled.classes(), own.classes());
            return new Verdict(job.slug(),
                    Judge.judge(job.slug(), own.process(), job.seed(),
                            result -> progress.println(CHECK + json(result))),
                    List.of());
        } finally {
            next = prepare();
        }
    }

    /** A virtual machine that waits for classes. */
    private record Prepared(Path classes, SubmissionProcess process)
            implements
                AutoCloseable {

        @Override
        public void close() throws IOException {
            process.close();
            Folders.delete(classes);
        }
    }

    private Prepared prepare() throws IOException {
        Path classes = Files.createTempDirectory(scratch, "classes-");
        return new Prepared(classes, new SubmissionProcess(command(classes)));
    }

    private List<String> command(Path classes) {
        List<String> command = new ArrayList<>(sandbox.aroundSubmission(classes));
        command.addAll(sandbox.available()
                ? Jvm.submission(new Image(image), "/lab/exercise", "/lab/submission")
                : Jvm.submission(new Image(image),
                        image.resolve(Image.EXERCISE).toString(), classes.toString()));
        return command;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void write(Map<String, byte[]> classes, Path folder)
            throws IOException {
        for (Map.Entry<String, byte[]> compiled : classes.entrySet()) {
            Path file = folder.resolve(compiled.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, compiled.getValue());
        }
    }
}

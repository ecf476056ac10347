package lab.grader;

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
    /** Written as soon as the compiler is done, so that the grader knows whom to blame for silence. */
    static final String COMPILED = "compiled";

    /** @param seed what payloads are drawn from */
    record Job(String slug, Map<String, String> sources, long seed) {
    }

    private final Sandbox sandbox;
    private final Path image;
    private final Path scratch;
    private final SubmissionCompiler compiler;

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
        BufferedReader jobs = new BufferedReader(
                new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = jobs.readLine(); line != null; line = jobs.readLine()) {
            Verdict verdict = worker.judge(JSON.readValue(line, Job.class), verdicts);
            verdicts.write(JSON.writeValueAsBytes(verdict));
            verdicts.write('\n');
            verdicts.flush();
        }
        System.exit(0);
    }

    private Verdict judge(Job job, PrintStream progress) throws IOException {
        Compiled compiled = compiler.compile(job.slug(), job.sources());
        progress.println(COMPILED);
        if (!compiled.errors().isEmpty()) {
            return Verdict.notCompiled(job.slug(), compiled.errors());
        }
        Path classes = Files.createTempDirectory(scratch, "classes-");
        try {
            write(compiled.classes(), classes);
            try (SubmissionProcess process = new SubmissionProcess(
                    command(job.slug(), classes))) {
                return new Verdict(job.slug(),
                        Judge.judge(job.slug(), process, job.seed()), List.of());
            }
        } finally {
            Folders.delete(classes);
        }
    }

    private List<String> command(String slug, Path classes) {
        List<String> command = new ArrayList<>(
                sandbox.aroundSubmission(classes));
        command.addAll(sandbox.available()
                ? Jvm.submission(new Image(image), "/lab/exercise", "/lab/submission",
                        slug)
                : Jvm.submission(new Image(image),
                        image.resolve(Image.EXERCISE).toString(), classes.toString(),
                        slug));
        return command;
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

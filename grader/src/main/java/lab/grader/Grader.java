package lab.grader;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The grader's commands. */
@Command(name = "lab", mixinStandardHelpOptions = true, subcommands = {
        CheckCommand.class,
        WatchCommand.class, GradeCommand.class, RegradeCommand.class,
        HandoutCommand.class, QuizCommand.class, SkeletonsCommand.class,
        ProofCommand.class})
public final class Grader implements Callable<Integer> {

    private Grader() {
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return CommandLine.ExitCode.USAGE;
    }

    /** Ends the process: servers of exercises may have left threads behind. */
    public static void main(String[] args) {
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        CommandLine commands = new CommandLine(new Grader());
        // The lab script has left the folder that it was called in.
        commands.registerConverter(Path.class,
                text -> Path.of(System.getProperty("lab.dir", "")).resolve(text));
        commands.setExecutionExceptionHandler((failed, line, parsed) -> {
            if (failed instanceof IllegalArgumentException) {
                line.getErr().println(failed.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            throw failed;
        });
        System.exit(commands.execute(args));
    }
}

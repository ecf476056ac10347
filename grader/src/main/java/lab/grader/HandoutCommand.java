package lab.grader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "handout", description = "What students get: the labs, the exercises and the grader; no solutions, no bank, no answer keys.")
final class HandoutCommand implements Callable<Integer> {

    @Option(names = "--out", required = true, description = "the zip archive to write")
    private Path out;

    @Override
    public Integer call() throws IOException {
        int files = new Handout(Repository.here()).write(out);
        System.out.printf("%s: %d files%n", out, files);
        return 0;
    }
}

package lab.grader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "proof", description = "Judges the suite: every answer of the bank has a known verdict.")
final class ProofCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", description = "exercises; all if none is given")
    private List<String> slugs = List.of();

    @Option(names = "--quick", description = "only the bank, and only in this JVM")
    private boolean quick;

    @Override
    public Integer call() throws IOException {
        Repository repository = Repository.here();
        List<String> faults = new ArrayList<>();
        try (Jury jury = quick
                ? new InJvmJury(1)
                : new WorkerJury(Sandbox.probe(), 0, Image.prepare(repository), 1)) {
            Bank bank = new Bank(repository, jury, System.out);
            for (String slug : slugs.isEmpty() ? Skeletons.slugs(repository) : slugs) {
                faults.addAll(bank.run(slug));
            }
        }
        faults.forEach(fault -> System.out.println("FAULT  " + fault));
        return faults.isEmpty() ? 0 : 1;
    }
}

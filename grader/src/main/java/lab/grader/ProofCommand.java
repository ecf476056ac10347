package lab.grader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import lab.grader.report.CatalogueEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "proof", description = "Judges the suite itself: every answer of the bank has a known verdict.")
final class ProofCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", description = "exercises; all if none is given, and then the result is kept")
    private List<String> slugs = List.of();

    @Option(names = "--quick", description = "only the bank, and only in this JVM: some seconds per exercise")
    private boolean quick;

    @Option(names = "--runs", description = "how often the suite runs in each condition")
    private int runs = 200;

    @Option(names = "--class", description = "how many submissions the timed class has")
    private int classSize = 100;

    @Override
    public Integer call() throws IOException {
        Repository repository = Repository.here();
        List<String> chosen = slugs.isEmpty()
                ? repository.catalogue().stream().map(CatalogueEntry::slug).toList()
                : slugs;
        List<String> faults = new ArrayList<>();
        List<Bank.Report> banks = new ArrayList<>();
        try (Jury jury = new InJvmJury(1)) {
            Bank bank = new Bank(repository, jury, System.out);
            for (String slug : chosen) {
                Bank.Report report = bank.run(slug);
                banks.add(report);
                faults.addAll(report.faults());
            }
        }
        if (!quick) {
            Proof proof = new Proof(repository, System.out);
            faults.addAll(proof.sandboxed(banks));
            if (slugs.isEmpty()) {
                new ProofFile(repository).write(proof.result(banks, runs, classSize));
            } else {
                faults.addAll(proof.unstable(chosen, runs));
            }
        }
        faults.forEach(fault -> System.out.println("FAULT  " + fault));
        return faults.isEmpty() ? 0 : 1;
    }
}

package lab.grader;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lab.grader.report.CatalogueEntry;
import lab.grader.report.Verdict;

/** What the suite and the grader are held to, measured in the sandbox that students are graded in. */
final class Proof {

    /** How many of an exercise's wrong solutions are judged again and again. */
    private static final int SAMPLE = 2;

    /**
     * How often an answer got another verdict than it must.
     *
     * @param verdicts how many were given
     */
    record Stability(String condition, int runs, int verdicts, int changes) {
    }

    /**
     * In seconds.
     *
     * @param alone a complete submission, from the command to the pages
     * @param each of a class, per submission
     * @param maven {@code mvn test} for the same checks on the same submission
     */
    record Timing(double alone, int submissions, int jobs, double each, double maven) {
    }

    /** One line per exercise. */
    record Suite(String slug, int wrong, int caught, int right, int accepted,
            int mutants,
            int killed, int justified) {
    }

    record Result(String date, String machine, List<Suite> suites,
            List<Stability> stability, Timing timing) {
    }

    private final Repository repository;
    private final PrintStream out;
    private final Sandbox sandbox = Sandboxes.forUntrustedCode(false, System.err);
    private final Image image;

    Proof(Repository repository, PrintStream out) {
        this.repository = repository;
        this.out = out;
        this.image = Image.prepare(repository);
    }

    /** @return where a verdict in the sandbox is another than in this JVM */
    List<String> sandboxed(List<Bank.Report> inJvm) throws IOException {
        List<String> faults = new ArrayList<>();
        try (Jury jury = new WorkerJury(sandbox, 0, image, 2)) {
            for (Bank.Report bank : inJvm) {
                Bank.Report again = new Bank(repository, jury, out).run(bank.slug());
                faults.addAll(again.faults());
                if (!again.outcomes().equals(bank.outcomes())) {
                    faults.add("%s: a verdict in the sandbox is another than in the JVM"
                            .formatted(bank.slug()));
                }
            }
        }
        return faults;
    }

    Result result(List<Bank.Report> banks, int runs, int classSize) throws IOException {
        List<Suite> suites = new ArrayList<>();
        Map<String, Mutants> mutants = Mutants.read(repository);
        for (Bank.Report bank : banks) {
            Mutants of = mutants.getOrDefault(bank.slug(), Mutants.NONE);
            suites.add(new Suite(bank.slug(), bank.wrong(), bank.caught(), bank.right(),
                    bank.accepted(), of.all(), of.killed(), of.justified()));
        }
        Timing timing = new Stopwatch(repository, out).measure(classSize);
        List<String> slugs = banks.stream().map(Bank.Report::slug).toList();
        return new Result(LocalDate.now().toString(), machine(), suites,
                stability(slugs, runs), timing);
    }

    /** @return the conditions under which a verdict has changed */
    List<String> unstable(List<String> slugs, int runs) throws IOException {
        return stability(slugs, runs).stream()
                .filter(stability -> stability.changes() > 0)
                .map(Stability::toString).toList();
    }

    private List<Stability> stability(List<String> slugs, int runs) throws IOException {
        return List.of(stability("idle", slugs, runs, Disturbance.none()),
                stability("both cores busy", slugs, runs, Disturbance.busy()),
                stability("stopped and continued at random", slugs, runs,
                        Disturbance.stopping()));
    }

    private Stability stability(String condition, List<String> slugs, int runs,
            Disturbance disturbance) throws IOException {
        int verdicts = 0;
        int changes = 0;
        try (disturbance; WorkerJury jury = new WorkerJury(sandbox, 0, image, 3)) {
            for (int run = 1; run <= runs; run++) {
                for (String slug : slugs) {
                    for (BankEntry entry : sample(slug, run)) {
                        Verdict verdict = jury.judge(slug, entry.sources());
                        List<String> differences = entry.differences(verdict.checks());
                        verdicts++;
                        changes += differences.isEmpty() ? 0 : 1;
                        differences.forEach(difference -> out.printf(
                                "%s, run %s: %s %s: %s%n",
                                condition, verdict.slug(), entry.name(), difference,
                                verdict.checks()));
                    }
                }
                out.printf("%s: run %d of %d, %d changes%n", condition, run, runs,
                        changes);
            }
        }
        return new Stability(condition, runs, verdicts, changes);
    }

    /** The reference, and others of the wrong ones in each run. */
    private List<BankEntry> sample(String slug, int run) {
        List<BankEntry> all = BankEntry.of(repository, slug);
        List<BankEntry> wrong = all.stream().filter(BankEntry::isWrong).toList();
        List<BankEntry> sample = new ArrayList<>(List.of(all.get(0)));
        for (int i = 0; i < Math.min(SAMPLE, wrong.size()); i++) {
            sample.add(wrong.get((run * SAMPLE + i) % wrong.size()));
        }
        return sample;
    }

    private static String machine() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        String processor = Files.exists(info)
                ? Files.readAllLines(info).stream()
                        .filter(line -> line.startsWith("model name")).findFirst()
                        .map(line -> line.replaceFirst(".*: ", "")).orElse("")
                : System.getProperty("os.arch");
        return "%d cores, %s, JDK %s".formatted(
                Runtime.getRuntime().availableProcessors(),
                processor, System.getProperty("java.version"));
    }

    /** Every exercise's reference, as one student's whole submission. */
    static Map<String, String> completeSubmission(Repository repository) {
        Map<String, String> files = new TreeMap<>();
        for (CatalogueEntry entry : repository.catalogue()) {
            Repository.sources(repository.referenceFolder(entry.slug()))
                    .forEach((name, source) -> files.put("exercises/src/main/java/"
                            + Repository.folderName(entry.slug()) + "/" + name,
                            source));
        }
        return files;
    }
}

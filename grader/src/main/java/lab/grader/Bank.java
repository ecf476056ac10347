package lab.grader;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lab.grader.report.Verdict;
import lab.judge.CheckResult;
import lab.judge.Outcome;

/** Judges everything in the bank of one exercise, and says where a verdict is not as it has to be. */
final class Bank {

    private final Repository repository;
    private final Jury jury;
    private final PrintStream out;

    Bank(Repository repository, Jury jury, PrintStream out) {
        this.repository = repository;
        this.jury = jury;
        this.out = out;
    }

    /** @return what is not as it has to be; empty is right */
    List<String> run(String slug) {
        List<String> faults = new ArrayList<>();
        Set<String> notAlone = new TreeSet<>();
        for (BankEntry entry : BankEntry.of(repository, slug)) {
            Verdict verdict = jury.judge(slug, entry.sources());
            List<String> differences = verdict.compiled()
                    ? entry.differences(verdict.checks())
                    : verdict.errors();
            out.printf("%-6s %s %s%n", differences.isEmpty() ? "ok" : "FAULT", slug,
                    entry.name());
            differences.forEach(difference -> {
                out.println("         " + difference);
                faults.add("%s %s: %s".formatted(slug, entry.name(), difference));
            });
            if (!differences.isEmpty()) {
                verdict.checks().stream().filter(result -> result.feedback() != null)
                        .filter(result -> result.outcome() != Outcome.NOT_REACHED)
                        .forEach(result -> out.println(
                                result.feedback().in("en").indent(9)));
            }
            if (entry.name().equals("reference")) {
                verdict.checks().forEach(result -> notAlone.add(result.id()));
            }
            if (entry.expected().size() == 1) {
                notAlone.removeAll(entry.expected().keySet());
            }
        }
        notAlone.forEach(id -> faults.add(
                "%s: no wrong solution is caught by \"%s\" alone".formatted(slug, id)));
        checkSkeleton(slug, faults);
        return faults;
    }

    private void checkSkeleton(String slug, List<String> faults) {
        Verdict verdict = jury.judge(slug, Skeletons.of(repository, slug));
        if (!verdict.compiled()) {
            faults.add("%s skeleton: %s".formatted(slug, verdict.errors()));
        }
        for (CheckResult result : verdict.checks()) {
            if (result.score() > 0 || result.outcome() == Outcome.GRADER_ERROR) {
                faults.add("%s skeleton: %s must not pass, was %s".formatted(slug,
                        result.id(), result.outcome()));
            }
        }
        int points = verdict.checks().stream().mapToInt(CheckResult::points).sum();
        if (verdict.compiled() && points != repository.entry(slug).points()) {
            faults.add("%s: points must sum to %d, was %d".formatted(slug,
                    repository.entry(slug).points(), points));
        }
    }
}

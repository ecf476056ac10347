package lab.grader;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import lab.grader.report.Verdict;
import lab.judge.CheckResult;
import lab.judge.Outcome;

/** Judges everything in the bank of one exercise, and says where a verdict is not as it has to be. */
final class Bank {

    /**
     * What has come of it.
     *
     * @param wrong how many wrong solutions there are, and {@code caught} how many of them lost exactly what they must
     * @param right how many right ones there are besides the reference
     * @param outcomes of every check, by answer
     * @param faults what is not as it has to be; empty is right
     */
    record Report(String slug, int wrong, int caught, int right, int accepted,
            Map<String, List<String>> outcomes, List<String> faults) {
    }

    private final Repository repository;
    private final Jury jury;
    private final PrintStream out;

    Bank(Repository repository, Jury jury, PrintStream out) {
        this.repository = repository;
        this.jury = jury;
        this.out = out;
    }

    Report run(String slug) {
        Map<String, List<String>> outcomes = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        Set<String> notAlone = new TreeSet<>();
        int[] good = new int[2]; // of the right ones, of the wrong ones
        int[] all = new int[2];
        for (BankEntry entry : BankEntry.of(repository, slug)) {
            Verdict verdict = jury.judge(slug, entry.sources());
            outcomes.put(entry.name(), outcomes(verdict));
            int kind = entry.isWrong() ? 1 : 0;
            all[kind]++;
            good[kind] += isAsItHasToBe(entry, verdict, faults) ? 1 : 0;
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
        return new Report(slug, all[1], good[1], all[0] - 1, good[0] - 1, outcomes,
                faults);
    }

    /** What a verdict is, without what was seen on the way to it. */
    static List<String> outcomes(Verdict verdict) {
        return verdict.compiled()
                ? verdict.checks().stream()
                        .map(check -> check.id() + " " + check.outcome()).toList()
                : verdict.errors();
    }

    private boolean isAsItHasToBe(BankEntry entry, Verdict verdict,
            List<String> faults) {
        List<String> differences = verdict.compiled()
                ? entry.differences(verdict.checks())
                : verdict.errors();
        out.printf("%-6s %s %s%n", differences.isEmpty() ? "ok" : "FAULT", entry.slug(),
                entry.name());
        differences.forEach(difference -> {
            out.println("         " + difference);
            faults.add("%s %s: %s".formatted(entry.slug(), entry.name(), difference));
        });
        if (!differences.isEmpty()) {
            verdict.checks().stream().filter(result -> result.feedback() != null)
                    .filter(result -> result.outcome() != Outcome.NOT_REACHED)
                    .forEach(result -> out
                            .println(result.feedback().in("en").indent(9)));
        }
        return differences.isEmpty();
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

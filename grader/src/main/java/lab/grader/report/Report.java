package lab.grader.report;

import java.util.List;

/** All that is written out: every result, and who it belongs to. */
public record Report(List<CatalogueEntry> catalogue, List<StudentResult> results,
        Roster roster) {

    int maxScore() {
        return catalogue.stream().filter(entry -> !entry.bonus())
                .mapToInt(CatalogueEntry::points).sum();
    }

    /** With what comes on top. */
    int maxWithBonus() {
        return catalogue.stream().mapToInt(CatalogueEntry::points).sum();
    }

    /** Exercises that are not there any more are not in a result's verdicts. */
    static Verdict verdict(StudentResult result, CatalogueEntry entry) {
        return result.verdicts().stream()
                .filter(verdict -> verdict.slug().equals(entry.slug())).findFirst()
                .orElseGet(() -> Verdict.untouched(entry.slug()));
    }
}

package lab.grader.report;

import java.util.List;
import java.util.Map;
import lab.judge.CheckResult;
import lab.judge.Feedback;
import lab.judge.Outcome;
import lab.judge.Text;

/** A small class, with a student whose every text is hostile. */
final class Sample {

    static final String HOSTILE = "\u001b[31m</failure><testcase name=\"x\"/>]]> <script>alert(1)</script> **bold** =1+1, \"quoted\" & more";

    private Sample() {
    }

    static Report report() {
        return report("id,name,moodle,canvas\nada,Ada Lovelace,1001,71\n"
                + "bob,\"=HYPERLINK(\"\"http://x\"\")\",Participant 1002,72\n"
                + "zoe,Zoe,1003,73\n");
    }

    static Report report(String roster) {
        List<CatalogueEntry> catalogue = List.of(
                new CatalogueEntry("polling", 3, false),
                new CatalogueEntry("sse-feed", 7, false),
                new CatalogueEntry("shared-editor", 10, true));
        StudentResult ada = result("ada", List.of(),
                new Verdict("polling", List.of(check("history", 1, Outcome.PASS),
                        check("fresh", 2, Outcome.PASS)), List.of()),
                new Verdict("sse-feed", List.of(check("stream", 3, Outcome.PASS),
                        check("resume", 4, Outcome.FAIL)), List.of()),
                new Verdict("shared-editor", List.of(check("join", 10, Outcome.PASS)),
                        List.of()));
        StudentResult bob = result("bob", List.of(HOSTILE, "=2+2"),
                new Verdict("polling", List.of(check("history", 1, Outcome.CRASHED),
                        check("fresh", 2, Outcome.NOT_REACHED)), List.of()),
                Verdict.notCompiled("sse-feed",
                        List.of("Feed.java:3: cannot find symbol " + HOSTILE)),
                Verdict.untouched("shared-editor"));
        StudentResult eve = result("eve", List.of(),
                new Verdict("polling", List.of(check("history", 1, Outcome.PASS),
                        check("fresh", 2, Outcome.GRADER_ERROR)), List.of()),
                new Verdict("sse-feed", List.of(check("stream", 3, Outcome.TIMEOUT),
                        check("resume", 4, Outcome.NOT_REACHED)), List.of()),
                Verdict.untouched("shared-editor"));
        return new Report(catalogue, List.of(ada, bob, eve), Roster.parse(roster));
    }

    static StudentResult student(Report report, String id) {
        return report.results().stream().filter(result -> result.id().equals(id))
                .findFirst().orElseThrow();
    }

    private static StudentResult result(String id, List<String> notes,
            Verdict... verdicts) {
        return new StudentResult(id, "fingerprint", "suite", 1,
                Map.of("polling",
                        id.equals("eve") ? "same" : id.equals("ada") ? "same" : "own"),
                notes, List.of(verdicts));
    }

    private static CheckResult check(String id, int points, Outcome outcome) {
        return new CheckResult(id, points, 1, List.of(), "RFC 0000 §1",
                Text.text("It answers.", "Il répond."),
                Text.text("Read it.", "Lisez-la."),
                outcome, outcome == Outcome.PASS ? null : feedback());
    }

    private static Feedback feedback() {
        return new Feedback(List.of(Text.text("ask", "demander")),
                Text.text("200 & a body", "200 et un corps"), "RFC 0000 §2",
                Text.same(HOSTILE), List.of("    > GET /", ">>> < " + HOSTILE),
                Text.text("A mistake.", "Une erreur."),
                "curl -i 'http://localhost:7010/'");
    }
}

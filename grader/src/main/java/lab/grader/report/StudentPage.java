package lab.grader.report;

import static lab.grader.report.Html.escape;

import java.util.Map;
import lab.judge.CheckResult;
import lab.judge.Feedback;
import lab.judge.Outcome;

/** What one student is told: each check, and of each that has not passed what was seen on the wire. */
final class StudentPage {

    private static final Map<Outcome, String> FRENCH = Map.of(
            Outcome.PASS, "réussi", Outcome.FAIL, "échoué",
            Outcome.NOT_REACHED, "pas atteint", Outcome.CRASHED, "arrêt brutal",
            Outcome.TIMEOUT, "pas de réponse", Outcome.GRADER_ERROR,
            "erreur du correcteur");
    private static final Map<Outcome, String> ENGLISH = Map.of(
            Outcome.PASS, "passed", Outcome.FAIL, "failed",
            Outcome.NOT_REACHED, "not reached", Outcome.CRASHED, "crashed",
            Outcome.TIMEOUT, "no answer", Outcome.GRADER_ERROR,
            "mistake of the grader");

    private final Report report;
    private final String language;
    private final boolean french;
    private final StringBuilder html = new StringBuilder();

    private StudentPage(Report report, String language) {
        this.report = report;
        this.language = language;
        this.french = language.equals("fr");
    }

    static String of(Report report, StudentResult result, String language, String file,
            String otherFile) {
        StudentPage page = new StudentPage(report, language);
        page.body(result);
        return Html.page(language, report.roster().of(result.id()).name(),
                page.french ? "en" : "fr", otherFile, "../", page.html.toString());
    }

    static String word(Outcome outcome, String language) {
        return (language.equals("fr") ? FRENCH : ENGLISH).get(outcome);
    }

    private void body(StudentResult result) {
        html.append("<p><strong>%d / %d</strong></p>\n".formatted(result.score(),
                report.maxScore()));
        if (result.pending() > 0) {
            html.append("<p>%s</p>\n".formatted((french
                    ? "%d points attendent : le correcteur s'est trompé, pas vous."
                    : "%d points are pending: the grader made a mistake, not you.")
                    .formatted(result.pending())));
        }
        if (!result.notes().isEmpty()) {
            html.append("<h2>%s</h2>\n<ul>\n".formatted(french ? "À savoir" : "Notes"));
            result.notes().forEach(
                    note -> html.append("<li>%s</li>\n".formatted(escape(note))));
            html.append("</ul>\n");
        }
        report.catalogue().forEach(
                entry -> exercise(entry, Report.verdict(result, entry)));
    }

    private void exercise(CatalogueEntry entry, Verdict verdict) {
        html.append("<h2 id=\"%s\">%s: %d / %d</h2>\n".formatted(entry.slug(),
                entry.slug(), verdict.score(), entry.points()));
        if (!verdict.compiled()) {
            html.append("<p>%s</p>\n<pre>%s</pre>\n".formatted(
                    french ? "Ne compile pas :" : "It does not compile:",
                    escape(String.join("\n", verdict.errors()))));
        } else if (verdict.checks().isEmpty()) {
            html.append("<p>%s</p>\n".formatted(
                    french ? "Rien n'a été écrit." : "Nothing was written."));
        } else {
            html.append("<ul>\n");
            verdict.checks().forEach(this::check);
            html.append("</ul>\n");
        }
    }

    private void check(CheckResult check) {
        boolean passed = check.outcome() == Outcome.PASS;
        html.append("<li><span class=\"%s\">%s</span>, %d / %d: %s".formatted(
                passed ? "pass" : "fail", word(check.outcome(), language),
                check.score(),
                check.points(), escape(check.title().in(language))));
        if (!passed && check.outcome() != Outcome.NOT_REACHED) {
            html.append("\n<details><summary>%s</summary>\n".formatted(
                    french ? "Pourquoi" : "Why"));
            feedback(check.feedback(), check);
            html.append("</details>");
        }
        html.append("</li>\n");
    }

    private void feedback(Feedback feedback, CheckResult check) {
        html.append("<dl>\n");
        StringBuilder steps = new StringBuilder();
        feedback.did().forEach(step -> steps
                .append(steps.isEmpty() ? "" : "; ").append(step.in(language)));
        term(french ? "Fait" : "Done", steps.toString());
        term(french ? "Attendu" : "Expected", feedback.expected().in(language)
                + " (" + feedback.source() + ")");
        term(french ? "Reçu" : "Came back", feedback.got().in(language));
        term(french ? "Cause probable" : "Likely cause", feedback.cause().in(language));
        term(french ? "Indice" : "Hint", check.hint().in(language));
        html.append("</dl>\n");
        if (!feedback.reproduce().isEmpty()) {
            html.append("<pre>%s</pre>\n".formatted(escape(feedback.reproduce())));
        }
        if (!feedback.transcript().isEmpty()) {
            html.append("<pre>%s</pre>\n"
                    .formatted(escape(String.join("\n", feedback.transcript()))));
        }
    }

    private void term(String name, String text) {
        if (!text.isEmpty()) {
            html.append("<dt>%s</dt><dd>%s</dd>\n".formatted(name, escape(text)));
        }
    }
}

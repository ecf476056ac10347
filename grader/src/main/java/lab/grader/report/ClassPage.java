package lab.grader.report;

import static lab.grader.report.Html.escape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import lab.judge.CheckResult;
import lab.judge.Outcome;

/** What the instructor sees of the class: who has how much, which checks are hardest, who is stuck where. */
final class ClassPage {

    private static final int BANDS = 10;
    private static final int HARDEST = 15;

    private final Report report;
    private final boolean french;
    private final StringBuilder html = new StringBuilder();

    private ClassPage(Report report, boolean french) {
        this.report = report;
        this.french = french;
    }

    /** @param pageOf the address of a student's page by the id */
    static String of(Report report, String language, String otherFile,
            UnaryOperator<String> pageOf, List<String> sameSources) {
        ClassPage page = new ClassPage(report, language.equals("fr"));
        page.distribution();
        page.hardest();
        page.stuck(pageOf);
        page.sameSources(sameSources);
        page.students(pageOf);
        return Html.page(language, page.say("Class", "Classe"),
                page.french ? "en" : "fr", otherFile, "", page.html.toString());
    }

    private String say(String en, String fr) {
        return french ? fr : en;
    }

    private void distribution() {
        int[] bands = new int[BANDS];
        for (StudentResult result : report.results()) {
            int band = report.maxScore() == 0
                    ? 0
                    : result.score() * BANDS / report.maxScore();
            bands[Math.min(BANDS - 1, band)]++;
        }
        heading("Distribution", "Répartition");
        html.append(
                "<table>\n<thead><tr><th>%s</th><th class=\"number\">%s</th><th></th></tr></thead>\n"
                        .formatted(say("Points", "Points"),
                                say("Students", "Étudiants")));
        for (int i = 0; i < BANDS; i++) {
            html.append(
                    "<tr><td>%d–%d %%</td><td class=\"number\">%d</td><td><meter min=\"0\" max=\"%d\" value=\"%d\">%d</meter></td></tr>\n"
                            .formatted(i * 100 / BANDS, (i + 1) * 100 / BANDS, bands[i],
                                    Math.max(1, report.results().size()), bands[i],
                                    bands[i]));
        }
        html.append("</table>\n");
    }

    private record Difficulty(String slug, CheckResult check, int tried, int passed) {

        Difficulty and(CheckResult another) {
            boolean reached = another.outcome() != Outcome.NOT_REACHED;
            return new Difficulty(slug, check, tried + (reached ? 1 : 0),
                    passed + (another.outcome() == Outcome.PASS ? 1 : 0));
        }

        double rate() {
            return tried == 0 ? 1 : (double) passed / tried;
        }
    }

    private void hardest() {
        Map<String, Difficulty> checks = new LinkedHashMap<>();
        report.results().forEach(result -> result.verdicts()
                .forEach(verdict -> verdict.checks().forEach(check -> checks.merge(
                        verdict.slug() + " " + check.id(),
                        new Difficulty(verdict.slug(), check, 0, 0).and(check),
                        (known, one) -> known.and(check)))));
        List<Difficulty> hardest = new ArrayList<>(checks.values());
        hardest.sort(Comparator.comparingDouble(Difficulty::rate));
        heading("Hardest checks, of those who reached them",
                "Contrôles les plus durs, parmi ceux qui les ont atteints");
        html.append("<ol>\n");
        hardest.stream().filter(check -> check.passed() < check.tried()).limit(HARDEST)
                .forEach(check -> html
                        .append("<li>%s, %s: %d / %d — %s</li>\n".formatted(
                                escape(check.slug()), escape(check.check().id()),
                                check.passed(),
                                check.tried(), escape(check.check().title()
                                        .in(french ? "fr" : "en")))));
        html.append("</ol>\n");
    }

    /** At the first exercise that they have begun and not finished. */
    private void stuck(UnaryOperator<String> pageOf) {
        Map<String, List<String>> where = new LinkedHashMap<>();
        for (StudentResult result : report.results()) {
            result.verdicts().stream()
                    .filter(verdict -> !verdict.compiled() || verdict.checks().stream()
                            .anyMatch(check -> check.outcome() != Outcome.PASS))
                    .findFirst()
                    .ifPresent(verdict -> where
                            .computeIfAbsent(place(verdict), key -> new ArrayList<>())
                            .add(link(result, pageOf)));
        }
        heading("Who is stuck where", "Qui est bloqué où");
        html.append("<dl>\n");
        where.forEach((place, students) -> html.append("<dt>%s</dt><dd>%s</dd>\n"
                .formatted(escape(place), String.join(", ", students))));
        html.append("</dl>\n");
    }

    private String place(Verdict verdict) {
        return verdict.slug() + ", " + verdict.checks().stream()
                .filter(check -> check.outcome() != Outcome.PASS).findFirst()
                .map(CheckResult::id).orElse(say("does not compile", "ne compile pas"));
    }

    private void sameSources(List<String> sameSources) {
        if (!sameSources.isEmpty()) {
            heading("The same sources", "Les mêmes sources");
            html.append("<ul>\n");
            sameSources.forEach(
                    line -> html.append("<li>%s</li>\n".formatted(escape(line))));
            html.append("</ul>\n");
        }
    }

    private void students(UnaryOperator<String> pageOf) {
        heading("Students", "Étudiants");
        html.append(
                "<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th>%s</th>"
                        .formatted(say("Name", "Nom")));
        report.catalogue().forEach(entry -> html.append("<th class=\"number\">%s</th>"
                .formatted(escape(entry.slug()))));
        html.append("<th class=\"number\">%s</th></tr></thead>\n"
                .formatted(say("Total", "Total")));
        for (StudentResult result : report.results()) {
            html.append("<tr><th>%s</th>".formatted(link(result, pageOf)));
            report.catalogue()
                    .forEach(entry -> html.append("<td class=\"number\">%d</td>"
                            .formatted(Report.verdict(result, entry).score())));
            html.append("<td class=\"number\">%d%s</td></tr>\n".formatted(
                    result.score(),
                    result.pending() == 0 ? "" : " (+" + result.pending() + "?)"));
        }
        html.append("</table></div>\n");
    }

    private String link(StudentResult result, UnaryOperator<String> pageOf) {
        return "<a href=\"%s\">%s</a>".formatted(escape(pageOf.apply(result.id())),
                escape(report.roster().of(result.id()).name()));
    }

    private void heading(String en, String fr) {
        html.append("<h2>%s</h2>\n".formatted(escape(say(en, fr))));
    }
}

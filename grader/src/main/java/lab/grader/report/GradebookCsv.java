package lab.grader.report;

import java.util.ArrayList;
import java.util.List;

/** One row per student, one column per exercise: for a spreadsheet. */
final class GradebookCsv {

    private GradebookCsv() {
    }

    static String of(Report report) {
        StringBuilder csv = new StringBuilder();
        List<String> header = new ArrayList<>(List.of("id", "name", "email"));
        report.catalogue().forEach(entry -> header.add("%s (%d)".formatted(entry.slug(),
                entry.points())));
        header.addAll(
                List.of("total (%d)".formatted(report.maxScore()), "pending", "notes"));
        csv.append(Csv.row(header)).append("\r\n");
        for (StudentResult result : report.results()) {
            csv.append(Csv.row(row(report, result))).append("\r\n");
        }
        for (Roster.Student absent : report.roster()
                .without(report.results().stream().map(StudentResult::id).toList())) {
            csv.append(Csv.row(absentRow(report, absent))).append("\r\n");
        }
        return csv.toString();
    }

    private static List<String> row(Report report, StudentResult result) {
        List<String> row = new ArrayList<>(who(report.roster().of(result.id())));
        report.catalogue().forEach(entry -> row
                .add(Integer.toString(Report.verdict(result, entry).score())));
        row.add(Integer.toString(result.score()));
        row.add(Integer.toString(result.pending()));
        row.add(Csv.harmless(String.join("; ", result.notes())));
        return row;
    }

    private static List<String> absentRow(Report report, Roster.Student student) {
        List<String> row = new ArrayList<>(who(student));
        report.catalogue().forEach(entry -> row.add(""));
        row.addAll(List.of("", "", "nothing handed in"));
        return row;
    }

    private static List<String> who(Roster.Student student) {
        return List.of(Csv.harmless(student.id()), Csv.harmless(student.name()),
                Csv.harmless(student.email()));
    }
}

package lab.grader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import lab.grader.report.Exports;
import lab.grader.report.Report;
import lab.grader.report.Roster;
import lab.grader.report.StudentResult;

/** Writes all that is made from results. */
final class Outputs {

    private Outputs() {
    }

    /**
     * @param ids of the submissions that there are
     * @return how many points are pending
     */
    static int write(Repository repository, Results results, Collection<String> ids)
            throws IOException {
        Results.Setup setup = results.setup();
        List<StudentResult> students = new ArrayList<>();
        for (String id : ids) {
            students.add(results.find(id));
        }
        String roster = text(setup.roster());
        Report report = new Report(repository.graded(), students,
                roster == null ? Roster.empty() : Roster.parse(roster));
        for (Map.Entry<String, String> file : Exports.of(report, text(setup.moodle()),
                text(setup.canvas()), Results::fileName).entrySet()) {
            Results.write(results.folder().resolve(file.getKey()), file.getValue());
        }
        return students.stream().mapToInt(StudentResult::pending).sum();
    }

    private static String text(String file) throws IOException {
        return file == null
                ? null
                : Files.readString(Path.of(file), StandardCharsets.UTF_8);
    }
}

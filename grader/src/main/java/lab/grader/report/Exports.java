package lab.grader.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every file that a grading gives, by its path in the output folder. The same results give the same bytes. */
public final class Exports {

    private Exports() {
    }

    /**
     * @param moodle the worksheet that Moodle exported, null if there is none; {@code canvas} too
     * @param fileName of a student's id
     */
    public static Map<String, String> of(Report report, String moodle, String canvas,
            java.util.function.UnaryOperator<String> fileName) {
        Map<String, String> files = new TreeMap<>();
        files.put("gradebook.csv", GradebookCsv.of(report));
        files.put("grades.css", Html.STYLE);
        List<String> same = sameSources(report);
        for (String language : List.of("en", "fr")) {
            String other = language.equals("en") ? "index.fr.html" : "index.html";
            files.put(language.equals("en") ? "index.html" : "index.fr.html",
                    ClassPage.of(report, language, other,
                            id -> "students/"
                                    + encoded(page(fileName.apply(id), language)),
                            same));
        }
        for (StudentResult result : report.results()) {
            String name = fileName.apply(result.id());
            files.put("students/" + page(name, "en"),
                    StudentPage.of(report, result, "en",
                            page(name, "en"), encoded(page(name, "fr"))));
            files.put("students/" + page(name, "fr"),
                    StudentPage.of(report, result, "fr",
                            page(name, "fr"), encoded(page(name, "en"))));
            files.put("junit/" + name + ".xml", JunitXml.of(report, result));
            files.put("gradescope/" + name + "/results.json",
                    JsonReports.gradescope(report, result));
            files.put("github-classroom/" + name + ".json",
                    JsonReports.githubClassroom(report, result));
            files.put("exercism/" + name + "/results.json",
                    JsonReports.exercism(report, result));
        }
        if (moodle != null) {
            files.put("moodle.csv", Worksheets.moodle(report, moodle));
        }
        if (canvas != null) {
            files.put("canvas.csv", Worksheets.canvas(report, canvas));
        }
        return files;
    }

    private static String page(String name, String language) {
        return name + (language.equals("fr") ? ".fr.html" : ".html");
    }

    private static String encoded(String file) {
        return URLEncoder.encode(file, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Students whose sources of an exercise are the same but for comments and white space. */
    private static List<String> sameSources(Report report) {
        Map<String, List<String>> students = new TreeMap<>();
        report.results().forEach(result -> result.sources()
                .forEach((slug, print) -> students
                        .computeIfAbsent(slug + " " + print, key -> new ArrayList<>())
                        .add(report.roster().of(result.id()).name())));
        List<String> lines = new ArrayList<>();
        students.forEach((key, names) -> {
            if (names.size() > 1) {
                lines.add(key.split(" ")[0] + ": " + String.join(", ", names));
            }
        });
        return lines;
    }
}

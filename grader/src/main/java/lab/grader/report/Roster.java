package lab.grader.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who the submissions are from: a CSV file with a column {@code id} (the name of the folder or
 * archive) and any of {@code name}, {@code email}, {@code moodle} (the number in "Participant 12345") and
 * {@code canvas} (the column "ID"). What Moodle and Canvas name the folders that they let one download is understood
 * without it.
 */
public final class Roster {

    /** Moodle's "Download all submissions": {@code Ada Lovelace_12345_assignsubmission_file}. */
    private static final Pattern MOODLE = Pattern
            .compile("(.+)_([0-9]+)_assignsubmission_\\w+");
    /** Canvas's: {@code lovelaceada_4711_98765_exercises}, with {@code LATE} perhaps. */
    private static final Pattern CANVAS = Pattern
            .compile("([a-z]+)_(?:LATE_)?([0-9]+)_[0-9]+_.*");

    /** @param moodle empty if it is not known; {@code canvas} too */
    public record Student(String id, String name, String email, String moodle,
            String canvas) {

        static Student ofFolder(String id) {
            Matcher moodle = MOODLE.matcher(id);
            Matcher canvas = CANVAS.matcher(id);
            if (moodle.matches()) {
                return new Student(id, moodle.group(1), "", moodle.group(2), "");
            }
            return canvas.matches()
                    ? new Student(id, canvas.group(1), "", "", canvas.group(2))
                    : new Student(id, id, "", "", "");
        }
    }

    private final Map<String, Student> students = new TreeMap<>();

    public static Roster empty() {
        return new Roster();
    }

    /** @throws IllegalArgumentException if there is no column {@code id}, or an id is there twice */
    public static Roster parse(String csv) {
        Roster roster = new Roster();
        List<List<String>> rows = Csv.parse(csv);
        List<String> header = rows.isEmpty()
                ? List.of()
                : rows.get(0).stream().map(String::strip).toList();
        if (!header.contains("id")) {
            throw new IllegalArgumentException(
                    "Roster must have a column \"id\", was " + header);
        }
        for (List<String> row : rows.subList(1, rows.size())) {
            Student student = new Student(cell(header, row, "id"),
                    cell(header, row, "name"), cell(header, row, "email"),
                    cell(header, row, "moodle").replaceFirst("^Participant ", ""),
                    cell(header, row, "canvas"));
            if (roster.students.put(student.id(), student) != null) {
                throw new IllegalArgumentException(
                        "Roster must name each id once, was \"%s\" twice"
                                .formatted(student.id()));
            }
        }
        return roster;
    }

    private static String cell(List<String> header, List<String> row, String name) {
        int column = header.indexOf(name);
        return column < 0 || column >= row.size() ? "" : row.get(column).strip();
    }

    public Student of(String id) {
        Student listed = students.get(id);
        Student guessed = Student.ofFolder(id);
        return listed == null
                ? guessed
                : new Student(id, or(listed.name(), guessed.name()), listed.email(),
                        or(listed.moodle(), guessed.moodle()),
                        or(listed.canvas(), guessed.canvas()));
    }

    /** Listed, but nothing was handed in under that id. */
    public List<Student> without(List<String> ids) {
        List<Student> missing = new ArrayList<>(students.values());
        missing.removeIf(student -> ids.contains(student.id()));
        return missing;
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}

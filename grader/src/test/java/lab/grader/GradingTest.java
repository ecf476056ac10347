package lab.grader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class is graded by the command itself, as a process that can be killed. */
class GradingTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final int MINUTES = 10;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeAClass() throws IOException {
        SandboxTest.required();
        handIn("ada", "reference");
        handIn("bob", "wrong-tag-counts");
        handIn("=1+1 <b>eve", "wrong-cursor-ignored");
        handIn("dan", "alt-weak-tag");
    }

    @Test
    void killedAtAnyMomentItLosesNothingAndRepeatsNothing() throws Exception {
        Path whole = folder.resolve("whole");
        grade(whole).waitFor(MINUTES, TimeUnit.MINUTES);
        Path out = folder.resolve("killed");
        Map<String, FileTime> finished = new TreeMap<>();
        Random random = new Random(7);

        for (int kills = 0; kills < 4; kills++) {
            Process grading = grade(out);
            int moreThan = finished.size() + random.nextInt(2);
            while (grading.isAlive() && results(out).size() <= moreThan) {
                grading.waitFor(20 + random.nextInt(200), TimeUnit.MILLISECONDS);
            }
            grading.destroyForcibly().waitFor();
            Map<String, FileTime> now = results(out);
            assertThat(now).containsAllEntriesOf(finished);
            finished = now;
        }
        Process last = grade(out);
        last.waitFor(MINUTES, TimeUnit.MINUTES);

        assertThat(last.exitValue()).isZero();
        assertThat(results(out)).containsAllEntriesOf(finished).hasSize(4);
        assertThat(verdicts(out)).isEqualTo(verdicts(whole));
    }

    @Test
    void gradingAgainGivesTheSameBytes() throws Exception {
        Path out = folder.resolve("out");
        assertThat(run("grade", folder.resolve("class").toString(), "--out",
                out.toString(), "--seed", "3").waitFor()).isZero();
        Map<String, String> before = bytes(out);

        Process again = run("regrade", out.toString());

        assertThat(again.waitFor()).isZero();
        assertThat(bytes(out)).isEqualTo(before);
        assertThat(before.get("gradebook.csv")).contains("\nada,ada,,3,",
                "\nbob,bob,,2,",
                "\ndan,dan,,3,", "\n'=1+1 <b>eve,'=1+1 <b>eve,,0,");
        assertThat(before.get("index.html")).doesNotContain("<b>eve")
                .contains("&lt;b&gt;eve");
    }

    @Test
    void anotherSubmissionOfTheSameStudentReplacesTheResult() throws Exception {
        Path out = folder.resolve("out");
        grade(out).waitFor(MINUTES, TimeUnit.MINUTES);
        Map<String, FileTime> before = results(out);

        handIn("bob", "alt-hash-of-body");
        grade(out).waitFor(MINUTES, TimeUnit.MINUTES);

        Map<String, FileTime> after = results(out);
        assertThat(Files.readString(out.resolve("gradebook.csv")))
                .contains("\nbob,bob,,3,");
        assertThat(after).containsOnlyKeys(before.keySet());
        before.remove("bob.json");
        assertThat(after).containsAllEntriesOf(before);
    }

    @Test
    void twoGradersDoNotWorkOnOneFolder() throws IOException {
        Path out = folder.resolve("out");
        try (Results held = Results.open(out)) {
            assertThat(held.setup()).isNull();
            assertThatThrownBy(() -> Results.open(out))
                    .hasMessageContaining("must be this grader's alone");
        }
    }

    @Test
    void twoSubmissionsOfOneNameAreRefused() throws IOException {
        Files.write(folder.resolve("class/Ada.zip"), new byte[0]);

        assertThatThrownBy(() -> Grading.find(folder.resolve("class"))).hasMessage(
                "Every submission must have a name of its own, was \"Ada.zip\" and \"ada\"");
    }

    private void handIn(String student, String answer) throws IOException {
        Map<String, String> sources = BankEntry.of(REPOSITORY, "polling").stream()
                .filter(entry -> entry.name().equals(answer)).findFirst().orElseThrow()
                .sources();
        Path into = folder.resolve("class").resolve(student)
                .resolve("exercises/src/main/java/lab/exercises/polling");
        Files.createDirectories(into);
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Files.writeString(into.resolve(source.getKey()), source.getValue());
        }
    }

    private Process grade(Path out) throws IOException {
        return run("grade", folder.resolve("class").toString(), "--out", out.toString(),
                "--seed", "3", "--jobs", "2");
    }

    private Process run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Jvm.java(), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Dlab.root=" + REPOSITORY.root(), "-cp",
                System.getProperty("java.class.path"), Grader.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("grader.log").toFile()).start();
    }

    private static Map<String, FileTime> results(Path out) throws IOException {
        Map<String, FileTime> results = new TreeMap<>();
        if (Files.isDirectory(out.resolve("results"))) {
            try (Stream<Path> files = Files.list(out.resolve("results"))) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    if (file.toString().endsWith(".json")) {
                        results.put(file.getFileName().toString(),
                                Files.getLastModifiedTime(file));
                    }
                }
            }
        }
        return results;
    }

    private static String verdicts(Path out) throws IOException {
        return Files.readString(out.resolve("gradebook.csv"));
    }

    private static Map<String, String> bytes(Path out) throws IOException {
        Map<String, String> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : (Iterable<Path>) files
                    .filter(Files::isRegularFile)::iterator) {
                bytes.put(out.relativize(file).toString(),
                        Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return bytes;
    }
}

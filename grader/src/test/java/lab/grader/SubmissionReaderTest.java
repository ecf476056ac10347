package lab.grader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only an exercise's own sources are taken, from whatever was handed in. */
class SubmissionReaderTest {

    private static final String SOURCE = "exercises/src/main/java/lab/exercises/polling/HistoryRoute.java";

    @TempDir
    private Path folder;

    @Test
    void sourcesAreFoundBelowAnyFolder() throws IOException {
        write("ada/project-main/" + SOURCE, "class A {}");

        Submission submission = SubmissionReader.read(folder.resolve("ada"));

        assertThat(submission.id()).isEqualTo("ada");
        assertThat(submission.exercises()).isEqualTo(
                Map.of("polling", Map.of("HistoryRoute.java", "class A {}")));
        assertThat(submission.notes()).isEmpty();
    }

    @Test
    void buildsTestsResourcesAndClassesAreNotTaken() throws IOException {
        write("ada/pom.xml", "<project/>");
        write("ada/.mvn/jvm.config", "-javaagent:evil.jar");
        write("ada/exercises/src/test/java/lab/exercises/polling/PollingChecks.java",
                "");
        write("ada/exercises/src/main/resources/junit-platform.properties", "x=y");
        write("ada/exercises/src/main/resources/META-INF/services/x", "y");
        write("ada/exercises/src/main/java/lab/exercises/polling/Evil.class", "x");
        write("ada/" + SOURCE, "class A {}");

        Submission submission = SubmissionReader.read(folder.resolve("ada"));

        assertThat(submission.exercises().get("polling")).containsOnlyKeys(
                "HistoryRoute.java");
        assertThat(submission.notes()).hasSize(6)
                .allMatch(note -> note.endsWith(
                        "was not taken: only an exercise's own sources are"));
    }

    @Test
    void resultsOfOthersAreOfNoInterest() throws IOException {
        write("ada/results/ada.json", "{\"verdicts\":[]}");
        write("ada/gradescope/ada/results.json", "{\"score\":100}");

        assertThat(SubmissionReader.read(folder.resolve("ada")).exercises()).isEmpty();
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        write("secret/HistoryRoute.java", "class Secret {}");
        Path link = folder.resolve("ada/" + SOURCE);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, folder.resolve("secret/HistoryRoute.java"));
        Files.createSymbolicLink(folder.resolve("ada/all"), folder.resolve("secret"));

        Submission submission = SubmissionReader.read(folder.resolve("ada"));

        assertThat(submission.exercises()).isEmpty();
        assertThat(submission.notes()).hasSize(2)
                .allMatch(note -> note.endsWith("is a link or a device"));
    }

    @Test
    void anArchiveIsReadWithoutUnpackingIt() throws IOException {
        Path archive = zip(Map.of("a/" + SOURCE, "class A {}"));

        Submission submission = SubmissionReader.read(archive);

        assertThat(submission.id()).isEqualTo("ada");
        assertThat(submission.exercises().get("polling")).containsOnlyKeys(
                "HistoryRoute.java");
        assertThat(folder.toFile().list()).containsExactly("ada.zip");
    }

    @Test
    void pathsOutOfTheArchiveAreRefused() throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("../../" + SOURCE, "class Slip {}");
        entries.put("/" + SOURCE, "class Absolute {}");
        entries.put("a\\..\\..\\" + SOURCE, "class Windows {}");

        Submission submission = SubmissionReader.read(zip(entries));

        assertThat(submission.exercises()).isEmpty();
        assertThat(submission.notes()).hasSize(3)
                .allMatch(note -> note.endsWith("lies outside of the archive"));
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        Path archive = folder.resolve("ada.zip");
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry(SOURCE));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 400; i++) {
                zip.write(zeros);
            }
            zip.closeEntry();
        }

        Submission submission = SubmissionReader.read(archive);

        assertThat(submission.exercises()).isEmpty();
        assertThat(submission.notes()).containsExactly(
                "\"%s\" is too long for a source".formatted(SOURCE),
                "The archive unpacks to more than 256 MiB");
    }

    @Test
    void anArchiveThatLiesAboutItsSizesIsRead() throws IOException {
        byte[] source = "class A {}".getBytes(StandardCharsets.UTF_8);
        Path archive = folder.resolve("ada.zip");
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            ZipEntry entry = new ZipEntry(SOURCE);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(source.length);
            CRC32 sum = new CRC32();
            sum.update(source);
            entry.setCrc(sum.getValue());
            zip.putNextEntry(entry);
            zip.write(source);
            zip.closeEntry();
        }
        byte[] bytes = Files.readAllBytes(archive);
        bytes[22] = 0x7f; // the size after unpacking
        Files.write(archive, bytes);

        Submission submission = SubmissionReader.read(archive);

        assertThat(submission.notes()).hasSize(1);
        assertThat(submission.notes().get(0)).startsWith("The archive is broken: ");
    }

    @Test
    void whatIsNoArchiveSaysSo() throws IOException {
        Files.writeString(folder.resolve("ada.zip"), "no");

        assertThat(SubmissionReader.read(folder.resolve("ada.zip")).notes())
                .containsExactly("\"ada.zip\" is not a zip archive, or an empty one");
    }

    @Test
    void theSameSourcesHaveTheSameFingerprint() throws IOException {
        write("ada/" + SOURCE, "class A {}");
        write("bob/deeper/" + SOURCE, "class A {}");
        write("eve/" + SOURCE, "class A { }");

        String fingerprint = SubmissionReader.read(folder.resolve("ada")).fingerprint();

        assertThat(SubmissionReader.read(folder.resolve("bob")).fingerprint())
                .isEqualTo(fingerprint);
        assertThat(SubmissionReader.read(folder.resolve("eve")).fingerprint())
                .isNotEqualTo(fingerprint);
    }

    @Test
    void copiesAreFoundBehindCommentsAndLayout() throws IOException {
        write("ada/" + SOURCE, "class A { int x = 1; }");
        write("eve/" + SOURCE, "/* mine */ class A {\n  int x = 1; // really\n}");
        Repository repository = Repository.here();

        assertThat(SubmissionReader.read(folder.resolve("eve")).codePrints(repository))
                .isEqualTo(SubmissionReader.read(folder.resolve("ada"))
                        .codePrints(repository))
                .containsOnlyKeys("polling");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Path zip(Map<String, String> entries) throws IOException {
        Path archive = folder.resolve("ada.zip");
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return archive;
    }
}

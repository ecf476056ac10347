package lab.grader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandoutTest {

    private static final Repository REPOSITORY = Repository.here();

    @TempDir
    private Path folder;

    @Test
    void itHasTheSkeletonsTheStatementsTheChecksAndTheGrader() throws IOException {
        assertThat(new Handout(REPOSITORY).files().keySet()).contains("lab", "lab.cmd",
                "pom.xml", "README.md", "exercises/pom.xml", "exercises/catalogue.txt",
                "exercises/src/main/java/lab/exercises/polling/HistoryRoute.java",
                "exercises/src/main/java/lab/exercises/polling/README.fr.md",
                "exercises/src/test/java/lab/exercises/polling/PollingChecks.java",
                "grader/src/main/java/lab/grader/Grader.java", "lab-feed/pom.xml",
                ".mvn/maven.config");
    }

    @Test
    void itHasNoSolutionAndNoBank() throws IOException {
        Map<String, byte[]> files = new Handout(REPOSITORY).files();

        assertThat(files.keySet()).noneMatch(name -> name.startsWith("solutions/")
                || name.startsWith("grader/src/test/") || name.contains("target/")
                || name.startsWith(".git/"));
        String pom = new String(files.get("pom.xml"), StandardCharsets.UTF_8);
        assertThat(pom)
                .contains("<module>exercises</module>", "<module>grader</module>")
                .doesNotContain("<module>solutions</module>");
        String exercises = files.entrySet().stream()
                .filter(file -> file.getKey().matches("(exercises|grader)/.*"))
                .map(file -> new String(file.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        for (String slug : Skeletons.slugs(REPOSITORY)) {
            assertThat(tasks(slug)).as(slug).isNotEmpty()
                    .noneMatch(exercises::contains);
        }
    }

    /** The body of each task: if one were somewhere, the exercise would be done. */
    private static List<String> tasks(String slug) {
        return Repository.sources(REPOSITORY.referenceFolder(slug)).values().stream()
                .flatMap(source -> Pattern
                        .compile("(?s)// tag::todo-[^\n]*\n(.*?) *// end::todo")
                        .matcher(source).results().map(task -> task.group(1)))
                .filter(task -> task.lines().count() > 2).toList();
    }

    @Test
    void unpackedItsScriptIsAProgram() throws IOException {
        Path archive = folder.resolve("handout.zip");

        int files = new Handout(REPOSITORY).write(archive);

        assertThat(files).isGreaterThan(100);
        try (FileSystem zip = FileSystems.newFileSystem(archive,
                Map.of("enablePosixFileAttributes", true))) {
            assertThat(Files.getPosixFilePermissions(zip.getPath("transport-lab/lab")))
                    .contains(PosixFilePermission.OWNER_EXECUTE);
        }
    }
}

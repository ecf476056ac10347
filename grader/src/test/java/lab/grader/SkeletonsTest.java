package lab.grader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import lab.grader.report.CatalogueEntry;
import org.junit.jupiter.api.Test;

class SkeletonsTest {

    private static final Repository REPOSITORY = Repository.here();

    @Test
    void committedSkeletonsAreThoseOfTheSolutions() {
        for (String slug : Skeletons.slugs(REPOSITORY)) {
            Map<String, String> wanted = Skeletons.of(REPOSITORY, slug);

            Map<String, String> committed = Repository
                    .sources(REPOSITORY.skeletonFolder(slug));

            assertThat(committed).as("rewritten by: ./lab skeletons " + slug)
                    .isEqualTo(wanted);
        }
    }

    @Test
    void aTaskBecomesItsSentenceAndAnException() {
        String solution = """
                package lab.exercises.polling;

                import java.util.List;
                import java.util.Set;

                class Task {
                    Set<String> names() {
                        // tag::todo-2[] Name them.
                        return Set.copyOf(List.of("a"));
                        // end::todo-2[]
                    }
                }
                """;

        String skeleton = Skeletons.skeleton(solution);

        assertThat(skeleton).isEqualTo("""
                package lab.exercises.polling;

                import java.util.Set;

                class Task {
                    Set<String> names() {
                        // TODO 2: Name them.
                        throw new UnsupportedOperationException("TODO 2");
                    }
                }
                """);
    }

    @Test
    void aTaskMustEnd() {
        assertThatThrownBy(() -> Skeletons.skeleton("// tag::todo-1[] Never ends.\n"))
                .hasMessage(
                        "A task must end with \"// end::todo-1[]\", was open at the file's end");
    }

    @Test
    void everyExerciseHasItsStatementInBothLanguages() {
        List<String> headings = List.of("## What it is about", "## What to write",
                "## On the wire", "## Hints", "## Sources");
        List<String> french = List.of("## De quoi il s'agit", "## Ce qu'il faut écrire",
                "## Sur le fil", "## Indices", "## Sources");
        for (CatalogueEntry entry : REPOSITORY.catalogue()) {
            assertStatement(entry, "README.md", headings);
            assertStatement(entry, "README.fr.md", french);
        }
    }

    private static void assertStatement(CatalogueEntry entry, String file,
            List<String> headings) {
        assertThat(REPOSITORY.skeletonFolder(entry.slug()).resolve(file))
                .isRegularFile();
        String statement = read(entry, file);
        assertThat(statement)
                .startsWith("# %s%n".formatted(entry.slug()).replace("\r", ""))
                .contains("\n%d points · ".formatted(entry.points()));
        assertThat(statement.lines().filter(line -> line.startsWith("## ")))
                .containsExactlyElementsOf(headings);
        assertThat(
                statement.lines().filter(line -> line.startsWith("<details><summary>")))
                .as("hints of rising help").hasSize(3);
    }

    private static String read(CatalogueEntry entry, String file) {
        try {
            return Files.readString(
                    REPOSITORY.skeletonFolder(entry.slug()).resolve(file));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

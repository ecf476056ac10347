package lab.grader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What submissions run with; whether Maven has made jars of the modules or not. */
class ImageTest {

    @Test
    void holdsNeitherSkeletonsNorAnswersNorTheJudge() throws Exception {
        Image image = Image.prepare(Repository.here());

        List<String> classes = image.exerciseJars().stream()
                .flatMap(jar -> names(jar.toFile()))
                .filter(name -> name.startsWith("lab/")).toList();

        assertThat(classes).contains("lab/exercises/Exercise.class",
                "lab/feed/NotificationFeed.class");
        assertThat(classes)
                .noneMatch(name -> name.matches("lab/exercises/.*/.*\\.class"))
                .noneMatch(name -> name.startsWith("lab/feed/websocket/"))
                .noneMatch(name -> name.startsWith("lab/judge/"))
                .noneMatch(name -> name.startsWith("lab/grader/"));
    }

    private static Stream<String> names(File jar) {
        try (ZipFile zip = new ZipFile(jar)) {
            return zip.stream().map(entry -> entry.getName()).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

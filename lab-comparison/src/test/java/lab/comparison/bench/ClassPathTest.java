package lab.comparison.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ClassPathTest {

    private static final Path CLASSES = Path.of("some directory", "classes")
            .toAbsolutePath();
    private static final Path JAR = Path.of("a.jar").toAbsolutePath();

    @Test
    void aLoaderByUrlsSaysWhereItLooks() throws IOException {
        URL[] urls = {CLASSES.toUri().toURL(), JAR.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls)) {
            assertThat(ClassPath.of(loader))
                    .isEqualTo(CLASSES + File.pathSeparator + JAR);
        }
    }

    @Test
    void anyOtherLoaderHasTheClassPathOfTheVirtualMachine() {
        assertThat(ClassPath.of(ClassLoader.getPlatformClassLoader()))
                .isEqualTo(System.getProperty("java.class.path"));
    }
}

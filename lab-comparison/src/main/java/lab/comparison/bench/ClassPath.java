package lab.comparison.bench;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Where the classes of this project and of what it uses are. */
final class ClassPath {

    private ClassPath() {
    }

    /**
     * That of {@code loader} if it is a loader by URLs, as Maven's is, whose own
     * {@code java.class.path} holds Maven only; otherwise that of the virtual machine.
     */
    static String of(ClassLoader loader) {
        if (loader instanceof URLClassLoader byUrl) {
            return Arrays.stream(byUrl.getURLs()).map(ClassPath::file)
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static String file(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Not a file: " + url, e);
        }
    }
}

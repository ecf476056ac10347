package lab.comparison.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The Chromium of this machine, without a window: the one that {@code CHROMIUM} names, or one
 * on the {@code PATH}. Nothing is downloaded.
 */
final class Chromium implements AutoCloseable {

    /** The first has no windows at all: its pages cost a third less. */
    private static final List<String> NAMES = List.of("chromium-headless-shell",
            "chromium", "chromium-browser", "google-chrome", "chrome");
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox", // the sandbox does not start for root, as in most containers
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run");

    private final Playwright playwright;
    private final Browser browser;

    /** @throws IllegalStateException if there is no Chromium */
    Chromium() {
        Path executable = executable();
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium()
                .launch(new BrowserType.LaunchOptions().setExecutablePath(executable)
                        .setArgs(ARGUMENTS));
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static Path executable() {
        String named = System.getenv("CHROMIUM");
        Stream<Path> candidates = named != null
                ? Stream.of(Path.of(named))
                : onThePath();
        return candidates.filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "Browser tests need Chromium: CHROMIUM must name it, or PATH must have one of %s; CHROMIUM was \"%s\""
                                .formatted(NAMES, Objects.toString(named, ""))));
    }

    private static Stream<Path> onThePath() {
        List<String> directories = Stream.concat(
                Arrays.stream(Objects.toString(System.getenv("PATH"), "")
                        .split(File.pathSeparator)),
                Stream.of("/usr/bin")).toList();
        return NAMES.stream().flatMap(name -> directories.stream()
                .map(directory -> Path.of(directory, name)));
    }
}

package lab.comparison.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.regex.Pattern;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;

/** Makes the picture of the comparison that the README shows. */
final class Picture {

    private static final Path DEFAULT_FILE = Path.of("docs", "comparison.png");
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 1300;
    private static final int MARGIN = 8;
    private static final double LIMIT_MILLIS = 60_000;

    private Picture() {
    }

    /** @param args the file, {@code docs/comparison.png} if there is none */
    public static void main(String[] args) {
        Path file = args.length > 0 ? Path.of(args[0]) : DEFAULT_FILE;
        PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT_MILLIS);
        try (LabServer server = Lab.COMPARISON.start(Settings.forTests());
                Chromium chromium = new Chromium();
                BrowserContext context = chromium.browser().newContext(light())) {
            Page page = context.newPage();
            page.navigate(server.uri() + "/?rate=2&lang=en");
            awaitLife(page);
            double bottom = page.locator(".column .tools").first().boundingBox().y
                    - MARGIN;
            page.screenshot(new Page.ScreenshotOptions().setPath(file).setClip(0, 0,
                    WIDTH, bottom));
            System.out.println("A picture of the comparison is in " + file);
        }
    }

    private static Browser.NewContextOptions light() {
        return new Browser.NewContextOptions()
                .setLocale("en-GB")
                .setViewportSize(WIDTH, HEIGHT)
                .setDeviceScaleFactor(1.25)
                .setColorScheme(ColorScheme.LIGHT);
    }

    /** Until every lane shows a burst among single notifications, of which there are more. */
    private static void awaitLife(Page page) {
        awaitArrived(page, "[3-9][0-9]");
        Locator burst = page.getByText("Publish a burst");
        burst.click();
        burst.blur();
        page.mouse().move(0, 0);
        awaitArrived(page, "5[5-9]|[6-9][0-9]");
    }

    private static void awaitArrived(Page page, String count) {
        Locator figures = page.locator(".column .figure-arrived dd");
        assertThat(figures).hasCount(4);
        for (Locator arrived : figures.all()) {
            assertThat(arrived).hasText(Pattern.compile(count));
        }
    }
}

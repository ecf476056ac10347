package lab.comparison.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A lab's server and its page in a browser. After each test the page may have complained of
 * nothing (console, uncaught errors, Content-Security-Policy), except of what the test provoked.
 */
@ExtendWith(BrowserSupport.class)
abstract class PageTest {

    /** Backing off may take this long by chance; only a failing test waits until the end of it. */
    private static final int LIMIT_MILLIS = 30_000;
    private static final String REPORT_VIOLATIONS = "addEventListener('securitypolicyviolation', event =>"
            + " console.error(`Content-Security-Policy: ${event.violatedDirective} ${event.blockedURI}`))";

    LabServer server;
    URI address;
    LabClient lab;
    BrowserContext context;
    Page page;

    private final List<String> complaints = new ArrayList<>();
    private final List<String> provoked = new ArrayList<>();

    abstract Lab lab();

    @BeforeAll
    static void limitWaiting() {
        PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT_MILLIS);
    }

    @BeforeEach
    void openPage(Chromium chromium) {
        server = start(Settings.forTests());
        address = server.uri();
        lab = new LabClient(address);
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale("en-GB")
                        .setViewportSize(1280, 900));
        context.setDefaultTimeout(LIMIT_MILLIS);
        context.addInitScript(REPORT_VIOLATIONS);
        page = newPage();
        awaitOpen();
    }

    /** As when somebody opens the page in another tab. */
    Page newPage() {
        Page tab = context.newPage();
        tab.onConsoleMessage(this::hear);
        tab.onPageError(complaints::add);
        tab.navigate(address.resolve(path()).toString());
        return tab;
    }

    LabServer start(Settings settings) {
        return lab().start(settings);
    }

    /** Of the page. */
    String path() {
        return "/";
    }

    /** Until then what is published is not new to the page. */
    abstract void awaitOpen();

    @AfterEach
    void pageComplainedOfNothingUnprovoked() {
        if (context == null) {
            return; // there is no Chromium, and that has been said
        }
        context.close(); // before the server, whose end is a complaint
        server.close();
        assertThat(complaints).noneMatch(
                complaint -> provoked.stream().noneMatch(complaint::contains));
    }

    /** The browser complains of this by itself, whatever the page does about it. */
    void provokes(String... complaints) {
        provoked.addAll(List.of(complaints));
    }

    /**
     * What Chromium says of a server that stops, of one that is away, and of a cut connection; and of a session of
     * Engine.IO that is over, when it repeats by itself the poll that was cut.
     */
    void provokesLostConnections() {
        provokes("net::ERR_", "status of 503", "status of 400",
                "WebSocket connection to");
    }

    /** After it was closed: on the same port, with a feed that remembers nothing. */
    void startServerAgain() {
        server = start(Settings.forTests().withPort(address.getPort()));
    }

    /** Titles of all that the server retains, oldest first. */
    List<String> history() {
        JsonNode retained = LabClient
                .parse(lab.get("/notifications?after=earliest").body());
        return StreamSupport.stream(retained.get("notifications").spliterator(), false)
                .map(notification -> notification.get("title").textValue())
                .toList();
    }

    Locator button(String name) {
        return button(page, name);
    }

    static Locator button(Page tab, String name) {
        return tab.getByRole(AriaRole.BUTTON,
                new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** With the arrow keys, from newer to older, until the focused item is about this title. */
    void walkTo(String title) {
        for (int press = 0; press < 60; press++) {
            String name = (String) page
                    .evaluate("document.activeElement.getAttribute('aria-label')");
            if (name != null && name.contains(title)) {
                return;
            }
            page.keyboard().press("ArrowLeft");
        }
        throw new AssertionError("Arrow keys did not reach \"%s\"".formatted(title));
    }

    /** Runs a rule of the resources against the page; a rule lists what breaks it. */
    @SuppressWarnings("unchecked")
    List<String> breaches(String rule) {
        return (List<String>) page.evaluate(script(rule));
    }

    static String script(String name) {
        try (InputStream script = PageTest.class.getResourceAsStream(name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void keepPicture(String test) {
        Path file = Path.of("target", "browser", "%s-%s.png".formatted(test, lab()));
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        System.out.println("A picture of the page is in " + file);
    }

    private void hear(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
        }
    }
}

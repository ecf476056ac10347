package lab.comparison.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import lab.testkit.LabClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.w3c.dom.Document;

/** What all pages of the feed have in common: how they look, how they are worked, what they say. */
@ParameterizedClass
@EnumSource(value = Lab.class, mode = Mode.EXCLUDE, names = "SOCKET_IO")
class EveryPageTest extends PageTest {

    private static final int NARROW = 360;
    private static final int WIDE = 1920;

    @Parameter
    Lab tested;

    @Override
    Lab lab() {
        return tested;
    }

    @Override
    void awaitOpen() {
        assertThat(page).hasTitle(Pattern.compile("^● open"));
    }

    @Test
    void nothingIsWiderThanANarrowPhone() {
        page.setViewportSize(NARROW, 740);
        fillWithLongWords();

        assertThat(breaches("overflow.js")).isEmpty();
        button("FR").click();
        assertThat(breaches("overflow.js")).isEmpty();
    }

    @Test
    void aWideWindowIsUsed() {
        page.setViewportSize(WIDE, 1080);
        fillWithLongWords();

        assertThat(breaches("overflow.js")).isEmpty();
        assertThat(page.locator("main").boundingBox().width).isGreaterThan(WIDE * 0.9);
    }

    @Test
    void tabKeyReachesEveryControlAndShowsWhereItIs() {
        publishAndAwait("Something to stop at");
        List<String> controls = breaches("mark-tab-stops.js");
        Set<Integer> reached = new TreeSet<>();

        for (int press = 0; press < controls.size() + 40
                && reached.size() < controls.size(); press++) {
            page.keyboard().press("Tab");
            Map<?, ?> focused = (Map<?, ?>) page.evaluate(script("focused.js"));
            int stop = (Integer) focused.get("stop");
            if (stop >= 0) {
                reached.add(stop);
                assertThat(focused.get("seen"))
                        .as("Focus is seen on " + controls.get(stop)).isEqualTo(true);
            }
        }

        assertThat(IntStream.range(0, controls.size())
                .filter(stop -> !reached.contains(stop))
                .mapToObj(controls::get)).as("Controls that the Tab key did not reach")
                .isEmpty();
    }

    @Test
    void arrowKeysWalkOverTheSwimlane() {
        lab.publish("First to look at");
        lab.publish("Second to look at");
        assertThat(page.locator("#swimlane .lane-count").last())
                .containsText("2 arrived");
        Locator plot = page.locator(".swimlane-plot");
        Locator detail = page.locator(".swimlane-detail");

        plot.focus();
        page.keyboard().press("End");
        for (int lane = 0; lane < 5; lane++) {
            page.keyboard().press("ArrowDown"); // to the last one, where there are several
        }
        page.keyboard().press("End");
        assertThat(button("Freeze")).hasAttribute("aria-pressed", "true");
        walkTo("Second to look at");
        assertThat(detail).containsText("Second to look at");
        walkTo("First to look at");
        assertThat(detail).containsText("First to look at");
        page.keyboard().press("Enter");
        assertThat(page.locator(".wire-entry.is-selected"))
                .containsText("First to look at");
        page.keyboard().press("Escape");

        assertThat(button("Freeze")).hasAttribute("aria-pressed", "false");
    }

    @Test
    void wireIsWalkedByArrowKeys() {
        publishAndAwait("To be found");
        Locator list = page.locator("#wire .wire-list, #raw .wire-list").last();
        assertThat(list).containsText("To be found");

        list.focus();
        page.keyboard().press("End");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");

        assertThat(list.locator(".wire-entry").last()).isFocused();
        assertThat(list.locator(".is-selected")).hasCount(1);
    }

    @Test
    void rulesOfAccessibilityAreKept() {
        publishAndAwait("Something to read");

        assertThat(breaches("accessibility.js")).isEmpty();
        button("FR").click();
        assertThat(breaches("accessibility.js")).isEmpty();
    }

    @Test
    void speaksEnglishAndFrenchAndRemembersWhich() {
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(breaches("untranslated.js")).isEmpty();
        String english = headings();

        button("FR").click();

        assertThat(page.locator("html")).hasAttribute("lang", "fr");
        assertThat(button("FR")).hasAttribute("aria-pressed", "true");
        assertThat(page).hasTitle(Pattern.compile("^● ouvert"));
        assertThat(breaches("untranslated.js")).isEmpty();
        assertThat(page.locator("#read-the-code h2")).hasText("Lire le code");
        assertThat(headings()).isNotEqualTo(english);
        page.reload();
        assertThat(page).hasTitle(Pattern.compile("^● ouvert"));
        button("EN").click();
        assertThat(page).hasTitle(Pattern.compile("^● open"));
        assertThat(headings()).isEqualTo(english);
    }

    @Test
    void changesItsThemeAndRemembersWhich() {
        page.emulateMedia(
                new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        String light = background();

        button("Dark theme").click();

        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        String dark = background();
        assertThat(dark).isNotEqualTo(light);
        page.reload();
        assertThat(button("Light theme")).isVisible();
        assertThat(background()).isEqualTo(dark);
        button("Light theme").click();
        assertThat(background()).isEqualTo(light);
    }

    @Test
    void followsTheSystemsThemeAndWishForCalm() {
        page.emulateMedia(new Page.EmulateMediaOptions()
                .setColorScheme(ColorScheme.DARK)
                .setReducedMotion(ReducedMotion.REDUCE));

        publishAndAwait("Calmly");

        assertThat(button("Light theme")).isVisible();
        assertThat(page.locator("#swimlane .lane-count").last())
                .containsText("1 arrived");
    }

    @Test
    void showsTheCodeThatIsRunning() {
        Locator sources = page.locator("#read-the-code details");
        assertThat(sources.first()).isVisible();

        for (Locator source : sources.all()) {
            String file = source.locator("summary code").textContent();
            source.locator("summary").click();
            assertThat(source.locator(".code-lines")).containsText(
                    Pattern.compile("(class|record|enum|interface) "
                            + file.replace(".java", "")));
        }
    }

    @Test
    void savesThePictureAsXml() throws Exception {
        publishAndAwait("<Angle brackets> & such");

        Download download = page.waitForDownload(() -> button("Save SVG").click());

        assertThat(download.suggestedFilename()).matches("swimlane-.*\\.svg");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document svg = factory.newDocumentBuilder().parse(download.path().toFile());
        assertThat(svg.getDocumentElement().getNamespaceURI())
                .isEqualTo("http://www.w3.org/2000/svg");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                .startsWith("Swimlane");
        assertThat(svg.getElementsByTagName("path").getLength()).isGreaterThan(3);
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
    }

    @Test
    void pictureStandsStillWhileItIsFrozen() {
        button("Freeze").click();
        lab.publish("Not in the picture");
        assertThat(page.locator("body")).containsText("Not in the picture");

        assertThat(button("Freeze")).hasAttribute("aria-pressed", "true");
        assertThat(page.locator("#swimlane .lane-count").last()).not()
                .containsText("1 arrived");
        button("Freeze").click();
        assertThat(page.locator("#swimlane .lane-count").last())
                .containsText("1 arrived");
    }

    private void publishAndAwait(String title) {
        lab.publish(title);
        assertThat(page.locator("main").getByText(title).first()).isVisible();
    }

    /** The worst that may be published, and everything unfolded. */
    private void fillWithLongWords() {
        String title = "W".repeat(120);
        lab.post("/notifications",
                LabClient.json(Map.of("topic", "t".repeat(64), "severity", "critical",
                        "title", title, "body", "W".repeat(2000))));
        assertThat(page.locator("main").getByText(title).first()).isVisible();
        for (Locator summary : page.locator("summary").all()) {
            summary.click();
        }
    }

    private String headings() {
        return page.locator("h1, h2, h3, button, p.lead").allTextContents().stream()
                .collect(Collectors.joining("\n"));
    }

    private String background() {
        return (String) page
                .evaluate("getComputedStyle(document.documentElement).backgroundColor");
    }
}

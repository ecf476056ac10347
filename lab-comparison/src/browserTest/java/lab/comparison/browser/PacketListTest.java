package lab.comparison.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of Socket.IO's packets, in the page of another lab: it is the same on every page. */
class PacketListTest extends PageTest {

    private static final int KEPT = 200;

    private Locator lines;

    @Override
    Lab lab() {
        return Lab.WEBSOCKET;
    }

    @Override
    void awaitOpen() {
        assertThat(page).hasTitle(Pattern.compile("^● open"));
    }

    @BeforeEach
    void addList() {
        page.evaluate(script("packet-list.js"));
        lines = page.locator("#packets li:visible");
    }

    @Test
    void eachPacketSaysWhatItIs() {
        show("42/chat,13[\"say\",\"hello\"]", "out", "polling");
        show("48", "in", "websocket");

        assertThat(lines.nth(0).locator(".wire-head")).hasText(Pattern.compile(
                "^↑ sent: \\d\\d:\\d\\d:\\d\\d\\.\\d{3} · polling · EVENT · /chat · \"say\" · ack id 13 · 25 B$"));
        assertThat(lines.nth(0).locator("pre"))
                .hasText("42/chat,13[\"say\",\"hello\"]");
        assertThat(lines.nth(1).locator(".wire-head"))
                .containsText("· malformed · 2 B · A packet begins with its type");
        assertThat(page.locator("#packets dt")).containsText(
                new String[]{"EVENT", "malformed", "packet type of Engine.IO"});
    }

    @Test
    void whatOthersWroteIsNothingButText() {
        String evil = "42/<b>,[\"<img src=x onerror=alert(1)>\",\"</pre><script>\"]";

        show(evil, "in", "websocket");

        assertThat(lines.locator("pre")).hasText(evil);
        assertThat(lines.locator(".packet-namespace")).hasText("/<b>");
        assertThat(page.locator("#packets :is(b, img, script)")).hasCount(0);
    }

    @Test
    void onlyTheNewestAreKept() {
        page.evaluate("for (let n = 1; n <= 150; n++) show(`42[\"n\",${n}]`)");
        assertThat(lines).hasCount(150);
        page.evaluate("for (let n = 151; n <= 350; n++) show(`42[\"n\",${n}]`)");

        assertThat(lines.last().locator("pre")).hasText("42[\"n\",350]");
        assertThat(lines).hasCount(KEPT);
        assertThat(lines.first().locator("pre")).hasText("42[\"n\",151]");
    }

    @Test
    void heartbeatsCanBeHidden() {
        show("2", "in", "websocket");
        show("2probe", "out", "websocket");
        assertThat(lines).hasCount(2);

        button("Hide heartbeats").click();
        show("3", "out", "websocket");
        show("6", "in", "polling");

        assertThat(lines.locator("pre")).hasText(new String[]{"2probe", "6"});
        button("Hide heartbeats").click();
        assertThat(lines.locator("pre"))
                .hasText(new String[]{"2", "2probe", "3", "6"});
    }

    @Test
    void whilePausedItStandsStillAndCounts() {
        show("41", "in", "websocket");
        assertThat(lines).hasCount(1);

        packets("Pause").click();
        page.evaluate("for (let n = 1; n <= 3; n++) show(`42[\"n\",${n}]`)");
        assertThat(page.locator(".packet-waiting")).hasText("3 more packets since");
        assertThat(lines).hasCount(1);
        packets("Pause").click();

        assertThat(lines).hasCount(4);
        assertThat(page.locator(".packet-waiting")).hasText("");
        packets("Clear").click();
        assertThat(lines).hasCount(0);
    }

    @Test
    void arrowKeysWalkOverWhatIsShown() {
        show("40", "out", "websocket");
        show("2", "in", "websocket");
        show("41", "out", "websocket");
        button("Hide heartbeats").click();
        assertThat(lines).hasCount(2);

        page.locator(".packet-log").focus();
        page.keyboard().press("End");
        assertThat(lines.nth(1)).isFocused();
        page.keyboard().press("ArrowUp");

        assertThat(lines.nth(0)).isFocused();
    }

    @Test
    void itFollowsTheLanguage() {
        show("42[\"x\"]", "in", "websocket");
        assertThat(lines).hasCount(1);

        button("FR").click();

        assertThat(lines.locator(".visually-hidden")).hasText("reçu :");
        assertThat(button("Masquer les battements de cœur")).isVisible();
        assertThat(breaches("untranslated.js")).isEmpty();
    }

    @Test
    void itKeepsTheRulesOfEveryPageOnANarrowPhone() {
        page.setViewportSize(360, 740);
        page.evaluate("show(`42/${'namespace'.repeat(50)},[\"${'x'.repeat(500)}\"]`)");
        assertThat(lines).hasCount(1);
        page.locator("#packets summary").all().forEach(Locator::click);

        assertThat(breaches("overflow.js")).isEmpty();
        assertThat(breaches("accessibility.js")).isEmpty();
        assertThat(page.locator(".packet-log")).hasAttribute("aria-live", "off");
    }

    private void show(String raw, String direction, String transport) {
        page.evaluate("packet => show(...packet)",
                new String[]{raw, direction, transport});
    }

    private Locator packets(String name) {
        return page.locator("#packets button",
                new Page.LocatorOptions()
                        .setHasText(name));
    }
}

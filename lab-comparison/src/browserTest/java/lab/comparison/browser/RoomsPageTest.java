package lab.comparison.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import org.junit.jupiter.api.Test;

/**
 * Namespaces, rooms and broadcast. The page begins with four clients in /rooms/shop: A in blue, B in blue and red,
 * C in red, D in no room, by polling; and C is in blue of /rooms/staff as well.
 */
class RoomsPageTest extends PageTest {

    private static final String SHOP = "/rooms/shop";
    private static final String STAFF = "/rooms/staff";

    @Override
    Lab lab() {
        return Lab.SOCKET_IO;
    }

    /** A client that does not poll must not be given up while a test looks at it. */
    @Override
    LabServer start(Settings settings) {
        return super.start(settings.withHeartbeat(Duration.ofMinutes(5)));
    }

    @Override
    String path() {
        return "/rooms.html";
    }

    @Override
    void awaitOpen() {
        assertThat(page).hasTitle(Pattern.compile("^● open"));
        awaitScene(page, "1");
    }

    private void awaitScene(Page page, String number) {
        for (String dot : List.of("A, blue", "B, blue", "B, red", "C, red")) {
            assertThat(dot(page, SHOP, number + dot)).hasAttribute("aria-pressed",
                    "true");
        }
        assertThat(dot(page, STAFF, number + "C, blue"))
                .hasAttribute("aria-pressed", "true");
        assertThat(row(page, SHOP, number + "D")).isVisible();
        assertThat(row(page, SHOP, number + "A").locator(".transport"))
                .hasAttribute("data-transport", "websocket"); // after its upgrade
    }

    @Test
    void whoReceivesIsPredictedThenMeasured() {
        emit().getByLabel("to blue", exactly()).check();
        namespace(SHOP).getByRole(AriaRole.BUTTON, named("blue")).click();
        assertThat(emit()).containsText("You say: 2 of 5 sockets will receive it.");

        button("Send and see").click();

        assertThat(outcome()).hasText("All right: 2 of 5 sockets received it.");
        for (String client : List.of("1A", "1B")) {
            assertThat(row(SHOP, client).locator(".result"))
                    .hasText(Pattern.compile("^received\\s+right$"));
        }
        for (String client : List.of("1C", "1D")) {
            assertThat(row(SHOP, client).locator(".result"))
                    .hasText(Pattern.compile("^nothing\\s+right$"));
        }
        assertThat(row(STAFF, "1C").locator(".result"))
                .hasText(Pattern.compile("^nothing\\s+right$"));
        assertThat(page.locator(".reasons li")).hasCount(0);
        assertThat(emit()).containsText("All right in 1 of 1 rounds.");
        assertThat(page.locator("#latest li").first())
                .hasText("Page 1, the server, in /rooms/shop: "
                        + "io.of(\"/rooms/shop\").to(\"blue\").emit(\"news\", id); 2 receipts");
    }

    @Test
    void whatWasWrongOrMissedIsMarkedAndExplained() {
        choose("1B, in /rooms/shop");
        emit().getByLabel("to blue", exactly()).check();
        tick(SHOP, "1B");
        tick(STAFF, "1C");

        button("Send and see").click();

        assertThat(outcome()).hasText(
                "1 of 5 sockets received it. Right: 2, missed: 1, wrong: 2.");
        assertThat(page.locator(".reasons li")).hasText(new String[]{
                "1A, missed: it is in “blue”.",
                "1B, wrong: it is the one that emits: socket.broadcast and socket.to leave it out.",
                "1C, wrong: it is in /rooms/staff. Nothing crosses from one namespace to another, "
                        + "not even to a room of the same name."});
        assertThat(row(SHOP, "1A").locator(".verdict")).hasText("missed");
        assertThat(row(SHOP, "1B").locator(".verdict")).hasText("wrong");

        tick(SHOP, "1A"); // another round
        assertThat(page.locator(".reasons li")).hasCount(0);
        assertThat(row(SHOP, "1B").locator(".verdict")).isEmpty();
    }

    @Test
    void whatIsVolatileIsLostForWhoDoesNotPollAndTheRestWaits() {
        stopPolling("1D");
        tick(SHOP, "1A");
        tick(SHOP, "1B");
        tick(SHOP, "1C");
        tick(SHOP, "1D");

        emit().getByLabel("volatile").check();
        button("Send and see").click();
        assertThat(outcome()).hasText(
                "3 of 5 sockets received it. Right: 4, missed: 0, wrong: 1.");
        assertThat(page.locator(".reasons li"))
                .hasText("1D, wrong: it does not ask for "
                        + "its packets, and this one was volatile: lost for good.");

        emit().getByLabel("emit kept for whoever is slow").check();
        button("Send and see").click();
        assertThat(page.locator(".reasons li"))
                .hasText("1D, not yet: it does not ask for "
                        + "its packets. This one waits on the server until 1D polls again.");

        card("1D").getByRole(AriaRole.BUTTON, named("Stop polling")).click();
        assertThat(row(SHOP, "1D").locator(".result"))
                .hasText(Pattern.compile("^received\\s+right$"));
        assertThat(outcome()).hasText("All right: 4 of 5 sockets received it.");
        assertThat(packets("1D", "\"news\"")).hasCount(1); // the second one only
    }

    @Test
    void acknowledgementsAreWaitedForUntilTheTimeout() {
        emit().getByLabel("emitWithAck").check();
        button("Tick all").click();

        button("Send and see").click();
        assertThat(page.locator(".answers"))
                .hasText(Pattern
                        .compile("^Acknowledged in time by: (1[A-D](, )?){4}\\.$"));

        stopPolling("1D");
        emit().getByLabel("within").selectOption("500");
        button("Send and see").click();
        assertThat(page.locator(".answers"))
                .hasText(Pattern.compile("^operation has timed "
                        + "out: not everybody answered in time. Acknowledged by: (1[ABC](, )?){3}\\.$"));
    }

    @Test
    void theLineOfCodeFollowsTheChoice() {
        choose("1A, in /rooms/shop");
        assertThat(code("js")).hasText("socket.broadcast.emit(\"news\", id);");
        emit().getByLabel("to red", exactly()).check();
        emit().getByLabel("except blue", exactly()).check();
        assertThat(code("js"))
                .hasText("socket.to(\"red\").except(\"blue\").emit(\"news\", id);");
        assertThat(head(SHOP, "red")).hasText(Pattern.compile("red\\s*to"));
        assertThat(head(SHOP, "blue")).hasText(Pattern.compile("blue\\s*except"));
        emit().getByLabel("volatile").check();
        assertThat(code("java")).hasText(
                "socket.to(\"red\").except(\"blue\").volatile_().emit(\"news\", id);");

        choose("the server, in /rooms/staff");
        assertThat(code("js"))
                .hasText("io.of(\"/rooms/staff\").volatile.emit(\"news\", id);");
        emit().getByText("One socket").click();
        emit().getByLabel("to 1C", exactly()).check();
        emit().getByLabel("emitWithAck").check();
        assertThat(code("js")).hasText("await io.of(\"/rooms/staff\").to(socket1C.id)"
                + ".timeout(1000).emitWithAck(\"news\", id);");
        assertThat(page.locator(".client-line")).isHidden();
    }

    @Test
    void clientsJoinAndLeaveRoomsAndNamespaces() {
        dot(SHOP, "1A, red").click();
        assertThat(dot(SHOP, "1A, red")).hasAttribute("aria-pressed", "true");
        dot(SHOP, "1A, blue").click();
        assertThat(dot(SHOP, "1A, blue")).hasAttribute("aria-pressed", "false");

        fill("1B", "Room that 1B is to join", "green");
        assertThat(dot(SHOP, "1B, green")).hasAttribute("aria-pressed", "true");

        fill("1B", "Namespace that 1B is to enter", "kitchen");
        assertThat(row("/rooms/kitchen", "1B")).isVisible();
        page.getByRole(AriaRole.BUTTON, on("1B leaves /rooms/kitchen")).click();
        assertThat(namespace("/rooms/kitchen")).hasCount(0);

        card("1C").getByRole(AriaRole.BUTTON, named("Remove")).click();
        assertThat(namespace(STAFF)).hasCount(0);
        page.locator("#add select").selectOption("websocket");
        button("Add a client").click();
        assertThat(row(SHOP, "1C")).isVisible();
    }

    @Test
    void whatTheServerRefusesIsSaidWithTheRule() {
        fill("1B", "Room that 1B is to join", "Blue!");
        assertThat(page.locator("#sentence")).hasText("The server refuses 1B: "
                + "room must be 1 to 16 of a-z 0-9 -, was \"Blue!\".");

        String id = row(SHOP, "1A").locator("th").getAttribute("title");
        fill("1B", "Room that 1B is to join", id);
        assertThat(page.locator("#sentence")).hasText("The server refuses 1B: "
                + "room must be none that is a socket's own, was \"%s\"."
                        .formatted(id));

        fill("1B", "Namespace that 1B is to enter", "K");
        assertThat(page.locator("#sentence")).hasText("The server refuses 1B: "
                + "namespace must be /rooms/ and 1 to 16 of a-z 0-9 -, was \"/rooms/K\".");
        assertThat(page.locator("#announcement")).containsText("/rooms/K");

        page.locator("#add select").selectOption("polling");
        button("Add a client").click();
        assertThat(row(SHOP, "1E")).isVisible();
        button("Add a client").click();
        assertThat(page.locator("#add output"))
                .containsText("At most 2 clients by polling");
    }

    @Test
    void everybodySeesEverybodyAndMeasuresThem() {
        try (BrowserContext other = context.browser().newContext()) {
            Page second = other.newPage();
            second.navigate(address.resolve(path()) + "?lang=en");
            awaitScene(second, "2");
            awaitScene(page, "1");
            assertThat(row(SHOP, "2B").locator(".dot-text.is-in")).hasCount(2);
            assertThat(row(SHOP, "2B").locator("button")).hasCount(0);

            dot(second, SHOP, "2D, blue").click();
            assertThat(row(SHOP, "2D").locator(".dot-text.is-in")).hasCount(1);
            emit().getByLabel("to blue", exactly()).check();
            namespace(SHOP).getByRole(AriaRole.BUTTON, named("blue")).click();
            button("Send and see").click();

            assertThat(outcome())
                    .hasText("All right: 5 of 10 sockets received it.");
            assertThat(second.locator("#latest li").first()).containsText("5 receipts");
        }

        assertThat(row(SHOP, "2A")).hasCount(0);
        assertThat(page.locator("#state")).containsText("pages that look: 1");
    }

    @Test
    void packetsAreShownDecodedOfAllOrOfOne() {
        choose("1B, in /rooms/shop");
        button("Send and see").click();
        assertThat(outcome()).containsText("3 of 5 sockets received it.");

        assertThat(packets("1B", "\"send\"")).hasCount(1);
        assertThat(packets("1A", "\"news\"")).hasCount(1);
        page.getByLabel("Whose").selectOption("1B");
        assertThat(packets("1A", "")).hasCount(0);
        assertThat(packets("1B", "\"send\"")).hasCount(1);
        page.getByLabel("Whose").selectOption("page");
        assertThat(page.locator("#packets .packet").filter(
                new Locator.FilterOptions().setHasText("\"receipts\"")).first())
                .isVisible();
    }

    /** Four lanes: dots for A and C, a tick and a dot for B, a bar for each poll of D. */
    @Test
    void theSwimlaneHasALaneForEachClient() {
        choose("the server, in /rooms/shop");
        emit().getByLabel("except red", exactly()).check();
        button("Send and see").click();

        assertThat(page.locator("#swimlane .lane-name"))
                .hasText(new String[]{"1A", "1B", "1C", "1D"});
        assertThat(page.locator("#swimlane .lane-count")).hasText(new String[]{
                "1 arrived", "0 arrived", "0 arrived", "1 arrived"});
        card("1B").getByRole(AriaRole.BUTTON, named("Remove")).click();
        assertThat(page.locator("#swimlane .lane-name"))
                .hasText(new String[]{"1A", "1C", "1D"});
        assertThat(page.locator("#swimlane .lane-count")).hasText(new String[]{
                "1 arrived", "0 arrived", "1 arrived"});
    }

    /** The server has forgotten everything: the page is another one, its clients go back to their places. */
    @Test
    void afterALostServerEverybodyIsBackWhereTheyWere() {
        provokesLostConnections();
        dot(SHOP, "1D, red").click();
        assertThat(dot(SHOP, "1D, red")).hasAttribute("aria-pressed", "true");

        server.close();
        assertThat(page).hasTitle(Pattern.compile("^… waiting"));
        startServerAgain();

        assertThat(page).hasTitle(Pattern.compile("^● open"));
        assertThat(row(SHOP, "1D")).isVisible();
        awaitScene(page, "1");
        assertThat(dot(SHOP, "1D, red")).hasAttribute("aria-pressed", "true");
    }

    @Test
    void nothingIsWiderThanANarrowPhone() {
        page.setViewportSize(360, 740);
        fill("1A", "Room that 1A is to join", "abcdefghijklmnop");
        assertThat(dot(SHOP, "1A, abcdefghijklmnop"))
                .hasAttribute("aria-pressed", "true");
        button("Send and see").click();
        assertThat(outcome()).containsText("received it.");

        assertThat(breaches("overflow.js")).isEmpty();
        button("FR").click();
        assertThat(breaches("overflow.js")).isEmpty();
    }

    @Test
    void aWideWindowIsUsed() {
        page.setViewportSize(1920, 1080);

        assertThat(breaches("overflow.js")).isEmpty();
        assertThat(page.locator("main").boundingBox().width).isGreaterThan(1920 * 0.9);
    }

    @Test
    void rulesOfAccessibilityAreKept() {
        choose("1A, in /rooms/shop");
        button("Send and see").click();
        assertThat(page.locator(".reasons li")).hasCount(3);

        assertThat(breaches("accessibility.js")).isEmpty();
        button("FR").click();
        assertThat(breaches("accessibility.js")).isEmpty();
    }

    @Test
    void speaksEnglishAndFrench() {
        button("Send and see").click();
        assertThat(outcome()).containsText("received it.");
        assertThat(breaches("untranslated.js")).isEmpty();

        button("FR").click();

        assertThat(page.locator("html")).hasAttribute("lang", "fr");
        assertThat(page).hasTitle(Pattern.compile("^● ouvert"));
        assertThat(breaches("untranslated.js")).isEmpty();
        assertThat(outcome()).containsText("ont reçu");
        assertThat(row(SHOP, "1A").locator(".what")).hasText("reçu");
        assertThat(page.locator("#sentence")).containsText("oubliés");
        assertThat(page.locator("body")).not().containsText(Pattern.compile(
                "\\b(will receive|measured|does not poll|Stop polling|Send and see)\\b"));
    }

    @Test
    void tabKeyReachesEveryControlAndShowsWhereItIs() {
        List<String> controls = breaches("mark-tab-stops.js");
        Set<Integer> reached = new TreeSet<>();

        for (int press = 0; press < controls.size() + 40; press++) {
            page.keyboard().press("Tab");
            Map<?, ?> focused = (Map<?, ?>) page.evaluate(script("focused.js"));
            int stop = (Integer) focused.get("stop");
            if (stop >= 0 && reached.add(stop)) {
                assertThat(focused.get("seen"))
                        .as("Focus is seen on " + controls.get(stop)).isEqualTo(true);
            }
        }

        assertThat(IntStream.range(0, controls.size())
                .filter(stop -> !reached.contains(stop)).mapToObj(controls::get)
                .filter(control -> !control.contains("type=\"radio\""))) // one of each group
                .as("Controls that the Tab key did not reach").isEmpty();
    }

    /** Somebody works with the page while its picture changes: a click and the focus are not lost. */
    @Test
    void thePictureChangesUnderTheHandWithoutLosingIt() {
        Locator box = row(SHOP, "1D").locator("input");
        box.focus();

        dot(SHOP, "1A, red").evaluate("button => button.click()"); // leaves the focus
        assertThat(dot(SHOP, "1A, red")).hasAttribute("aria-pressed", "true");

        assertThat(box).isFocused();
        page.keyboard().press("Space");
        assertThat(box).isChecked();
    }

    private Locator emit() {
        return page.locator("#emit");
    }

    private Locator outcome() {
        return page.locator(".outcome output");
    }

    private Locator code(String language) {
        return page.locator("." + language + "-line code");
    }

    private void choose(String sender) {
        page.getByLabel("Who emits").selectOption(new SelectOption().setLabel(sender));
    }

    private void tick(String namespace, String client) {
        page.getByLabel("%s in %s will receive it".formatted(client, namespace))
                .check();
    }

    private void stopPolling(String client) {
        card(client).getByRole(AriaRole.BUTTON, named("Stop polling")).click();
        assertThat(row(SHOP, client)).containsText("does not poll");
        assertThat(page.locator("#sentence"))
                .hasText(client
                        + " has stopped polling. The server cannot send it anything now.");
    }

    private void fill(String client, String label, String name) {
        Locator field = card(client).getByLabel(label);
        field.fill(name);
        field.press("Enter");
    }

    private Locator namespace(String name) {
        return page.locator("section.namespace[data-key=\"%s\"]".formatted(name));
    }

    private Locator head(String namespace, String room) {
        return namespace(namespace).locator("th[data-key=\"room:%s\"]".formatted(room));
    }

    private Locator row(String namespace, String client) {
        return row(page, namespace, client);
    }

    private static Locator row(Page page, String namespace, String client) {
        return page
                .locator("section.namespace[data-key=\"%s\"] tbody tr"
                        .formatted(namespace))
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("th strong", new Page.LocatorOptions()
                                .setHasText(client))));
    }

    private Locator dot(String namespace, String label) {
        return dot(page, namespace, label);
    }

    private static Locator dot(Page page, String namespace, String label) {
        return page
                .locator("section.namespace[data-key=\"%s\"] button[aria-label=\"%s\"]"
                        .formatted(namespace, label));
    }

    private Locator card(String client) {
        return page.locator(".client").filter(new Locator.FilterOptions()
                .setHas(page.locator("h3 strong", new Page.LocatorOptions()
                        .setHasText(client))));
    }

    private Locator packets(String client, String text) {
        return page.locator("#packets .packet").filter(new Locator.FilterOptions()
                .setHas(page.locator(".packet-client", new Page.LocatorOptions()
                        .setHasText(client)))
                .setHasText(text));
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByRoleOptions on(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByLabelOptions exactly() {
        return new Locator.GetByLabelOptions().setExact(true);
    }
}

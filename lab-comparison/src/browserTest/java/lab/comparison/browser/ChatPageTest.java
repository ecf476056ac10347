package lab.comparison.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chat, with several people in it, each in a tab. */
class ChatPageTest extends PageTest {

    private static final String SCRIPT = "<img src=\"x\" onerror=\"alert(1)\"> <script>alert(2)</script>";

    private String terminal;

    @Override
    Lab lab() {
        return Lab.SOCKET_IO;
    }

    @Override
    String path() {
        return "/chat.html";
    }

    /** What it prints on the terminal is shown nowhere else. */
    @Override
    LabServer start(Settings settings) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            return super.start(settings);
        } finally {
            System.setOut(before);
            terminal = printed.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    void awaitOpen() {
        assertThat(page).hasTitle("○ not in the chat · Chat");
    }

    @Test
    void whoSendsSeesTheAcknowledgementAndThenWhoHasReadIt() {
        enter(page, "Ada");
        Page bob = enter(newPage(), "Bob");

        say(page, "Hello, Bob");

        assertThat(messages(bob).last()).containsText("Ada Hello, Bob");
        assertThat(messages(page).last())
                .containsText(Pattern.compile("Ada Hello, Bob.* · read by Bob$"));
    }

    @Test
    void theRoomSeesWhoJoinsTypesAndLeaves() {
        enter(page, "Ada");
        Page bob = enter(newPage(), "Bob");
        assertThat(page.locator("#messages")).containsText("Bob joined.");
        assertThat(page.locator("#talk-people")).hasText("In this room: Ada, Bob");

        bob.locator("#text").pressSequentially("I am thinking");
        assertThat(page.locator("#typing")).hasText("Bob is typing …");
        bob.locator("#text").press("Enter");

        assertThat(messages(page).last()).containsText("Bob I am thinking");
        assertThat(page.locator("#typing")).hasText("");
        bob.close();
        assertThat(page.locator("#messages")).containsText("Bob left.");
        assertThat(page.locator("#people-empty")).isVisible();
    }

    @Test
    void whoJoinsFindsWhatWasSaidBefore() {
        enter(page, "Ada");
        say(page, "Said before");
        assertThat(messages(page).last()).containsText("acknowledged by the server");

        Page bob = enter(newPage(), "Bob");

        assertThat(messages(bob)).containsText(new String[]{"Ada Said before"});
    }

    @Test
    void aPrivateMessageIsSeenByTwo() {
        enter(page, "Ada");
        Page bob = enter(newPage(), "Bob");
        Page eve = enter(newPage(), "Eve");

        button("Bob").click();
        assertThat(page.locator("#talk-title")).hasText("Private, with Bob");
        say(page, "Between us");
        say(page, "Really");

        assertThat(bob.locator("#people")).containsText("2 new");
        button(bob, "Ada").click();
        assertThat(messages(bob).first()).containsText("Ada Between us");
        button("lobby").click();
        say(page, "To everybody");
        assertThat(messages(eve).last()).containsText("Ada To everybody");
        assertThat(eve.locator("#people")).not().containsText("new");
        assertThat(eve.locator("#packets")).not().containsText("Between us");
    }

    @Test
    void whatPeopleWriteIsNothingButText() {
        enter(page, "Ada");
        Page bob = enter(newPage(), "Bob");

        button("Send a script").click();

        assertThat(messages(bob).last()).containsText(SCRIPT);
        assertThat(messages(page).last()).containsText(SCRIPT);
        for (Page each : List.of(page, bob)) {
            assertThat(each.locator("main :is(img, script)")).hasCount(0);
        }
    }

    @Test
    void aNameThatIsAScriptIsRefused() {
        provokes("status of 400");

        fillIn(page, "<script>alert(1)");

        assertThat(page.locator("#refusal")).hasText(
                "No token: name must be 1 to 24 letters, digits, spaces and . ' -, was \"<script>alert(1)\".");
        assertThat(page.locator("#chat")).isHidden();
    }

    @Test
    void aNameIsGivenOnce() {
        provokes("status of 409");
        enter(page, "Ada");

        Page other = newPage();
        fillIn(other, "ada");

        assertThat(other.locator("#refusal"))
                .hasText("No token: name must be one that nobody has, was \"ada\".");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Join somebody’s private room | NO_ROOM: room must be one of lobby, questions, members, was \"person:ada\".",
            "Write to the members’ room   | PERMISSION_DENIED: room must be one that you have joined, was \"members\".",
            "Join the lobby twice         | JOIN_ERROR: room must be one that you have not joined, was \"lobby\".",
            "Send 501 characters          | SEND_ERROR: text must be 1 to 500 characters, was 501 characters.",
            "Forge a moderator’s token    | CONNECT_ERROR: unauthorized."})
    void whatIsNotAllowedIsTriedAndRefused(String verb, String outcome) {
        enter(page, "Ada");

        button(verb).click();

        assertThat(page.locator(".control",
                new Page.LocatorOptions().setHas(button(verb))).locator(".outcome"))
                .hasText(outcome);
    }

    @Test
    void whoFloodsIsDisconnectedAndMayComeBack() {
        enter(page, "Ada");

        // Four times at once: the bucket holds 30, and the server refuses 30 more.
        button("Emit 45 events at once")
                .evaluate("button => { for (let i = 0; i < 4; i++) button.click(); }");
        assertThat(page).hasTitle("✕ disconnected · Chat");
        fillIn(page, "Ada");

        assertThat(page).hasTitle("● in the chat · Chat");
    }

    @Test
    void theMembersRoomOpensWithTheInvitation() {
        page.locator("#enter input[name=invitation]")
                .fill(printed("invitation of the members: (\\S+)"));

        enter(page, "Ada");
        button("Join members (members only)").click();

        assertThat(page.locator("#talk-title")).hasText("Room members");
        assertThat(page.locator("#sentence")).containsText("You are Ada (member)");
    }

    @Test
    void aModeratorRemovesSomebody() {
        enter(page, "Ada");
        Page eve = enter(newPage(), "Eve");
        String token = printed("token of the moderator: (\\S+)");

        page.locator("#moderator-form input").fill(token);
        button("Enter /admin").click();
        button("Remove Eve").click();

        assertThat(eve).hasTitle("✕ removed · Chat");
        assertThat(eve.locator("#sentence")).containsText("A moderator removed you");
        assertThat(page.locator("#moderator-outcome"))
                .hasText("Eve is removed, and the token revoked.");
        assertThat(page.locator("#people-empty")).isVisible();
        assertThat(page.locator("#packets")).containsText("/admin");
        // Nobody is to read it from a projector.
        assertThat(page.content())
                .doesNotContain(token.substring(token.lastIndexOf('.')));
    }

    @Test
    void whatIsWrittenOfflineIsSentOnceWhenOnline() {
        enter(page, "Ada");
        Page bob = enter(newPage(), "Bob");

        button("Go offline").click();
        assertThat(page).hasTitle("○ offline · Chat");
        assertThat(bob.locator("#messages")).containsText("Ada left.");
        say(page, "Written offline");
        assertThat(messages(page).last()).containsText("on its way …");
        say(bob, "While you were away");
        button("Go online").click();

        assertThat(messages(page)).containsText(
                new String[]{"Bob While you were away", "Ada Written offline"});
        assertThat(messages(page).last()).containsText("read by Bob");
        assertThat(messages(bob).filter(
                new Locator.FilterOptions().setHasText("Written offline"))).hasCount(1);
    }

    @Test
    void aTokenOfTheServerBeforeIsRefusedAndAnotherIsGiven() {
        enter(page, "Ada");
        provokesLostConnections();
        provokes("status of 400");

        server.close();
        startServerAgain();

        assertThat(page).hasTitle("✕ refused · Chat");
        assertThat(page.locator("#sentence"))
                .containsText("CONNECT_ERROR “unauthorized”");
        enter(page, "Ada");
    }

    @Test
    void whoReloadsIsStillInTheChat() {
        enter(page, "Ada");
        say(page, "Before");
        assertThat(messages(page).last()).containsText("acknowledged");

        page.reload();

        assertThat(page).hasTitle("● in the chat · Chat");
        assertThat(messages(page)).containsText(new String[]{"Ada Before"});
        assertThat(page.locator("#sentence")).containsText("You are Ada (guest)");
    }

    @Test
    void whoLeavesKeepsTheName() {
        enter(page, "Ada");

        button("Leave the chat").click();
        assertThat(page).hasTitle("✕ left · Chat");
        button("Get a token and enter").click();

        assertThat(page).hasTitle("● in the chat · Chat");
    }

    @Test
    void everyPacketIsShownDecodedAndWithoutTheSignature() {
        enter(page, "Ada");
        say(page, "Hello");
        assertThat(messages(page).last()).containsText("acknowledged");

        Locator packets = page.locator("#packets li");

        assertThat(packets.filter(new Locator.FilterOptions().setHasText("· CONNECT ·"))
                .first()).containsText(
                        Pattern.compile("0/chat,\\{\"token\":\"[^.]+\\.[^.]+\\.…\"}"));
        assertThat(packets.filter(new Locator.FilterOptions().setHasText("\"message\""))
                .first()).containsText(
                        Pattern.compile("· EVENT · /chat · \"message\" · ack id \\d+"));
        assertThat(packets.filter(new Locator.FilterOptions().setHasText("· ACK ·"))
                .last()).containsText("\"text\":\"Hello\"");
        assertThat(page.locator("#swimlane .lane-count")).not().hasText("0 arrived");
    }

    @Test
    void nothingIsWiderThanANarrowPhone() {
        fillWithLongWords();

        page.setViewportSize(360, 740);

        assertThat(breaches("overflow.js")).isEmpty();
        button("FR").click();
        assertThat(breaches("overflow.js")).isEmpty();
    }

    @Test
    void aWideWindowIsUsed() {
        fillWithLongWords();

        page.setViewportSize(1920, 1080);

        assertThat(breaches("overflow.js")).isEmpty();
        assertThat(page.locator("main").boundingBox().width).isGreaterThan(1920 * 0.9);
    }

    @Test
    void rulesOfAccessibilityAreKept() {
        assertThat(breaches("accessibility.js")).isEmpty();
        fillWithLongWords();

        assertThat(breaches("accessibility.js")).isEmpty();
        button("FR").click();
        assertThat(breaches("accessibility.js")).isEmpty();
    }

    @Test
    void tabKeyReachesEveryControlAndShowsWhereItIs() {
        enter(page, "Ada");
        enter(newPage(), "Bob");
        assertThat(page.locator("#people")).containsText("Bob");
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
    void speaksEnglishAndFrench() {
        enter(page, "Ada");
        assertThat(breaches("untranslated.js")).isEmpty();

        button("FR").click();

        assertThat(page).hasTitle("● dans le chat · Chat");
        assertThat(breaches("untranslated.js")).isEmpty();
        assertThat(page.locator("#sentence"))
                .containsText(
                        Pattern.compile("Vous êtes Ada \\(guest\\), dit le jeton"));
        assertThat(button("Passer hors ligne")).isVisible();
        assertThat(page.locator("#read-the-code h2")).hasText("Lire le code");
    }

    @Test
    void changesItsTheme() {
        page.emulateMedia(
                new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        String light = background();

        button("Dark theme").click();

        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(background()).isNotEqualTo(light);
    }

    @Test
    void showsTheCodeThatIsRunning() {
        for (Locator source : page.locator("#read-the-code details").all()) {
            String file = source.locator("summary code").textContent();
            source.locator("summary").click();
            assertThat(source.locator(".code-lines")).containsText(Pattern.compile(
                    "(class|record|enum|interface) " + file.replace(".java", "")));
        }
        for (Locator link : page.locator("#page-code a").all()) {
            String file = link.getAttribute("href");
            assertThat(lab.get(file.startsWith("/") ? file : "/" + file).body())
                    .startsWith("/**").contains("\nexport ");
        }
    }

    private Page enter(Page tab, String name) {
        fillIn(tab, name);
        assertThat(tab).hasTitle("● in the chat · Chat");
        assertThat(tab.locator("#talk-title")).hasText(Pattern.compile("^Room "));
        return tab;
    }

    private static void fillIn(Page tab, String name) {
        tab.locator("#enter input[name=name]").fill(name);
        button(tab, "Get a token and enter").click();
    }

    private static void say(Page tab, String text) {
        tab.locator("#text").fill(text);
        tab.locator("#text").press("Enter");
    }

    private static Locator messages(Page tab) {
        return tab.locator("#messages li:not(.chat-note)");
    }

    /** The worst that may be said, by whom has the longest name, and a refusal. */
    private void fillWithLongWords() {
        enter(page, "W".repeat(24));
        Page other = enter(newPage(), "M".repeat(24));
        say(other, "W".repeat(500));
        assertThat(messages(page).last()).containsText("WWW");
        page.locator("#moderator-form input")
                .fill(printed("token of the moderator: (\\S+)"));
        button("Enter /admin").click();
        assertThat(page.locator("#moderator-people li")).hasCount(2);
        button("Send 501 characters").click();
        assertThat(page.locator("#refusal")).isVisible();
    }

    private String printed(String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(terminal);
        assertThat(found.find()).as(terminal).isTrue();
        return found.group(1);
    }

    private String background() {
        return (String) page
                .evaluate("getComputedStyle(document.documentElement).backgroundColor");
    }
}

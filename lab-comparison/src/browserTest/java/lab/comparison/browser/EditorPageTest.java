package lab.comparison.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The shared text and the whiteboard: Ada's page and, where there are two, Bob's. */
class EditorPageTest extends PageTest {

    @Override
    Lab lab() {
        return Lab.SOCKET_IO;
    }

    @Override
    String path() {
        return "/editor.html";
    }

    @Override
    void awaitOpen() {
        assertThat(page).hasTitle(Pattern.compile("^○ connected, in no room"));
    }

    // ---- coming in

    @Test
    void whoHasTheInvitationComesIn() {
        create();
        Page bob = bob();

        assertThat(page.locator("#people li"))
                .hasText(new String[]{"Ada (you, site 1)", "Bob (site 2)"});
        assertThat(bob.locator("#people li"))
                .hasText(new String[]{"Ada (site 1)", "Bob (you, site 2)"});
        assertThat(bob).hasURL(address + "/editor.html"); // the token is not to be seen there
        assertThat(bob.locator("#room-title"))
                .hasText(page.locator("#room-title").textContent());
        assertThat(page.locator("#announcement")).hasText("Bob came in.");
    }

    @Test
    void whoHasNoTokenIsNotLetInAndLearnsNothing() {
        create();
        Page bob = newPage();
        String room = page.locator("#room-title").textContent().replace("Room ", "");

        enter(bob, "Bob", room, "guessed");
        assertThat(bob).hasTitle(Pattern.compile("^✕ not let in"));
        String refusal = bob.locator("#refusal").textContent();
        enter(bob, "Bob", "no-such-room", "guessed");

        assertThat(bob.locator("#refusal")).hasText(refusal);
        assertThat(refusal)
                .isEqualTo("JOIN_ERROR: room and token must be those of one room.");
        assertThat(bob.locator("#room")).isHidden();
    }

    @Test
    void aNameThatIsNoneIsRefusedWithTheRule() {
        enter(page, "<b>Ada</b>", "calm-otter-1", "guessed");

        assertThat(page.locator("#refusal")).hasText(
                "BAD_INPUT: name must be 1 to 24 letters, digits, spaces and . ' -, was \"<b>Ada</b>\".");
    }

    @Test
    void theStatusListsTheRooms() {
        create();
        type(page, "abc");
        assertThat(page.locator("#pending"))
                .hasText("The server knows all your changes.");
        Page bob = newPage();

        bob.locator("#rooms-details summary").click();

        String room = page.locator("#room-title").textContent().replace("Room ", "");
        assertThat(bob.locator("#rooms li"))
                .hasText(room + " 1 person here, 3 characters, 0 strokes");
    }

    @Test
    void whoLoadsThePageAgainIsBackInTheRoom() {
        create();
        type(page, "still here");
        assertThat(page.locator("#pending"))
                .hasText("The server knows all your changes.");

        page.reload();

        assertThat(text(page)).hasValue("still here");
        assertThat(page.locator("#people li")).hasText("Ada (you, site 2)");
        button("Leave the room").click();
        assertThat(page).hasTitle(Pattern.compile("^○ connected, in no room"));
        page.reload();
        awaitOpen();
    }

    // ---- the text

    @Test
    void whatOneTypesTheOtherSeesAndTheCaretStaysAtItsCharacter() {
        create();
        Page bob = bob();
        type(page, "one three");
        assertThat(text(bob)).hasValue("one three");
        for (int i = 0; i < 5; i++) {
            page.keyboard().press("ArrowLeft");
        }

        bob.locator("#text").focus();
        bob.keyboard().press("Control+Home");
        bob.keyboard().insertText("🙂 zero, ");
        assertThat(text(page)).hasValue("🙂 zero, one three");
        page.keyboard().type("two ");

        assertThat(text(bob)).hasValue("🙂 zero, one two three");
        assertThat(text(page)).hasValue("🙂 zero, one two three");
    }

    @Test
    void bothTypeAtOnceAndNothingIsLost() {
        create();
        Page bob = bob();
        type(page, "[]");
        assertThat(text(bob)).hasValue("[]");
        caretTo(page, 1);
        caretTo(bob, 1);

        for (int i = 0; i < 26; i++) {
            page.keyboard().type(String.valueOf((char) ('a' + i)));
            bob.keyboard().type(String.valueOf((char) ('A' + i)));
        }

        assertThat(page.locator("#pending"))
                .hasText("The server knows all your changes.");
        assertThat(bob.locator("#pending"))
                .hasText("The server knows all your changes.");
        assertThat(text(page)).hasValue(Pattern.compile("\\[.{52}]"));
        assertThat(text(bob)).hasValue(text(page).inputValue());
        String typed = text(page).inputValue();
        assertThat(typed.replaceAll("[^a-z]", ""))
                .isEqualTo("abcdefghijklmnopqrstuvwxyz");
        assertThat(typed.replaceAll("[^A-Z]", ""))
                .isEqualTo("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    }

    @Test
    void whatWasDoneOfflineIsMergedOnReturn() {
        create();
        Page bob = bob();
        type(page, "The cat sat.");
        assertThat(text(bob)).hasValue("The cat sat.");

        button("Go offline").click();
        assertThat(page).hasTitle(Pattern.compile("^○ offline"));
        caretTo(page, 7);
        page.keyboard().type(" of mine");
        draw(page, 100, 100, 300, 200);
        assertThat(page.locator("#pending"))
                .hasText("2 changes that the server has not acknowledged.");
        caretTo(bob, 7);
        for (int i = 0; i < 3; i++) {
            bob.keyboard().press("Backspace");
        }
        bob.keyboard().type("dog");
        draw(bob, 250, 100, 300, 150);
        assertThat(bob.locator(".board-strokes .stroke")).hasCount(1);
        button("Go online").click();

        assertThat(page).hasTitle(Pattern.compile("^● in the room"));
        assertThat(text(page)).hasValue("The dog of mine sat.");
        assertThat(text(bob)).hasValue("The dog of mine sat.");
        assertThat(page.locator(".board-strokes .stroke")).hasCount(2);
        assertThat(bob.locator(".board-strokes .stroke")).hasCount(2);
    }

    @Test
    void theTextOutlivesItsRoom() {
        provokesLostConnections();
        create();
        type(page, "not to be lost");
        server.close();
        assertThat(page).hasTitle(Pattern.compile("^… connection lost"));
        page.keyboard().type(", nor this");

        startServerAgain();

        assertThat(page).hasTitle(Pattern.compile("^✕ the room has ended"));
        assertThat(text(page)).hasValue("not to be lost, nor this");
        button("Create a new room with this text").click();
        assertThat(page).hasTitle(Pattern.compile("^● in the room"));
        assertThat(bob().locator("#text")).hasValue("not to be lost, nor this");
        assertThat(page.locator("#refusal")).isHidden();
    }

    @Test
    void undoTakesBackNothingOfOthers() {
        create();
        Page bob = bob();
        text(page).focus();
        page.keyboard().insertText("mine");
        assertThat(text(bob)).hasValue("mine");
        caretTo(bob, 2);
        bob.keyboard().type("THEIRS");
        assertThat(text(page)).hasValue("miTHEIRSne");

        page.locator("#text").focus();
        page.keyboard().press("Control+z");
        assertThat(text(bob)).hasValue("THEIRS");
        page.keyboard().press("Control+Shift+z");

        assertThat(text(bob)).hasValue("miTHEIRSne");
        assertThat(text(page)).hasValue("miTHEIRSne");
    }

    @Test
    void aWordThatIsBeingComposedIsNotTorn() {
        create();
        Page bob = bob();
        page.locator("#text").focus();
        page.bringToFront(); // only there is a word composed
        CDPSession keyboard = context.newCDPSession(page);
        compose(keyboard, "にほ");
        assertThat(text(bob)).hasValue("にほ");

        caretTo(bob, 0);
        bob.keyboard().type("first ");
        assertThat(bob.locator("#pending"))
                .hasText("The server knows all your changes.");
        compose(keyboard, "にほん");
        assertThat(text(bob)).hasValue("first にほん");
        assertThat(text(page)).hasValue("にほん");
        JsonObject chosen = new JsonObject();
        chosen.addProperty("text", "日本");
        keyboard.send("Input.insertText", chosen);

        assertThat(text(page)).hasValue("first 日本");
        assertThat(text(bob)).hasValue("first 日本");
    }

    @Test
    void whatIsPastedIsCutAndCleaned() {
        create();
        Page bob = bob();
        page.locator("#text").focus();

        page.keyboard().insertText("a\u0007b" + "x".repeat(1_200));

        assertThat(text(page)).hasValue("ab" + "x".repeat(1_200));
        assertThat(text(bob)).hasValue("ab" + "x".repeat(1_200));
    }

    @Test
    void markupIsText() {
        create();
        Page bob = bob();
        String evil = "<img src=x onerror=\"document.title = 'owned'\"><script>1</script>";
        type(page, evil);
        bob.locator("#structure-details summary").click();

        assertThat(text(bob)).hasValue(evil);
        assertThat(bob.locator("#structure li")).hasCount(60);
        assertThat(bob.locator(".packet-log")).containsText("onerror");
        assertThat(bob.locator("main script, main img")).hasCount(0);
        assertThat(bob).hasTitle(Pattern.compile("^● in the room"));
    }

    @Test
    void theCaretOfTheOtherIsShown() {
        create();
        Page bob = bob();
        type(page, "one two");
        assertThat(text(bob)).hasValue("one two");
        assertThat(bob.locator(".caret-name")).hasText("Ada");
        double atEnd = bob.locator(".caret").boundingBox().x;

        page.keyboard().press("Control+Home");

        assertThat(bob.locator(".editor-carets"))
                .hasText(Pattern.compile("^Adaone two"));
        assertThat(bob.locator(".caret").boundingBox().x).isLessThan(atEnd);
        page.locator("#text").blur();
        assertThat(bob.locator(".caret")).hasCount(0);
    }

    @Test
    void theIdsOfTheCharactersCanBeSeen() {
        create();
        type(page, "abc");
        page.keyboard().press("Backspace");

        page.locator("#structure-details summary").click();

        assertThat(page.locator("#structure li"))
                .hasText(new String[]{"a 1,1", "b 2,1", "† 3,1"});
        assertThat(page.locator("#structure-count"))
                .hasText("Characters: 2; tombstones: 1.");
    }

    // ---- the board

    @Test
    void aStrokeIsSeenWhileItIsDrawnAndStays() {
        create();
        Page bob = bob();
        BoundingBox board = board(page);
        Mouse mouse = page.mouse();

        mouse.move(board.x + 20, board.y + 20);
        mouse.down();
        for (int i = 0; i < 30; i++) {
            mouse.move(board.x + 20 + 5 * i, board.y + 60);
        }
        assertThat(bob.locator(".board-parts .stroke")).hasCount(1);
        assertThat(bob.locator(".pointer text")).hasText("Ada");
        assertThat(bob.locator(".board-strokes .stroke")).hasCount(0);
        mouse.up();

        assertThat(bob.locator(".board-strokes .stroke")).hasCount(1);
        assertThat(bob.locator(".board-parts .stroke")).hasCount(0);
        assertThat(bob.locator(".board-strokes .stroke")).hasAttribute("points",
                page.locator(".board-strokes .stroke").getAttribute("points"));
    }

    @Test
    void drawingIsPossibleByKeyboardAloneAndIsSaid() {
        create();
        Page bob = bob();
        page.locator("#inks input").first().focus();
        page.keyboard().press("ArrowRight");
        page.locator("#board").focus();

        page.keyboard().press("ArrowUp");
        assertThat(page.locator("#announcement")).hasText("Pen at 800, 430.");
        page.keyboard().press("Space");
        assertThat(page.locator("#announcement")).hasText("Pen down at 800, 430.");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("Shift+ArrowDown");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Space");

        assertThat(page.locator("#announcement"))
                .hasText("Pen lifted at 820, 454: the stroke is complete.");
        assertThat(bob.locator(".board-strokes .stroke")).hasAttribute("points",
                "800 430 820 430 820 454");
        assertThat(bob.locator(".board-strokes .stroke"))
                .hasClass(Pattern.compile("ink-1"));
        page.keyboard().press("Space");
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("Escape");
        assertThat(page.locator("#announcement")).hasText("Stroke dropped.");
        assertThat(bob.locator(".board-strokes .stroke")).hasCount(1);
    }

    @Test
    void strokesAreToldInWordsAndErasedOneByOne() {
        create();
        Page bob = bob();
        draw(page, 100, 100, 200, 150);
        draw(bob, 300, 100, 350, 150);
        assertThat(bob.locator("#strokes-title")).hasText("2 strokes, in words");

        bob.locator("#strokes-title").click();
        assertThat(bob.locator("#strokes li").first())
                .containsText(Pattern.compile("^Ada, like text: from \\d+, \\d+ to"));
        bob.locator("#strokes button").first().click();

        assertThat(page.locator(".board-strokes .stroke")).hasCount(1);
        assertThat(bob.locator("#strokes li")).hasCount(1);
    }

    @Test
    void eachErasesTheirOwnAndEveryoneAll() {
        create();
        Page bob = bob();
        draw(page, 100, 100, 200, 150);
        draw(bob, 300, 100, 350, 150);
        assertThat(page.locator(".board-strokes .stroke")).hasCount(2);

        button("Erase my last stroke").click();
        assertThat(bob.locator(".board-strokes .stroke")).hasCount(1);
        button("Erase my last stroke").click();
        draw(page, 100, 200, 200, 250);
        assertThat(bob.locator(".board-strokes .stroke")).hasCount(2);
        button(bob, "Erase all").click();

        assertThat(page.locator(".board-strokes .stroke")).hasCount(0);
    }

    @Test
    void whoComesLaterSeesAll() {
        create();
        type(page, "early");
        draw(page, 100, 100, 200, 150);
        assertThat(page.locator("#pending"))
                .hasText("The server knows all your changes.");

        Page bob = bob();

        assertThat(text(bob)).hasValue("early");
        assertThat(bob.locator(".board-strokes .stroke")).hasCount(1);
    }

    // ---- the conflict

    @Test
    void aConflictIsPredictedThenTriedThenExplained() {
        create();
        type(page, "Hello world");
        caretTo(page, 5);

        button("Go offline with the robot").click();
        assertThat(page.locator("#trial-outcome")).hasText("Predict first.");
        page.getByText("Mine stays, the robot’s is lost.").click();
        button("Go offline with the robot").click();
        assertThat(page.locator("#trial-outcome"))
                .containsText("Both are offline, and the robot has made its change.");
        assertThat(page).hasTitle(Pattern.compile("^○ offline"));
        caretTo(page, 5);
        page.keyboard().type(" dear");
        button("Both come back").click();

        assertThat(page.locator("#trial-outcome")).containsText(
                "It was different from your prediction. The text is the same for both of you");
        assertThat(text(page))
                .hasValue(Pattern
                        .compile("Hell(\\[robot\\] dear| dear\\[robot\\]) world"));
        assertThat(page.locator("#trial-copies dd")).hasText(new String[]{
                text(page).inputValue(), "Hello dear world", "Hell[robot] world"});
        assertThat(page.locator("#people li")).hasText("Ada (you, site 1)");
        assertThat(page).hasTitle(Pattern.compile("^● in the room"));
    }

    // ---- the rules of every page

    @Test
    void everyPacketIsShownDecoded() {
        create();
        Page bob = bob();
        type(page, "x");
        draw(page, 100, 100, 200, 150);

        for (String decoded : List.of("CONNECT · /editor",
                "EVENT · /editor · \"create\"",
                "EVENT · /editor · \"join\" · ack id 1", "ACK · /editor · ack id 1",
                "EVENT · /editor · \"edit\"", "EVENT · /editor · \"drawing\"",
                "EVENT · /editor · \"stroke\"")) {
            assertThat(page.locator(".packet-log")).containsText(decoded);
        }
        assertThat(bob.locator(".packet-log")).containsText(
                "\"edit\",{\"site\":1,\"edits\":[{\"id\":[1,1],\"after\":[0,0],\"insert\":\"x\"}]}");
    }

    @Test
    void nothingIsWiderThanANarrowPhoneNorThanAWideScreen() {
        fill();

        page.setViewportSize(360, 740);
        assertThat(breaches("overflow.js")).isEmpty();
        button("FR").click();
        assertThat(breaches("overflow.js")).isEmpty();
        page.setViewportSize(1920, 1080);
        assertThat(breaches("overflow.js")).isEmpty();
        assertThat(page.locator("main").boundingBox().width).isGreaterThan(1920 * 0.9);
    }

    @Test
    void rulesOfAccessibilityAreKept() {
        assertThat(breaches("accessibility.js")).isEmpty();
        fill();

        assertThat(breaches("accessibility.js")).isEmpty();
        button("FR").click();
        assertThat(breaches("accessibility.js")).isEmpty();
    }

    @Test
    void speaksEnglishAndFrench() {
        fill();
        assertThat(breaches("untranslated.js")).isEmpty();

        button("FR").click();

        assertThat(page).hasTitle(Pattern.compile("^● dans le salon"));
        assertThat(breaches("untranslated.js")).isEmpty();
        assertThat(page.locator("#people li"))
                .hasText(new String[]{"Ada (vous, site 1)", "Bob (site 2)"});
        assertThat(page.locator("#pending"))
                .hasText("Le serveur connaît tous vos changements.");
        assertThat(page.locator("#strokes-title")).hasText("1 trait, en mots");
        assertThat(page.locator("#strokes button")).hasText("Effacer");
    }

    @Test
    void tabKeyReachesEveryControlAndShowsWhereItIs() {
        fill();
        List<String> controls = breaches("mark-tab-stops.js");
        Set<Integer> reached = new TreeSet<>();

        page.locator("h1").click();
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

        // Of radio buttons with one name the Tab key reaches the one that is chosen.
        assertThat(IntStream.range(0, controls.size())
                .filter(stop -> !reached.contains(stop)).mapToObj(controls::get)
                .filter(control -> !control.contains("type=\"radio\"")))
                .as("Controls that the Tab key did not reach").isEmpty();
    }

    @Test
    void bothThemesAreThere() {
        fill();
        page.emulateMedia(
                new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        String light = style(".stroke", "stroke");

        button("Dark theme").click();

        assertThat(style(".stroke", "stroke")).isNotEqualTo(light);
    }

    @Test
    void showsTheCodeThatIsRunning() {
        for (Locator source : page.locator("#read-the-code details").all()) {
            String file = source.locator("summary code").textContent();
            source.locator("summary").click();
            assertThat(source.locator(".code-lines")).containsText(
                    Pattern.compile("(class|record|enum|interface) "
                            + file.replace(".java", "")));
        }
        for (Locator link : page.locator("#page-code a").all()) {
            String module = lab.get("/" + link.getAttribute("href")).body();
            assertThat(module).contains("export ");
        }
    }

    // ---- what people do

    private void create() {
        page.locator("#enter [name=name]").fill("Ada");
        page.keyboard().press("Enter");
        assertThat(page).hasTitle(Pattern.compile("^● in the room"));
    }

    /** In another tab, by the invitation. */
    private Page bob() {
        Page bob = newPage();
        bob.navigate("about:blank"); // a new fragment alone would not load the page
        bob.navigate(page.locator("#invitation").inputValue());
        bob.locator("#enter [name=name]").fill("Bob");
        bob.keyboard().press("Enter");
        assertThat(bob).hasTitle(Pattern.compile("^● in the room"));
        return bob;
    }

    private void enter(Page tab, String name, String room, String token) {
        tab.locator("#enter [name=name]").fill(name);
        tab.locator("#enter [name=room]").fill(room);
        tab.locator("#enter [name=token]").fill(token);
        button(tab, "Join the room").click();
    }

    /** Somebody else, a text, a stroke, and everything unfolded. */
    private void fill() {
        create();
        Page bob = bob();
        type(page, "W".repeat(200) + "\nshort");
        draw(page, 50, 50, 100, 100);
        caretTo(bob, 1);
        assertThat(page.locator(".caret")).hasCount(1);
        page.getByText("Both stay, in the same order for both of us.").click();
        for (Locator summary : page.locator("#room summary, #packets summary").all()) {
            summary.click();
        }
        assertThat(page.locator("#structure li")).hasCount(60);
        assertThat(page.locator("#strokes li")).hasCount(1);
        assertThat(page.locator("#pending"))
                .hasText("The server knows all your changes.");
    }

    private static Locator text(Page tab) {
        return tab.locator("#text");
    }

    private static void type(Page tab, String typed) {
        text(tab).focus();
        tab.keyboard().type(typed);
    }

    private static void caretTo(Page tab, int place) {
        text(tab).focus();
        tab.keyboard().press("Control+Home");
        for (int i = 0; i < place; i++) {
            tab.keyboard().press("ArrowRight");
        }
    }

    private static void compose(CDPSession keyboard, String word) {
        JsonObject composition = new JsonObject();
        composition.addProperty("text", word);
        composition.addProperty("selectionStart", word.length());
        composition.addProperty("selectionEnd", word.length());
        keyboard.send("Input.imeSetComposition", composition);
    }

    /** From one point of the board to another, in pixels. */
    private static void draw(Page tab, int fromX, int fromY, int toX, int toY) {
        BoundingBox board = board(tab);
        tab.mouse().move(board.x + fromX, board.y + fromY);
        tab.mouse().down();
        tab.mouse().move(board.x + toX, board.y + toY,
                new Mouse.MoveOptions().setSteps(5));
        tab.mouse().up();
    }

    private static BoundingBox board(Page tab) {
        tab.locator("#board").scrollIntoViewIfNeeded();
        return tab.locator("#board").boundingBox();
    }

    private String style(String selector, String property) {
        return (String) page.locator(selector).first().evaluate(
                "(element, property) => getComputedStyle(element)[property]", property);
    }
}

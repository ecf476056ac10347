package lab.comparison.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the page of a lab promises, with each way to read that it offers. */
@ParameterizedClass
@EnumSource(Reader.class)
class LabPageTest extends PageTest {

    @Parameter
    Reader reader;

    @Override
    Lab lab() {
        return reader.lab;
    }

    @Override
    void awaitOpen() {
        awaitState("open");
        Locator choice = page.locator("select[aria-describedby=choice-expect]");
        if (!choice.inputValue().equals(reader.key)) {
            choice.selectOption(reader.key);
            awaitState("open");
        }
    }

    @Test
    void receivesWhatIsPublished() {
        lab.publish("Build 7 is green");
        lab.publish("Order 1 paid");

        assertThat(titles()).hasText(new String[]{"Order 1 paid", "Build 7 is green"});
        assertThat(page.locator("#count-notifications")).hasText("2");
        assertThat(page.locator("#wire")).containsText("Order 1 paid");
        assertThat(page.locator("#swimlane .lane-count").first())
                .containsText("2 arrived");
    }

    @Test
    void receivesABurstInOrder() {
        button("Publish a burst").click();

        assertThat(page.locator("#count-notifications")).hasText("20");
        assertThat(outcome("burst")).containsText("202");
        assertThat(history()).hasSize(20);
        assertFeedIs(history());
    }

    @Test
    void publishesWhatIsTyped() {
        publishByHand("Ünïcode “quoted” 🚚");

        assertThat(titles()).hasText(new String[]{"Ünïcode “quoted” 🚚"});
        assertThat(page.locator("#publish-outcome"))
                .containsText("the feed put it at cursor");
        assertThat(history()).containsExactly("Ünïcode “quoted” 🚚");
    }

    @Test
    void saysWhatTheServerRefuses() {
        provokes("status of 400");

        publishByHand("");

        assertThat(page.locator("#publish-outcome"))
                .containsText("title must be 1 to 120 characters");
        assertThat(page.locator("input[name=title]")).hasAttribute("aria-invalid",
                "true");
        publishByHand("Better");
        assertThat(titles()).hasText(new String[]{"Better"});
        assertThat(page.locator("input[name=title]")).not().hasAttribute("aria-invalid",
                "true");
    }

    @Test
    void losesNothingWhenTheServerIsStoppedAndStarted() {
        provokesLostConnections();
        lab.publish("Before");
        assertThat(titles()).hasText(new String[]{"Before"});

        server.close();
        assertThat(page.locator("body")).hasAttribute("data-state",
                Pattern.compile("waiting|connecting"));
        publishByHand("Queued 1");
        publishByHand("Queued 2");
        assertThat(page.locator("#publish-outcome"))
                .containsText("2 wait in the queue");
        startServerAgain();
        lab.publish("After");
        assertThat(titles()).hasCount(4);
        lab.publish("Last");

        assertThat(titles()).hasCount(5);
        assertThat(history())
                .containsExactlyInAnyOrder("After", "Queued 1", "Queued 2", "Last")
                .containsSubsequence("Queued 1", "Queued 2", "Last");
        List<String> all = new ArrayList<>(List.of("Before"));
        all.addAll(history());
        assertFeedIs(all);
        assertThat(page.locator("#log")).containsText(
                "Gap: the server no longer has what came after our cursor");
    }

    @Test
    void losesNothingWhenItsConnectionIsDropped() {
        provokesLostConnections();
        lab.publish("Before");
        assertThat(titles()).hasText(new String[]{"Before"});

        button("Drop my connection").click();
        assertThat(outcome("drop")).not().isEmpty();
        lab.publish("Meanwhile 1");
        lab.publish("Meanwhile 2");
        assertThat(titles()).hasCount(3);
        lab.publish("After");

        assertFeedIs(List.of("Before", "Meanwhile 1", "Meanwhile 2", "After"));
        awaitState("open");
        assertThat(outcome("drop")).containsText(
                reader == Reader.INTERVAL_POLLING ? "nothing to drop" : "204: cut");
    }

    @Test
    void publishesAfterwardsWhatWasPublishedOffline() {
        lab.publish("Before");
        assertThat(titles()).hasText(new String[]{"Before"});

        button("Go offline").click();
        awaitState("offline");
        publishByHand("Queued 1");
        publishByHand("Queued 2");
        assertThat(page.locator("#publish-outcome"))
                .containsText("2 wait in the queue");
        lab.publish("From elsewhere");
        assertThat(history()).containsExactly("Before", "From elsewhere");
        button("Come back").click();

        assertFeedIs(List.of("Before", "From elsewhere", "Queued 1", "Queued 2"));
        assertThat(history()).containsExactly("Before", "From elsewhere", "Queued 1",
                "Queued 2");
        assertThat(outcome("offline"))
                .containsText("1 notification that was published meanwhile");
        assertThat(page.locator("#log")).containsText("Resumed from cursor");
    }

    @Test
    void stopsReadingWhereTheBrowserCan() {
        if (!reader.canStopReading) {
            assertThat(button("Stop reading")).isDisabled();
            return;
        }
        lab.publish("Before");
        assertThat(titles()).hasText(new String[]{"Before"});

        button("Stop reading").click();
        assertThat(outcome("pause")).containsText("Not reading");
        lab.publish("Waiting 1");
        lab.publish("Waiting 2");
        lab.publish("Waiting 3");
        button("Resume reading").click();

        assertFeedIs(List.of("Before", "Waiting 1", "Waiting 2", "Waiting 3"));
        // One may have been on its way when the reading stopped.
        assertThat(outcome("pause")).hasText(
                Pattern.compile("Reading again. [23] notifications had waited."));
    }

    @Test
    void showsMarkupAsText() {
        String script = "<script>document.title = 'owned'</script>";
        String image = "<img src=x onerror=\"document.title = 'owned'\">";
        lab.publish(script);
        lab.publish(image);
        publishByHand(script);

        assertThat(titles()).hasText(new String[]{script, image, script});
        assertThat(page.locator("#wire")).containsText("onerror");
        titles().nth(1).click();
        assertThat(page.locator("#swimlane .swimlane-detail"))
                .containsText("<img src=x");
        assertThat(page.locator("main script, main img")).hasCount(0);
        assertThat(page).hasTitle(Pattern.compile("open"));
    }

    @Test
    void publishesByItselfUntilToldToStop() {
        button("Keep publishing").click();

        assertThat(titles().last()).hasText("Order 1043 paid");
        button("Stop publishing").click();
        assertThat(button("Keep publishing")).isVisible();
    }

    private Locator titles() {
        return page.locator("#feed .feed-title");
    }

    private Locator outcome(String control) {
        return page.locator(".control").filter(new Locator.FilterOptions()
                .setHas(page.locator("#%s-expect".formatted(control))))
                .locator("output");
    }

    private void awaitState(String state) {
        assertThat(page.locator("body")).hasAttribute("data-state", state);
    }

    private void publishByHand(String title) {
        page.locator("input[name=title]").fill(title);
        button("Publish").click();
    }

    /** Each once, and in this order; the page shows the newest first. */
    private void assertFeedIs(List<String> titles) {
        List<String> newestFirst = new ArrayList<>(titles);
        Collections.reverse(newestFirst);
        assertThat(titles()).hasText(newestFirst.toArray(String[]::new));
        assertThat(page.locator("#count-duplicates")).hasText("0");
    }
}

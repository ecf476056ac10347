package lab.comparison.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import lab.testkit.LabClient;
import org.junit.jupiter.api.Test;

/** What only the comparison's page does: six columns of the same feed, and what each costs. */
class ComparisonPageTest extends PageTest {

    private static final List<String> TRANSPORTS = List.of("polling", "longpolling",
            "sse", "websocket", "socketio-websocket", "socketio-polling");
    private static final String[] ZEROS = ofEach("0");
    /** How many titles a column shows. */
    private static final int LATEST = 5;

    @Override
    Lab lab() {
        return Lab.COMPARISON;
    }

    @Override
    void awaitOpen() {
        for (String transport : TRANSPORTS) {
            assertThat(column(transport).locator(".state")).hasText("open");
        }
    }

    @Test
    void everyColumnReceivesWhatIsPublished() {
        lab.publish("Build 7 is green");
        lab.publish("Order 1 paid");

        for (String transport : TRANSPORTS) {
            assertThat(latest(transport))
                    .hasText(new String[]{"Order 1 paid", "Build 7 is green"});
            assertThat(figure(transport, "arrived")).hasText("2");
            assertThat(column(transport).locator(".figure-value"))
                    .hasText(Pattern.compile("[0-9.]+ m?s"));
            assertThat(column(transport).locator(".sentence"))
                    .containsText(Pattern.compile("[0-9] m?s"));
        }
    }

    @Test
    void everyColumnPublishes() {
        List<String> titles = new ArrayList<>();
        for (String transport : TRANSPORTS) {
            column(transport).getByText("Publish from here").click();
            titles.add("Sent by " + column(transport).locator("h2 span").textContent());
            assertThat(column(transport).locator(".expect")).containsText("Published");
        }

        Collections.reverse(titles);
        for (String transport : TRANSPORTS) {
            assertThat(latest(transport))
                    .hasText(titles.subList(0, LATEST).toArray(String[]::new));
        }
    }

    @Test
    void burstArrivesCompleteInEveryColumn() {
        button("Publish a burst").click();

        for (String transport : TRANSPORTS) {
            assertThat(figure(transport, "arrived")).hasText("20");
        }
        assertThat(cells("duplicates")).containsExactly(ZEROS);
        assertThat(cells("gaps")).containsExactly(ZEROS);
    }

    @Test
    void losesNothingWhenTheServerIsStoppedAndStarted() {
        provokesLostConnections();
        lab.publish("Before");
        awaitArrived(1);

        server.close();
        for (String transport : TRANSPORTS) {
            assertThat(column(transport).locator(".state")).not().hasText("open");
        }
        for (String transport : TRANSPORTS) {
            column(transport).getByText("Publish from here").click();
        }
        startServerAgain();
        lab.publish("After");
        awaitArrived(8);
        lab.publish("Last");

        awaitArrived(9);
        List<String> newestFirst = new ArrayList<>(history());
        Collections.reverse(newestFirst);
        assertThat(newestFirst).hasSize(8).startsWith("Last").contains("After")
                .doesNotHaveDuplicates();
        for (String transport : TRANSPORTS) {
            assertThat(latest(transport))
                    .hasText(newestFirst.subList(0, LATEST).toArray(String[]::new));
        }
        assertThat(cells("duplicates")).containsExactly(ZEROS);
        assertThat(cells("gaps")).containsExactly(ofEach("1"));
    }

    @Test
    void losesNothingWhenConnectionsAreDropped() {
        provokesLostConnections();
        provokes("status of 404"); // between two polls there may be nothing to drop
        lab.publish("Before");
        awaitArrived(1);

        for (String transport : TRANSPORTS) {
            column(transport).getByText("Drop my connection").click();
            assertThat(column(transport).locator(".expect"))
                    .hasText(Pattern
                            .compile("Cut by the server.|There was nothing to cut.*"));
        }
        lab.publish("Meanwhile");
        awaitArrived(2);
        lab.publish("After");

        for (String transport : TRANSPORTS) {
            assertThat(latest(transport))
                    .hasText(new String[]{"After", "Meanwhile", "Before"});
        }
        assertThat(cells("duplicates")).containsExactly(ZEROS);
    }

    @Test
    void columnsThatWereOfflineCatchUp() {
        lab.publish("Before");
        awaitArrived(1);

        for (String transport : TRANSPORTS) {
            column(transport).getByText("Go offline").click();
            assertThat(column(transport).locator(".state")).hasText("offline");
        }
        lab.publish("Meanwhile 1");
        lab.publish("Meanwhile 2");
        for (String transport : TRANSPORTS) {
            column(transport).getByText("Go online").click();
        }

        for (String transport : TRANSPORTS) {
            assertThat(latest(transport))
                    .hasText(new String[]{"Meanwhile 2", "Meanwhile 1", "Before"});
            assertThat(column(transport).locator(".state")).hasText("open");
        }
    }

    @Test
    void showsMarkupAsText() {
        String script = "<script>document.title = 'owned'</script>";
        String image = "<img src=x onerror=\"document.title = 'owned'\">";
        lab.publish(script);
        lab.publish(image);

        for (String transport : TRANSPORTS) {
            assertThat(latest(transport)).hasText(new String[]{image, script});
            assertThat(raw(transport)).containsText("onerror");
        }
        assertThat(page.locator("main script, main img")).hasCount(0);
        assertThat(page).hasTitle(Pattern.compile("open"));
    }

    @Test
    void bytesAreCountedOnTheServersSockets() {
        lab.publish("Counted");
        awaitArrived(1);

        for (String transport : TRANSPORTS) {
            assertThat(figure(transport, "requests"))
                    .hasText(Pattern.compile("[1-9].*"));
            assertThat(figure(transport, "up")).hasText(Pattern.compile("[1-9].* k?B"));
            assertThat(figure(transport, "down"))
                    .hasText(Pattern.compile("[1-9].* k?B"));
            assertThat(figure(transport, "perNotification"))
                    .hasText(Pattern.compile("↑ [1-9].* ↓ [1-9].*"));
        }
        // One request each that does not end, whatever is published.
        for (String transport : List.of("sse", "websocket", "socketio-websocket")) {
            assertThat(cell(transport, "requests")).hasText("1");
        }
    }

    @Test
    void figuresCanBeSavedForASpreadsheet() throws IOException {
        lab.publish("One");
        lab.publish("Two");
        awaitArrived(2);
        assertThat(cell("websocket", "bytesUp")).hasText(Pattern.compile("[1-9].*"));
        column("polling").getByText("Go offline").click(); // it asks on, and its figures with it

        Download download = page
                .waitForDownload(() -> button("Download as CSV").click());

        assertThat(download.suggestedFilename()).matches("comparison-.*\\.csv");
        List<String[]> rows = Files.readString(download.path()).lines()
                .map(line -> line.split(",")).toList();
        assertThat(rows).hasSize(1 + TRANSPORTS.size());
        assertThat(rows.get(0)).startsWith("Transport", "Arrived", "Median (ms)",
                "99 % (ms)", "Requests");
        assertThat(rows.stream().skip(1).map(row -> row[0]))
                .containsExactly("Interval polling", "Long polling", "SSE",
                        "WebSocket", "Socket.IO (WebSocket)", "Socket.IO (polling)");
        for (String[] row : rows.subList(1, rows.size())) {
            double[] figures = Arrays.stream(row).skip(1)
                    .mapToDouble(Double::parseDouble).toArray();
            assertThat(figures[0]).as("arrived").isEqualTo(2);
            assertThat(Arrays.copyOfRange(figures, 3, 8)).as("requests and bytes")
                    .doesNotContain(0);
            assertThat(figures[5] / 2).as("down per notification")
                    .isEqualTo(figures[7]);
            assertThat(Arrays.copyOfRange(figures, 8, 10)).as("duplicates and gaps")
                    .containsOnly(0);
        }
    }

    @Test
    void slidersAreWorkedByKeys() {
        Locator length = slider("Length of the body");
        Locator interval = slider("Interval");
        Locator rate = slider("Rate");

        length.press("End");
        assertThat(length).hasAttribute("aria-valuetext", "2,000 characters");
        interval.press("Home");
        assertThat(interval).hasAttribute("aria-valuetext", "250 ms");
        button("Publish").click();
        awaitArrived(1);
        assertThat(column("polling").locator(".sentence")).containsText("every 250 ms");
        assertThat(LabClient.parse(lab.get("/notifications?after=earliest").body())
                .at("/notifications/0/body").textValue()).hasSize(2000);

        rate.press("ArrowRight");
        rate.press("End");

        assertThat(rate).hasAttribute("aria-valuetext", "50 per second");
        for (String transport : TRANSPORTS) {
            assertThat(figure(transport, "arrived"))
                    .hasText(Pattern.compile("[1-9][0-9,]{2,}"));
        }
        rate.press("Home");
        assertThat(rate).hasAttribute("aria-valuetext", "none");
        assertThat(page.getByText("Nothing is being published.")).isVisible();
        assertThat(simulator().get("rate").asDouble()).isZero();
    }

    @Test
    void quietFeedIsStartedByOneButton() {
        button("Start the feed: one per second").click();

        assertThat(page.getByText("Nothing is being published.")).isHidden();
        assertThat(slider("Rate")).hasAttribute("aria-valuetext", "1 per second");
        assertThat(simulator().get("rate").asDouble()).isEqualTo(1);
        for (String transport : TRANSPORTS) {
            assertThat(figure(transport, "arrived")).not().hasText("0");
        }
    }

    @Test
    void measuringAfreshStartsAtZero() {
        lab.publish("Old");
        awaitArrived(1);

        button("Measure afresh").click();

        awaitArrived(0);
        lab.publish("New");
        awaitArrived(1);
    }

    @Test
    void dotAndBytesAreSelectedTogether() {
        lab.publish("First");
        lab.publish("Second");
        assertThat(raw("sse")).containsText("Second");
        assertThat(raw("socketio-polling")).containsText("Second");

        raw("sse").locator(".wire-entry")
                .filter(new Locator.FilterOptions().setHasText("\"First\"")).click();
        assertThat(page.locator("#swimlane .swimlane-detail")).containsText("First");
        page.locator(".swimlane-plot").focus();
        page.keyboard().press("End");
        for (int lane = 0; lane < 5; lane++) {
            page.keyboard().press("ArrowDown");
        }
        page.keyboard().press("End");
        walkTo("Second"); // from the poll that the server holds
        page.keyboard().press("Enter");

        assertThat(raw("socketio-polling").locator(".is-selected"))
                .containsText("Second");
    }

    @Test
    void linkWithARateShowsLifeAtOnce() {
        page.navigate(address + "/?rate=5");

        for (String transport : TRANSPORTS) {
            assertThat(figure(transport, "arrived")).not().hasText("0");
        }
        assertThat(simulator().get("rate").asDouble()).isEqualTo(5);
    }

    private static String[] ofEach(String figure) {
        return TRANSPORTS.stream().map(transport -> figure).toArray(String[]::new);
    }

    private Locator column(String transport) {
        return page.locator(".column.transport-" + transport);
    }

    private Locator figure(String transport, String name) {
        return column(transport).locator(".figure-%s dd".formatted(name));
    }

    private Locator latest(String transport) {
        return column(transport).locator(".latest-title");
    }

    private Locator raw(String transport) {
        return page.locator("#raw .transport-%s .wire-list".formatted(transport));
    }

    private Locator slider(String name) {
        return page.getByRole(AriaRole.SLIDER,
                new Page.GetByRoleOptions().setName(name));
    }

    private Locator cell(String transport, String name) {
        List<String> names = List.of("arrived", "median", "p99", "requests", "bytesUp",
                "bytesDown",
                "upPerNotification", "downPerNotification", "duplicates", "gaps");
        return page.locator("#table tr.transport-%s td".formatted(transport))
                .nth(names.indexOf(name));
    }

    private List<String> cells(String name) {
        return TRANSPORTS.stream().map(transport -> cell(transport, name).textContent())
                .toList();
    }

    private JsonNode simulator() {
        return LabClient.parse(lab.get("/simulator").body());
    }

    private void awaitArrived(int count) {
        for (String transport : TRANSPORTS) {
            assertThat(figure(transport, "arrived")).hasText(Integer.toString(count));
        }
    }
}

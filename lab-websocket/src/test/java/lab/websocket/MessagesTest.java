package lab.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import lab.feed.NotificationDraft;
import lab.feed.Severity;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import lab.testkit.WsWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said over a connection, in both directions. */
class MessagesTest {

    private static final int CAPACITY = 10;
    private static final Settings SETTINGS = Settings.forTests()
            .withPublishRate(100_000);

    private final LabServer server = WebSocketServer
            .start(SETTINGS.withCapacity(CAPACITY));
    private final LabClient lab = new LabClient(server.uri());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aConnectionOpensWithTheCursorToResumeFrom() throws IOException {
        String cursor = lab.publish("before");

        try (WsWire client = WsWire.handshake(Wire.open(server.uri()), "/ws")) {
            assertThat(client.readFrame().text()).isEqualTo(
                    "{\"type\":\"ack\",\"cursor\":\"%s\"}".formatted(cursor));
        }
    }

    @Test
    void aNotificationIsOneTextMessage() throws IOException {
        try (WsWire client = WsWire.open(server.uri(), "/ws")) {
            String cursor = lab.publish("orders", "Order 1042 shipped ✓");

            WsWire.Frame frame = client.readFrame();

            assertThat(frame.firstByte()).isEqualTo(0x80 | WsWire.TEXT);
            JsonNode message = LabClient.parse(frame.text());
            assertThat(message.fieldNames()).toIterable().containsExactly(
                    "type", "cursor", "topic", "severity", "title", "body",
                    "publishedAt");
            assertThat(message.get("type").textValue()).isEqualTo("notification");
            assertThat(message.get("cursor").textValue()).isEqualTo(cursor);
            assertThat(message.get("topic").textValue()).isEqualTo("orders");
            assertThat(message.get("title").textValue())
                    .isEqualTo("Order 1042 shipped ✓");
        }
    }

    @Test
    void whatOnePublishesAllReceive() throws IOException {
        try (WsWire publisher = WsWire.open(server.uri(), "/ws");
                WsWire other = WsWire.open(server.uri(), "/ws")) {
            publisher.sendText(publish("7", "Hello"));

            Map<String, JsonNode> byType = readTwoByType(publisher);
            JsonNode received = other.readMessage();
            assertThat(received.get("title").textValue()).isEqualTo("Hello");
            assertThat(byType.get("notification")).isEqualTo(received);
            assertThat(byType.get("ack")).isEqualTo(LabClient.parse(
                    "{\"type\":\"ack\",\"ref\":\"7\",\"cursor\":%s}"
                            .formatted(received.get("cursor"))));
        }
    }

    @Test
    void theBodyMayBeMissing() throws IOException {
        try (WsWire client = WsWire.open(server.uri(), "/ws")) {
            client.sendText(
                    "{\"type\":\"publish\",\"topic\":\"test\",\"severity\":\"critical\",\"title\":\"x\"}");

            Map<String, JsonNode> byType = readTwoByType(client);
            assertThat(byType.get("notification").get("body").textValue()).isEmpty();
            assertThat(byType.get("ack").has("ref")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"\"1\"", "42", "-1.5", "\"😀\"", "\"\""})
    void theAnswerRepeatsTheReference(String ref) throws IOException {
        try (WsWire client = WsWire.open(server.uri(), "/ws?topics=other")) {
            String cursor = lab.publish("unseen");

            client.sendText("{\"type\":\"ping\",\"ref\":%s}".formatted(ref));

            JsonNode pong = client.readMessage();
            assertThat(pong.get("type").textValue()).isEqualTo("pong");
            assertThat(pong.get("ref")).isEqualTo(LabClient.parse(ref));
            assertThat(pong.get("cursor").textValue().split("-")[0])
                    .isEqualTo(cursor.split("-")[0]);
        }
    }

    @Test
    void aMessageWithoutAReferenceIsAnsweredWithoutOne() throws IOException {
        try (WsWire client = WsWire.open(server.uri(), "/ws")) {
            client.sendText("{\"type\":\"ping\"}");

            assertThat(client.readMessage().fieldNames()).toIterable()
                    .containsExactly("type", "cursor");
        }
    }

    @Test
    void answersComeInTheOrderOfTheMessages() throws IOException {
        try (WsWire client = WsWire.open(server.uri(), "/ws?topics=none")) {
            for (int i = 0; i < 300; i += 3) {
                client.sendText("{\"type\":\"ping\",\"ref\":%d}".formatted(i));
                client.sendText(publish(i + 1, "x"));
                client.sendText("{\"type\":\"shout\",\"ref\":%d}".formatted(i + 2));
                for (int j = i; j < i + 3; j++) {
                    assertThat(client.readMessage().get("ref").intValue()).isEqualTo(j);
                }
            }
        }
    }

    @Test
    void aCursorInTheQueryReplaysInOrder() throws IOException {
        lab.publish("one");
        String last = lab.publish("two");
        lab.publish("three");

        try (WsWire client = WsWire.open(server.uri(), "/ws?after=" + last)) {
            lab.publish("four");

            assertThat(nextTitles(client, 2)).containsExactly("three", "four");
            assertThat(lab.status().get("resumed").intValue()).isEqualTo(1);
        }
    }

    @Test
    void earliestReplaysAllThatIsRetained() throws IOException {
        publishAll(1, CAPACITY + 5);

        try (WsWire client = WsWire.open(server.uri(), "/ws?after=earliest")) {
            assertThat(nextTitles(client, CAPACITY)).isEqualTo(titles(6, CAPACITY + 5));
        }
    }

    @Test
    void anEvictedCursorGivesAResetAndThenAllThatIsRetained() throws IOException {
        String evicted = lab.publish("0");
        List<String> cursors = publishAll(1, CAPACITY + 2);

        try (WsWire client = WsWire.open(server.uri(), "/ws?after=" + evicted)) {
            assertThat(client.readFrame().text())
                    .isEqualTo("{\"type\":\"reset\",\"cursor\":\"%s\"}"
                            .formatted(cursors.get(1)));
            assertThat(nextTitles(client, CAPACITY)).isEqualTo(titles(3, CAPACITY + 2));
        }
        lab.awaitStatus("resets", 1);
    }

    @Test
    void aServerThatWasRestartedSaysThatThereIsAGap() throws IOException {
        String before = lab.publish("lost");
        int port = server.port();
        server.close();

        try (LabServer restarted = WebSocketServer.start(SETTINGS.withPort(port))) {
            new LabClient(restarted.uri()).publish("kept");
            try (WsWire client = WsWire.open(restarted.uri(), "/ws?after=" + before)) {
                assertThat(client.readMessage().get("type").textValue())
                        .isEqualTo("reset");
                assertThat(nextTitles(client, 1)).containsExactly("kept");
            }
        }
    }

    @Test
    void nothingIsLostOrTwiceWhereHistoryMeetsLive() throws IOException {
        try (LabServer busy = WebSocketServer.start(SETTINGS)) {
            LabClient publisher = new LabClient(busy.uri());
            int count = 500;
            List<String> received = new ArrayList<>();
            String last = firstCursor(busy);

            CompletableFuture<Void> publishing = CompletableFuture.runAsync(
                    () -> IntStream.rangeClosed(1, count)
                            .forEach(i -> publisher.publish(Integer.toString(i))));
            while (received.size() < count) {
                try (WsWire client = WsWire.open(busy.uri(), "/ws?after=" + last)) {
                    for (int i = 0; i < 7 && received.size() < count; i++) {
                        JsonNode message = client.readMessage();
                        last = message.get("cursor").textValue();
                        received.add(message.get("title").textValue());
                    }
                }
            }

            assertThat(publishing).succeedsWithin(Wire.LIMIT);
            assertThat(received).isEqualTo(titles(1, count));
        }
    }

    @Test
    void onlyTheTopicsAskedForAreSent() throws IOException {
        try (WsWire client = WsWire.open(server.uri(), "/ws?topics=builds,alerts")) {
            lab.publish("orders", "order");
            lab.publish("alerts", "alert");

            assertThat(nextTitles(client, 1)).containsExactly("alert");
        }
    }

    @Test
    void subscribeReplacesTheSubscription() throws IOException {
        try (WsWire client = WsWire.open(server.uri(), "/ws?topics=builds")) {
            String before = lab.publish("orders", "order");
            client.sendText(
                    "{\"type\":\"subscribe\",\"ref\":1,\"topics\":[\"orders\",\"alerts\"]}");
            assertThat(client.readFrame().text())
                    .isEqualTo("{\"type\":\"ack\",\"ref\":1,\"cursor\":\"%s\"}"
                            .formatted(before));

            lab.publish("builds", "build");
            lab.publish("orders", "next order");

            assertThat(nextTitles(client, 1)).containsExactly("next order");
        }
    }

    @Test
    void subscribeTakesTopicsAsInAQueryToo() throws IOException {
        try (WsWire client = WsWire.open(server.uri(), "/ws")) {
            client.sendText("{\"type\":\"subscribe\",\"topics\":\"orders,alerts\"}");
            client.readMessage();

            lab.publish("builds", "build");
            lab.publish("alerts", "alert");

            assertThat(nextTitles(client, 1)).containsExactly("alert");
        }
    }

    @Test
    void subscribeStartsWhereItIsTold() throws IOException {
        List<String> cursors = publishAll(1, 3);

        try (WsWire client = WsWire.open(server.uri(), "/ws")) {
            client.sendText("{\"type\":\"subscribe\",\"after\":\"%s\"}"
                    .formatted(cursors.get(0)));

            assertThat(client.readMessage().get("cursor").textValue())
                    .isEqualTo(cursors.get(0));
            assertThat(nextTitles(client, 2)).containsExactly("2", "3");
        }
    }

    @Test
    void subscribeAfterAnUnknownCursorGivesAReset() throws IOException {
        lab.publish("one");

        try (WsWire client = WsWire.open(server.uri(), "/ws")) {
            client.sendText("{\"type\":\"subscribe\",\"after\":\"elsewhere-7\"}");

            assertThat(client.readMessage().get("type").textValue()).isEqualTo("ack");
            assertThat(client.readMessage().get("type").textValue()).isEqualTo("reset");
            assertThat(nextTitles(client, 1)).containsExactly("one");
        }
    }

    /** Whatever is published meanwhile: what follows the ack is of the new subscription, from its start. */
    @Test
    void theAckPartsTheOldSubscriptionFromTheNew() throws IOException {
        try (LabServer busy = WebSocketServer.start(SETTINGS);
                WsWire client = WsWire.open(busy.uri(), "/ws")) {
            String last = busy.feed().publish(draft(0)).cursor();
            assertThat(nextTitles(client, 1)).containsExactly("0");

            for (int published = 0; published < 4_000; published += 20) {
                client.sendText("{\"type\":\"subscribe\",\"after\":\"%s\",\"ref\":1}"
                        .formatted(last));
                for (int i = 1; i <= 20; i++) {
                    last = busy.feed().publish(draft(published + i)).cursor();
                }
                JsonNode message = client.readMessage();
                while (message.get("type").textValue().equals("notification")) {
                    message = client.readMessage();
                }

                assertThat(message.get("type").textValue()).isEqualTo("ack");
                assertThat(nextTitles(client, 20))
                        .isEqualTo(titles(published + 1, published + 20));
            }
        }
    }

    private static NotificationDraft draft(int title) {
        return new NotificationDraft("test", Severity.INFO, Integer.toString(title),
                "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"type\":                                          | JSON",
            "not JSON                                            | JSON",
            "``                                                  | JSON",
            "{\"type\":\"ping\"} {\"type\":\"ping\"}             | JSON",
            "{\"type\":\"ping\",\"type\":\"ping\"}               | JSON",
            "{\"type\":\"ping\",\"ref\":NaN}                     | JSON",
            "[]                                                  | message",
            "[{\"type\":\"ping\"}]                               | message",
            "\"ping\"                                            | message",
            "42                                                  | message",
            "null                                                | message",
            "{}                                                  | type",
            "{\"type\":null}                                     | type",
            "{\"type\":7}                                        | type",
            "{\"type\":\"shout\"}                                | type",
            "{\"type\":\"PING\"}                                 | type",
            "{\"type\":\"notification\"}                         | type",
            "{\"type\":\"ping\",\"ref\":{}}                      | ref",
            "{\"type\":\"ping\",\"ref\":[1]}                     | ref",
            "{\"type\":\"ping\",\"ref\":true}                    | ref",
            "{\"type\":\"ping\",\"ref\":null}                    | ref",
            "{\"type\":\"publish\"}                              | topic",
            "{\"type\":\"publish\",\"topic\":\"t\",\"title\":\"x\"} | severity",
            "{\"type\":\"publish\",\"topic\":\"t\",\"severity\":\"info\"} | title",
            "{\"type\":\"publish\",\"topic\":\"t\",\"severity\":\"info\",\"title\":7} | title",
            "{\"type\":\"publish\",\"topic\":\"t\",\"severity\":\"info\",\"title\":\"\"} | title",
            "{\"type\":\"publish\",\"topic\":\"t\",\"severity\":\"info\",\"title\":\"a\\nb\"} | title",
            "{\"type\":\"publish\",\"topic\":\"t\",\"severity\":\"info\",\"title\":\"\\ud83d\"} | title",
            "{\"type\":\"publish\",\"topic\":\"T\",\"severity\":\"info\",\"title\":\"x\"} | topic",
            "{\"type\":\"publish\",\"topic\":[\"t\"],\"severity\":\"info\",\"title\":\"x\"} | topic",
            "{\"type\":\"publish\",\"topic\":\"t\",\"severity\":\"fatal\",\"title\":\"x\"} | severity",
            "{\"type\":\"publish\",\"topic\":\"t\",\"severity\":\"info\",\"title\":\"x\",\"body\":null} | body",
            "{\"type\":\"publish\",\"topic\":\"t\",\"severity\":\"info\",\"title\":\"x\",\"boddy\":\"\"} | field name",
            "{\"type\":\"subscribe\",\"after\":7}                | after",
            "{\"type\":\"subscribe\",\"after\":\"nonsense\"}     | after",
            "{\"type\":\"subscribe\",\"topics\":7}               | topics",
            "{\"type\":\"subscribe\",\"topics\":{}}              | topics",
            "{\"type\":\"subscribe\",\"topics\":[7]}             | topics",
            "{\"type\":\"subscribe\",\"topics\":[\"UPPER\"]}     | topics",
            "{\"type\":\"subscribe\",\"topics\":\"a,,b\"}        | topics"})
    void aMistakeIsSaidAndTheConnectionLives(String message, String field)
            throws IOException {
        try (WsWire client = WsWire.open(server.uri(), "/ws")) {
            client.sendText(message);

            assertError(client.readMessage(), field);
            assertLives(client);
        }
    }

    @Test
    void anErrorNamesItsMessageRuleAndValue() throws IOException {
        try (WsWire client = WsWire.open(server.uri(), "/ws")) {
            client.sendText(publish("7", "x".repeat(121)));

            assertThat(client.readFrame().text())
                    .isEqualTo("{\"type\":\"error\",\"ref\":\"7\","
                            + "\"title\":\"Bad Request\",\"status\":400,"
                            + "\"detail\":\"title must be 1 to 120 characters, was 121 characters\","
                            + "\"field\":\"title\",\"rule\":\"1 to 120 characters\",\"value\":\"121 characters\"}");
        }
    }

    @Test
    void aFailedSubscribeLeavesTheSubscription() throws IOException {
        try (WsWire client = WsWire.open(server.uri(), "/ws?topics=builds")) {
            client.sendText("{\"type\":\"subscribe\",\"topics\":[\"orders\",\"NO\"]}");
            assertError(client.readMessage(), "topics");

            lab.publish("orders", "order");
            lab.publish("builds", "build");

            assertThat(nextTitles(client, 1)).containsExactly("build");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 1_000, 4_000})
    void deepNestingIsAMistake(int depth) throws IOException {
        try (WsWire client = WsWire.open(server.uri(), "/ws")) {
            client.sendText("[".repeat(depth) + "]".repeat(depth));

            assertError(client.readMessage(), "JSON");
            assertLives(client);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 7_900})
    void aHugeReferenceIsAMistakeThatIsNotRepeated(int length) throws IOException {
        try (WsWire client = WsWire.open(server.uri(), "/ws")) {
            client.sendText(
                    "{\"type\":\"ping\",\"ref\":\"%s\"}".formatted("r".repeat(length)));

            JsonNode error = client.readMessage();
            assertError(error, "ref");
            assertThat(error.has("ref")).isFalse();
            assertThat(error.toString()).hasSizeLessThan(500);
            assertLives(client);
        }
    }

    @Test
    void aHugeNumberIsAMistake() throws IOException {
        try (WsWire client = WsWire.open(server.uri(), "/ws")) {
            client.sendText(
                    "{\"type\":\"ping\",\"ref\":%s}".formatted("9".repeat(7_000)));

            assertThat(client.readMessage().get("type").textValue()).isEqualTo("error");
            assertLives(client);
        }
    }

    @Test
    void anExponentThatWouldFillTheMemoryIsAMistake() throws IOException {
        try (WsWire client = WsWire.open(server.uri(), "/ws")) {
            client.sendText("{\"type\":\"ping\",\"ref\":1e999999999}");

            client.readMessage(); // whatever it says
            assertLives(client);
        }
    }

    @Test
    void tooManyTopicsAreAMistake() throws IOException {
        try (WsWire client = WsWire.open(server.uri(), "/ws")) {
            client.sendText(LabClient
                    .json(Map.of("type", "subscribe", "topics", titles(1, 51))));

            assertError(client.readMessage(), "topics");
            assertLives(client);
        }
    }

    @Test
    void tenThousandTopicsAreTooBig() throws IOException {
        try (WsWire client = WsWire.open(server.uri(), "/ws")) {
            client.sendText(LabClient
                    .json(Map.of("type", "subscribe", "topics", titles(1, 10_000))));

            assertThat(client.readFrame().closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void whoPublishesTooFastIsToldSo() throws IOException {
        try (LabServer strict = WebSocketServer
                .start(Settings.forTests().withPublishRate(1));
                WsWire client = WsWire.open(strict.uri(), "/ws?topics=none")) {
            for (int i = 0; i < 50; i++) {
                client.sendText(publish("r", "fast"));
            }

            JsonNode answer = client.readMessage();
            while (answer.get("type").textValue().equals("ack")) {
                answer = client.readMessage();
            }

            assertThat(answer.get("type").textValue()).isEqualTo("error");
            assertThat(answer.get("ref").textValue()).isEqualTo("r");
            assertThat(answer.get("status").intValue()).isEqualTo(429);
            assertThat(answer.get("title").textValue()).isEqualTo("Too Many Requests");
            assertThat(answer.get("detail").textValue())
                    .startsWith(
                            "Publishes must be at most 1 a second from one address, bursts of 2; try again in ");
        }
    }

    @Test
    void mistakesOfOneAreNobodyElsesBusiness() throws IOException {
        try (WsWire clumsy = WsWire.open(server.uri(), "/ws");
                WsWire other = WsWire.open(server.uri(), "/ws")) {
            clumsy.sendText("{");
            clumsy.readMessage();
            lab.publish("fence");

            assertThat(nextTitles(other, 1)).containsExactly("fence");
        }
    }

    private static void assertError(JsonNode message, String field) {
        assertThat(message.get("type").textValue()).isEqualTo("error");
        assertThat(message.get("status").intValue()).isEqualTo(400);
        assertThat(message.get("field").textValue()).isEqualTo(field);
        assertThat(message.get("detail").textValue()).startsWith(field + " must be ")
                .contains(", was ");
    }

    private static void assertLives(WsWire client) throws IOException {
        client.sendText("{\"type\":\"ping\",\"ref\":\"fence\"}");
        assertThat(client.readMessage().get("ref").textValue()).isEqualTo("fence");
    }

    private static String publish(Object ref, String title) {
        return LabClient.json(Map.of("type", "publish", "ref", ref,
                "topic", "test", "severity", "info", "title", title, "body", ""));
    }

    /** The ack of a publication and the publication itself may come in either order. */
    private static Map<String, JsonNode> readTwoByType(WsWire client)
            throws IOException {
        Map<String, JsonNode> byType = new TreeMap<>();
        for (int i = 0; i < 2; i++) {
            JsonNode message = client.readMessage();
            byType.put(message.get("type").textValue(), message);
        }
        return Collections.unmodifiableMap(byType);
    }

    private static List<String> nextTitles(WsWire client, int count)
            throws IOException {
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonNode message = client.readMessage();
            assertThat(message.get("type").textValue()).isEqualTo("notification");
            titles.add(message.get("title").textValue());
        }
        return titles;
    }

    private static String firstCursor(LabServer server) throws IOException {
        try (WsWire client = WsWire.handshake(Wire.open(server.uri()), "/ws")) {
            return client.readMessage().get("cursor").textValue();
        }
    }

    /** @return their cursors */
    private List<String> publishAll(int from, int to) {
        return titles(from, to).stream().map(lab::publish).toList();
    }

    private static List<String> titles(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
    }
}

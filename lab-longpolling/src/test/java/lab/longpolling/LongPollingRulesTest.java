package lab.longpolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a good server does in interval and long polling: RFC 6202 unless noted. */
class LongPollingRulesTest {

    private LabServer server = LongPollingServer
            .start(Settings.forTests().withCapacity(5));
    private LabClient lab = new LabClient(server.uri());

    @AfterEach
    void stop() {
        awaitClients(0);
        server.close();
    }

    private void restart(Settings settings) {
        server.close();
        server = LongPollingServer.start(settings);
        lab = new LabClient(server.uri());
    }

    /** §2.1: what is not asked for does not end the poll, what is asked for does. */
    @Test
    void rule1HoldsUntilNews() throws IOException {
        try (Poller poller = Poller.open(server.uri())) {
            poller.poll("?topics=orders");
            awaitClients(1);
            lab.publish("builds", "of another topic");
            lab.publish("orders", "news");

            assertThat(poller.titles()).containsExactly("news");
            poller.goOn();
            lab.publish("more");
            assertThat(poller.titles()).containsExactly("more");
        }
    }

    @Test
    void rule1HoldsUntilTheTimeOut() throws IOException {
        restart(Settings.forTests().withHold(Duration.ofMillis(100)));
        String cursor = lab.publish("old");

        try (Poller poller = Poller.open(server.uri())) {
            JsonNode first = poller.poll("?after=" + cursor).answer();
            JsonNode second = poller.goOn().answer();

            assertThat(Poller.titles(first)).isEmpty();
            assertThat(first.get("cursor").textValue()).isEqualTo(cursor);
            assertThat(second).isEqualTo(first);
        }
    }

    /** §2.1 */
    @Test
    void rule2ResponseIsCompleteAndTheClientAsksAgain() throws IOException {
        try (Poller poller = Poller.takenOver(server.uri())) {
            for (String title : List.of("1", "2", "3")) {
                poller.goOn();
                lab.publish(title);
                JsonNode answer = poller.answer();

                assertThat(answer.fieldNames()).toIterable()
                        .containsExactly("notifications", "cursor", "reset");
                assertThat(Poller.titles(answer)).containsExactly(title);
            }
        }
    }

    /** §2.2 */
    @Test
    void rule3NothingIsLostBetweenTwoPolls() throws IOException {
        try (Poller poller = Poller.takenOver(server.uri())) {
            lab.publish("between the first and the second");
            assertThat(poller.goOn().titles())
                    .containsExactly("between the first and the second");
            lab.publish("between the second and the third");

            assertThat(poller.goOn().titles())
                    .containsExactly("between the second and the third");
        }
    }

    /** §2.2 */
    @Test
    void rule4BacklogComesInOneResponse() throws IOException {
        String cursor = lab.publish("0");
        lab.publish("1");
        lab.publish("2");
        lab.publish("3");

        try (Poller poller = Poller.open(server.uri())) {
            assertThat(poller.poll("?after=" + cursor).titles()).containsExactly("1",
                    "2", "3");
            assertThat(poller.poll("?after=earliest").titles()).containsExactly("0",
                    "1", "2", "3");
        }
    }

    /** §5.5 */
    @Test
    void rule5HoldsTwentyFiveSecondsAndAtMostTwoMinutes() {
        assertThat(Settings.forTests().hold()).isEqualTo(Duration.ofSeconds(25));

        System.setProperty("lab.hold", "121s");
        try {
            assertThatThrownBy(() -> Settings.fromEnvironment(7001))
                    .hasMessageContaining("in 1ms..120s, was \"121s\"");
        } finally {
            System.clearProperty("lab.hold");
        }
    }

    /** §5.5 */
    @Test
    void rule6TimeOutIsCheapAndNoError() throws IOException {
        restart(Settings.forTests().withHold(Duration.ofMillis(100)));

        try (Poller poller = Poller.takenOver(server.uri())) {
            Wire.Response timeOut = poller.goOn().response();

            assertThat(timeOut.status()).isEqualTo(200);
            assertThat(timeOut.body()).isEqualTo(
                    "{\"notifications\":[],\"cursor\":\"%s\",\"reset\":false}",
                    poller.cursor());
            assertThat(timeOut.head().length() + timeOut.body().length())
                    .isLessThan(256);
        }
    }

    /** §5.6 */
    @Test
    void rule7IsNotKeptByCaches() throws IOException {
        try (Poller poller = Poller.open(server.uri())) {
            Wire.Response first = poller.poll("?after=none-0").response();
            Wire.Response second = poller.poll("?after=none-0").response();

            assertThat(first.field("Cache-Control")).isEqualTo("no-store");
            assertThat(second.field("Cache-Control")).isEqualTo("no-store");
        }
    }

    /** §2.2 */
    @Test
    void rule8ConnectionIsReused() throws IOException {
        try (Poller poller = Poller.open(server.uri())) {
            List<String> connection = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                connection.add(
                        poller.poll("?after=none-0").response().field("Connection"));
            }

            assertThat(connection).containsOnlyNulls().hasSize(10);
        }
    }

    /** Twice as many as the server may have threads, and then as many again that it has taken over. */
    @Test
    void rule9NoThreadIsParkedPerPoll() throws IOException {
        List<Poller> pollers = new ArrayList<>();
        int before = Thread.activeCount();

        for (int i = 0; i < 200; i++) {
            pollers.add(i % 2 == 0
                    ? Poller.open(server.uri()).poll("")
                    : Poller.takenOver(server.uri()).goOn());
        }
        awaitClients(200);
        int threads = Thread.activeCount() - before;
        lab.publish("news");

        assertThat(threads).isLessThan(70);
        for (Poller poller : pollers) {
            assertThat(poller.titles()).containsExactly("news");
            poller.close();
        }
    }

    @Test
    void rule10SecondPollOfAClientEndsTheFirst() throws IOException {
        try (Poller first = Poller.open(server.uri());
                Poller second = Poller.takenOver(server.uri());
                Poller third = Poller.takenOver(server.uri());
                Poller other = Poller.open(server.uri())) {
            other.poll("?client=other");
            first.poll("?client=a");
            awaitClients(2);

            second.poll("?client=a");
            Wire.Response firstEnd = first.response();
            third.poll("?client=a");
            Wire.Response secondEnd = second.response();
            lab.publish("news");

            for (Wire.Response end : List.of(firstEnd, secondEnd)) {
                assertThat(end.status()).isEqualTo(409);
                assertThat(end.field("Content-Type"))
                        .isEqualTo("application/problem+json");
                assertThat(LabClient.parse(end.body()).get("detail").textValue())
                        .isEqualTo(
                                "A newer poll of client \"a\" has replaced this one");
            }
            assertThat(third.titles()).containsExactly("news");
            assertThat(other.titles()).containsExactly("news");
            assertThat(first.poll("?client=a&after=earliest").titles())
                    .containsExactly("news");
            assertThat(second.poll("?client=a&after=earliest").titles())
                    .containsExactly("news");
        }
    }

    @Test
    void rule11AbandonedPollIsFreedWhenItsHoldEnds() throws IOException {
        restart(Settings.forTests().withHold(Duration.ofMillis(200)));

        for (int i = 0; i < 10; i++) {
            Poller.open(server.uri()).poll("").close();
        }

        awaitClients(0);
    }

    @Test
    void rule11AbandonedPollIsFreedAtOnceOnAConnectionThatWasTakenOver()
            throws IOException {
        for (int i = 0; i < 10; i++) {
            Poller poller = Poller.takenOver(server.uri()).goOn();
            awaitClients(1);
            if (i % 2 == 0) {
                poller.close();
            } else {
                poller.wire().reset();
            }

            awaitClients(0);
        }
    }

    /** The answer to a client that is gone is lost, so the cursor comes from the client. */
    @Test
    void rule11AnswerThatWasLostIsGivenAgain() throws IOException {
        String cursor = lab.publish("before");
        Poller gone = Poller.open(server.uri()).poll("?after=" + cursor);
        awaitClients(1);
        gone.wire().reset();
        lab.publish("news");

        try (Poller back = Poller.open(server.uri())) {
            assertThat(back.poll("?after=" + cursor).titles()).containsExactly("news");
        }
    }

    @Test
    void rule12EvictedCursorGivesAGap() throws IOException {
        String cursor = lab.publish("0");
        for (String title : List.of("1", "2", "3", "4", "5", "6", "7")) {
            lab.publish(title);
        }

        try (Poller poller = Poller.open(server.uri())) {
            for (int i = 0; i < 2; i++) {
                JsonNode answer = poller.poll("?after=" + cursor).answer();

                assertThat(answer.get("reset").booleanValue()).isTrue();
                assertThat(Poller.titles(answer)).containsExactly("3", "4", "5", "6",
                        "7");
            }
            poller.goOn();
            String newest = lab.publish("8");
            JsonNode answer = poller.answer();
            assertThat(answer.get("reset").booleanValue()).isFalse();
            assertThat(answer.get("cursor").textValue()).isEqualTo(newest);
        }
        assertThat(lab.status().get("resets").intValue()).isEqualTo(2);
    }

    @Test
    void rule12CursorOfAnotherEpochGivesAGap() throws IOException {
        String ofAnotherServer = lab.publish("1");
        restart(Settings.forTests());

        try (Poller poller = Poller.open(server.uri())) {
            JsonNode empty = poller.poll("?after=" + ofAnotherServer).answer();
            lab.publish("2");
            JsonNode retained = poller.poll("?after=" + ofAnotherServer).answer();

            assertThat(empty.get("reset").booleanValue()).isTrue();
            assertThat(Poller.titles(empty)).isEmpty();
            assertThat(retained.get("reset").booleanValue()).isTrue();
            assertThat(Poller.titles(retained)).containsExactly("2");
        }
    }

    /** RFC 9110 §13 */
    @Test
    void rule13IntervalPollingHasETags() {
        lab.publish("1");
        String etag = lab.get("/notifications?after=earliest").headers()
                .firstValue("ETag").orElseThrow();

        HttpResponse<String> unchanged = lab.get("/notifications?after=earliest",
                "If-None-Match", etag);
        lab.publish("2");
        HttpResponse<String> changed = lab.get("/notifications?after=earliest",
                "If-None-Match", etag);

        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().map()).containsKey("etag")
                .doesNotContainEntry("etag", List.of(etag));
    }

    @Test
    void rule14Http11IsDelimitedByItsLength() throws IOException {
        lab.publish("é€");

        try (Poller poller = Poller.open(server.uri())) {
            for (int i = 0; i < 2; i++) {
                Wire.Response response = poller.poll("?after=earliest").response();

                assertThat(response.head()).startsWith("HTTP/1.1 200 OK\n")
                        .doesNotContain("Transfer-Encoding");
                assertThat(response.body()).endsWith("\"reset\":false}").contains("é€");
            }
        }
    }

    @Test
    void rule14Http10IsDelimitedByItsEnd() throws IOException {
        lab.publish("1");

        try (Wire wire = Wire.open(server.uri())) {
            wire.send("GET /poll?after=earliest HTTP/1.0\r\n\r\n");

            assertThat(wire.readBlock()).matches("(?s)HTTP/1\\.[01] 200 OK\n.*")
                    .doesNotContain("Transfer-Encoding");
            assertThat(LabClient.parse(wire.readToEnd()).get("notifications"))
                    .hasSize(1);
        }
    }

    @Test
    void rule14Http10MayStay() throws IOException {
        lab.publish("1");

        try (Wire wire = Wire.open(server.uri())) {
            for (int i = 0; i < 3; i++) {
                wire.send(
                        "GET /poll?after=earliest HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
                Wire.Response response = wire.readResponse();

                assertThat(response.status()).isEqualTo(200);
                assertThat(response.field("Connection"))
                        .isEqualToIgnoringCase("keep-alive");
                assertThat(response.field("Content-Length")).isNotNull();
            }
        }
    }

    @Test
    void statusCountsWhatHappened() throws IOException {
        String cursor = lab.publish("1");
        lab.publish("2");

        try (Poller poller = Poller.open(server.uri())) {
            poller.poll("?after=" + cursor).answer();
            poller.poll("?after=none-0").answer();
            poller.goOn();
            awaitClients(1);

            assertThat(lab.status()).isEqualTo(
                    LabClient.parse(LabClient.json(Map.of("transport", "longpolling",
                            "clients", 1, "published", 2, "delivered", 3, "resumed", 2,
                            "resets", 1,
                            "disconnectedSlowClients", 0, "uptimeSeconds",
                            lab.status().get("uptimeSeconds").intValue()))));
            lab.publish("3");
            assertThat(poller.titles()).containsExactly("3");
        }
    }

    private void awaitClients(int count) {
        long start = System.nanoTime();
        while (lab.status().get("clients").intValue() != count) {
            assertThat(System.nanoTime() - start).as("waiting for %d clients", count)
                    .isLessThan(Wire.LIMIT.toNanos());
        }
    }
}

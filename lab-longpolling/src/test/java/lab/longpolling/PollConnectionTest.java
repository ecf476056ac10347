package lab.longpolling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lab.feed.FeedSimulator;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that has been taken over from HTTP: nobody can tell. */
class PollConnectionTest {

    private static final String GAP = "?after=none-0";
    private static final String DRAFT = "{\"topic\":\"a\",\"severity\":\"info\",\"title\":\"by hand\"}";

    private final LabServer server = LongPollingServer.start(
            Settings.forTests().withOrigins(Set.of("http://allowed.example")));
    private final LabClient lab = new LabClient(server.uri());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersAreTheSameAsThroughJavalin() throws IOException {
        lab.publish("é€");

        try (Poller poller = Poller.open(server.uri())) {
            Wire.Response throughJavalin = poller.poll("?after=earliest").response();
            Wire.Response directly = poller.poll("?after=earliest").response();

            assertThat(directly.head().lines()).containsExactlyInAnyOrderElementsOf(
                    throughJavalin.head().lines().toList());
            assertThat(directly.body()).isEqualTo(throughJavalin.body());
        }
    }

    @Test
    void refusalsAreTheSameAsThroughJavalin() throws IOException {
        try (Poller first = Poller.open(server.uri());
                Poller second = Poller.takenOver(server.uri());
                Poller third = Poller.takenOver(server.uri())) {
            first.poll("?client=a");
            awaitClients(1);
            second.poll("?client=a");
            Wire.Response throughJavalin = first.response();
            third.poll("?client=a");
            Wire.Response directly = second.response();

            assertThat(directly.head().lines()).containsExactlyInAnyOrderElementsOf(
                    throughJavalin.head().lines().toList());
            assertThat(directly.body()).isEqualTo(throughJavalin.body());
        }
    }

    /** Each way of leaving the fast path, and coming back to it. */
    @Test
    void otherRequestsAreGivenBackAndPollsComeBack() throws IOException {
        try (Poller poller = Poller.takenOver(server.uri())) {
            Wire wire = poller.wire();

            assertThat(LabClient
                    .parse(wire.request("GET", "/status").readResponse().body())
                    .get("transport").textValue())
                    .isEqualTo("longpolling");
            assertThat(poller.poll(GAP).response().status()).isEqualTo(200);
            assertThat(poller.poll(GAP).response().status()).isEqualTo(200);

            wire.request("POST", "/notifications", "Content-Type: application/json",
                    "Content-Length: " + DRAFT.length());
            assertThat(wire.send(DRAFT).readResponse().status()).isEqualTo(201);
            assertThat(poller.poll("?after=earliest").titles())
                    .containsExactly("by hand");
            assertThat(poller.poll("?after=earliest").titles())
                    .containsExactly("by hand");

            Wire.Response bad = poller.poll("?after=later").response();
            assertThat(bad.status()).isEqualTo(400);
            assertThat(LabClient.parse(bad.body()).get("field").textValue())
                    .isEqualTo("after");
            assertThat(poller.poll(GAP).response().status()).isEqualTo(200);
            assertThat(poller.poll(GAP).response().status()).isEqualTo(200);

            wire.request("HEAD", "/poll" + GAP);
            assertThat(wire.readBlock()).startsWith("HTTP/1.1 200 OK\n");
            assertThat(poller.poll(GAP).response().status()).isEqualTo(200);
            assertThat(poller.poll(GAP).response().status()).isEqualTo(200);

            assertThat(wire.request("GET", "/nothing").readResponse().status())
                    .isEqualTo(404);
            assertThat(poller.poll(GAP).response().status()).isEqualTo(200);
        }
    }

    @Test
    void allowedOriginIsAnsweredSoEachTime() throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            for (int i = 0; i < 3; i++) {
                wire.request("GET", "/poll" + GAP, "Origin: http://allowed.example");

                assertThat(wire.readResponse().field("Access-Control-Allow-Origin"))
                        .isEqualTo("http://allowed.example");
                assertThat(wire.request("GET", "/poll" + GAP).readResponse()
                        .field("Access-Control-Allow-Origin")).isNull();
            }
        }
    }

    @Test
    void connectionCloseIsObeyed() throws IOException {
        for (int polls = 0; polls < 3; polls++) {
            try (Wire wire = Wire.open(server.uri())) {
                for (int i = 0; i < polls; i++) {
                    wire.request("GET", "/poll" + GAP).readResponse();
                }
                wire.request("GET", "/poll" + GAP, "Connection: close");

                Wire.Response last = wire.readResponse();
                assertThat(last.status()).isEqualTo(200);
                assertThat(last.field("Connection")).isEqualTo("close");
                assertThat(wire.readToEnd()).isEmpty();
            }
        }
    }

    @Test
    void http10AfterwardsIsObeyed() throws IOException {
        try (Poller poller = Poller.takenOver(server.uri())) {
            poller.wire().send("GET /poll" + GAP + " HTTP/1.0\r\n\r\n");

            assertThat(poller.wire().readToEnd()).contains("\"reset\":true");
        }
    }

    /** What would be taken for a request if it were not known to be a body. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void bodyOfAPollIsNoRequest(int pollsBefore) throws IOException {
        String body = "GET /poll?after=none-0 HTTP/1.1\r\nHost: a\r\n\r\n";

        try (Wire wire = Wire.open(server.uri())) {
            for (int i = 0; i < pollsBefore; i++) {
                wire.request("GET", "/poll" + GAP).readResponse();
            }
            wire.request("GET", "/poll" + GAP, "Content-Length: " + body.length())
                    .send(body);
            wire.request("GET", "/status");

            assertThat(wire.readResponse().body()).contains("\"reset\":true");
            assertThat(wire.readResponse().body())
                    .contains("\"transport\":\"longpolling\"");
        }
    }

    /** Longer than what is read of a body before its request is answered. */
    @Test
    void restOfALongBodyIsNoRequestEither() throws IOException {
        String body = "GET /poll?after=none-0 HTTP/1.1\r\nHost: a\r\n\r\n"
                .repeat(1_000);

        try (Wire wire = Wire.open(server.uri())) {
            wire.request("GET", "/poll" + GAP, "Content-Length: " + body.length());
            try {
                wire.send(body).request("GET", "/status", "Connection: close");
            } catch (IOException ended) {
                // The server may well end the connection instead of reading what it does not want.
            }

            assertThat(wire.readToEnd().split("\"reset\":true", -1))
                    .hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void byteAtATimeIsAPollAllTheSame() throws IOException {
        lab.publish("1");

        try (Poller poller = Poller.takenOver(server.uri())) {
            for (int i = 0; i < 3; i++) {
                String request = "GET /poll?after=earliest HTTP/1.1\r\nHost: a\r\n\r\n";
                for (byte b : request.getBytes(StandardCharsets.US_ASCII)) {
                    poller.wire().send(new byte[]{b});
                }

                assertThat(poller.titles()).containsExactly("1");
            }
        }
    }

    @Test
    void pipelinedPollsAreAnsweredInOrder() throws IOException {
        lab.publish("1");
        String cursor = lab.publish("2");

        try (Poller poller = Poller.takenOver(server.uri())) {
            for (int i = 0; i < 3; i++) {
                poller.wire()
                        .send("GET /poll?after=earliest HTTP/1.1\r\nHost: a\r\n\r\n"
                                + "GET /status HTTP/1.1\r\nHost: a\r\n\r\n"
                                + "GET /poll?after=none-0 HTTP/1.1\r\nHost: a\r\n\r\n"
                                + "GET /poll?after=earliest HTTP/1.1\r\nHost: a\r\n\r\n");

                assertThat(poller.answer().get("reset").booleanValue()).isFalse();
                assertThat(poller.response().body()).contains("\"published\":2");
                assertThat(poller.answer().get("reset").booleanValue()).isTrue();
                assertThat(poller.answer().get("cursor").textValue()).isEqualTo(cursor);
            }
        }
    }

    /** Nobody pipelines after a poll, whose answer may take long; and nothing is waited for in vain. */
    @Test
    void requestBeforeTheAnswerEndsTheConnection() throws IOException {
        try (Poller poller = Poller.takenOver(server.uri())) {
            poller.goOn();
            awaitClients(1);
            poller.goOn();

            assertThat(poller.wire().readToEnd()).doesNotContain("200 OK\r\nX-Content");
            awaitClients(0);
        }
    }

    @Test
    void longHeadIsAPollAllTheSame() throws IOException {
        try (Poller poller = Poller.takenOver(server.uri())) {
            for (int i = 0; i < 3; i++) {
                poller.wire().request("GET", "/poll" + GAP,
                        "Cookie: " + "a".repeat(5_000));

                assertThat(poller.response().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void hugeHeadIsRefused() throws IOException {
        try (Poller poller = Poller.takenOver(server.uri())) {
            poller.wire().request("GET", "/poll" + GAP,
                    "Cookie: " + "a".repeat(20_000));

            assertThat(poller.wire().readToEnd()).startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void tenThousandTopicsAreATooLongAddress() throws IOException {
        try (Poller poller = Poller.takenOver(server.uri())) {
            poller.poll("?topics=" + "topic,".repeat(10_000));

            assertThat(poller.wire().readToEnd()).startsWith("HTTP/1.1 414 ");
        }
        assertThat(lab.status().get("clients").intValue()).isZero();
    }

    @Test
    void fiftyOneTopicsAreTooMany() throws IOException {
        StringBuilder topics = new StringBuilder("?topics=t");
        for (int i = 1; i <= 50; i++) {
            topics.append(",t").append(i);
        }

        try (Poller poller = Poller.takenOver(server.uri())) {
            Wire.Response response = poller.poll(topics.toString()).response();

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.body()).contains("topics must be at most 50, was 51");
        }
    }

    @Test
    void halfClosedClientIsEndedAndFreed() throws IOException {
        try (Poller poller = Poller.takenOver(server.uri()).goOn()) {
            awaitClients(1);

            poller.wire().halfClose();

            poller.wire().readToEnd();
            awaitClients(0);
        }
    }

    @Test
    void clientThatIsDroppedSeesALoss() throws IOException {
        for (Poller poller : List.of(Poller.open(server.uri()),
                Poller.takenOver(server.uri()))) {
            poller.poll("?client=a");
            awaitClients(1);

            HttpResponse<String> dropped = lab
                    .send(HttpRequest.newBuilder(server.uri().resolve("/clients/a"))
                            .method("DELETE", BodyPublishers.noBody()));

            assertThat(dropped.statusCode()).isEqualTo(204);
            // An answer that has begun and does not end: no browser asks again by itself.
            assertThat(poller.wire().readToEnd())
                    .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{");
            awaitClients(0);
            poller.close();
        }
    }

    @Test
    void clientThatDoesNotPollNowCannotBeDropped() throws IOException {
        try (Poller poller = Poller.open(server.uri())) {
            poller.poll("?client=a&after=none-0").answer();

            HttpResponse<String> response = lab
                    .send(HttpRequest.newBuilder(server.uri().resolve("/clients/a"))
                            .method("DELETE", BodyPublishers.noBody()));

            assertThat(response.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void stoppingServerTellsEveryClient() throws IOException {
        List<Poller> pollers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            pollers.add(i % 2 == 0
                    ? Poller.open(server.uri()).poll("")
                    : Poller.takenOver(server.uri()).goOn());
        }
        awaitClients(40);

        server.close();

        for (Poller poller : pollers) {
            Wire.Response response = poller.response();
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.field("Content-Type"))
                    .isEqualTo("application/problem+json");
            assertThat(response.body())
                    .contains("\"detail\":\"The server is stopping\"");
            assertThat(poller.wire().readToEnd()).isEmpty();
            poller.close();
        }
    }

    /** Some languages write numbers in digits of their own; HTTP does not. */
    @Test
    void answersAreTheSameInEveryLanguage() throws IOException {
        Locale before = Locale.getDefault();
        try (Poller poller = Poller.takenOver(server.uri())) {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));

            assertThat(poller.poll(GAP).response().field("Content-Length"))
                    .matches("[0-9]+");
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Megabytes for a client that reads none of them, and asks on. */
    @Test
    void slowReaderOfAHugeBacklogHoldsNobodyUp() throws IOException {
        List<Poller> slow = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            slow.add(Poller.takenOver(server.uri(), 4_096));
        }
        FeedSimulator simulator = new FeedSimulator(1);
        for (int i = 0; i < 1_000; i++) {
            server.feed().publish(simulator.next(2_000));
        }
        for (Poller poller : slow) {
            for (int i = 0; i < 100; i++) {
                poller.poll("?after=earliest&topics=orders,t" + i);
            }
        }

        try (Poller quick = Poller.takenOver(server.uri())) {
            quick.goOn();
            lab.publish("news");

            assertThat(quick.titles()).containsExactly("news");
        }
        for (Poller poller : slow) {
            poller.wire().reset();
        }
        awaitClients(0);
    }

    /** Its questions stay in its socket, as its answers do: the server keeps neither. */
    @Test
    void clientThatAsksOnWithoutReadingIsNotReadEither() throws IOException {
        FeedSimulator simulator = new FeedSimulator(1);
        for (int i = 0; i < 1_000; i++) {
            server.feed().publish(simulator.next(2_000));
        }

        try (Poller poller = Poller.takenOver(server.uri(), 4_096)) {
            for (int i = 0; i < 40; i++) {
                poller.poll("?after=earliest");
                lab.status(); // time for the server to read the question, if it would
            }

            assertThat(lab.status().get("delivered").intValue()).isLessThan(20_000);
        }
    }

    @Test
    void slowReaderGetsEveryAnswerWhenItReads() throws IOException {
        FeedSimulator simulator = new FeedSimulator(1);
        for (int i = 0; i < 1_000; i++) {
            server.feed().publish(simulator.next(2_000));
        }

        try (Poller poller = Poller.takenOver(server.uri())) {
            poller.poll("?after=earliest").poll("?after=earliest&topics=orders")
                    .poll("?after=none-0&topics=none");

            assertThat(poller.answer().get("notifications")).hasSize(1_000);
            assertThat(poller.answer().get("notifications")).isNotEmpty()
                    .hasSizeLessThan(1_000);
            assertThat(poller.answer().get("notifications")).isEmpty();
        }
    }

    @Test
    void clientsThatComeAndGoLeaveNothing() throws IOException {
        int threadsBefore = Thread.activeCount();

        for (int round = 0; round < 5; round++) {
            List<Poller> pollers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                pollers.add(Poller.takenOver(server.uri()).poll("?client=c" + i));
            }
            awaitClients(40);
            for (int i = 0; i < 40; i++) {
                if (i % 2 == 0) {
                    pollers.get(i).close();
                } else {
                    pollers.get(i).wire().reset();
                }
            }
            awaitClients(0);
        }

        assertThat(Thread.activeCount() - threadsBefore).isLessThan(70);
    }

    private void awaitClients(int count) {
        long start = System.nanoTime();
        while (lab.status().get("clients").intValue() != count) {
            assertThat(System.nanoTime() - start).as("waiting for %d clients", count)
                    .isLessThan(Wire.LIMIT.toNanos());
        }
    }
}

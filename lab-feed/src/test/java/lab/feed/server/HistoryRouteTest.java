package lab.feed.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryRouteTest {

    private final LabServer server = TestTransport
            .start(Settings.forTests().withCapacity(5));
    private final LabClient lab = new LabClient(server.uri());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void absentAfterIsOnlyWhatIsNew() {
        lab.publish("old");

        JsonNode first = read("/notifications");
        String cursor = lab.publish("new");
        JsonNode second = read(
                "/notifications?after=" + first.get("cursor").textValue());

        assertThat(titles(first)).isEmpty();
        assertThat(first.get("reset").booleanValue()).isFalse();
        assertThat(titles(second)).containsExactly("new");
        assertThat(second.get("cursor").textValue()).isEqualTo(cursor);
    }

    @Test
    void earliestIsAllThatIsRetained() {
        publish(7);

        assertThat(titles(read("/notifications?after=earliest"))).containsExactly("3",
                "4", "5", "6", "7");
    }

    @Test
    void topicsFilter() {
        lab.publish("orders", "1");
        lab.publish("builds", "2");
        lab.publish("security", "3");

        assertThat(titles(read("/notifications?after=earliest&topics=orders,security")))
                .containsExactly("1", "3");
    }

    @Test
    void limitGivesTheOldestFirstAndTheCursorGoesOn() {
        publish(5);

        JsonNode first = read("/notifications?after=earliest&limit=2");
        JsonNode second = read(
                "/notifications?limit=5&after=" + first.get("cursor").textValue());

        assertThat(titles(first)).containsExactly("1", "2");
        assertThat(titles(second)).containsExactly("3", "4", "5");
    }

    /** Conformance, "Interval and long polling", rule 12. */
    @Test
    void gapIsSaidAloud() {
        String evicted = lab.publish("1");
        publish(7);

        JsonNode afterEviction = read("/notifications?after=" + evicted);
        JsonNode ofAnotherEpoch = read("/notifications?after=zzzzzz-3");

        assertThat(afterEviction.get("reset").booleanValue()).isTrue();
        assertThat(titles(afterEviction)).containsExactly("3", "4", "5", "6", "7");
        assertThat(ofAnotherEpoch.get("reset").booleanValue()).isTrue();
        assertThat(titles(ofAnotherEpoch)).containsExactly("3", "4", "5", "6", "7");
    }

    /** Conformance, "Interval and long polling", rule 13. */
    @Test
    void unchangedIsNotSentAgain() {
        publish(3);
        HttpResponse<String> first = lab.get("/notifications?after=earliest");
        String etag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> unchanged = lab.get("/notifications?after=earliest",
                "If-None-Match", etag);
        lab.publish("news");
        HttpResponse<String> changed = lab.get("/notifications?after=earliest",
                "If-None-Match", etag);

        assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(unchanged.headers().firstValue("ETag")).contains(etag);
        assertThat(unchanged.headers().firstValue("Content-Length")) // RFC 9110 §8.6
                .isEqualTo(first.headers().firstValue("Content-Length"));
        assertThat(unchanged.headers().firstValue("Cache-Control"))
                .contains("no-cache");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(titles(LabClient.parse(changed.body()))).containsExactly("1", "2",
                "3", "news");
        assertThat(changed.headers().firstValue("ETag").orElseThrow())
                .isNotEqualTo(etag);
    }

    /** RFC 9110 §9.3.2. */
    @ParameterizedTest
    @ValueSource(strings = {"/notifications?after=earliest", "/status", "/metrics"})
    void headIsGetWithoutTheBody(String target) throws IOException {
        publish(1);
        HttpResponse<String> get = lab.get(target);

        try (Wire wire = Wire.open(server.uri())) {
            wire.request("HEAD", target, "Connection: close");

            assertThat(wire.readToEnd())
                    .startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n")
                    .contains("Content-Type: "
                            + get.headers().firstValue("Content-Type").orElseThrow());
        }
    }

    @Test
    void etagChangesWithEitherEndOfWhatIsGiven() {
        publish(5);
        String full = etag("/notifications?after=earliest");

        String other = etag("/notifications?after=zzzzzz-3");
        lab.publish("6");
        String moved = etag("/notifications?after=earliest");

        assertThat(List.of(full, other, moved)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/%s", "\"other\", %s", "\"other\",W/%s , \"more\"", "*"})
    void tagMayBeWeakOrInAListOrAny(String ifNoneMatch) {
        publish(1);
        String etag = etag("/notifications?after=earliest");

        assertThat(lab.get("/notifications?after=earliest", "If-None-Match",
                ifNoneMatch.formatted(etag)).statusCode())
                .isEqualTo(304);
    }

    @Test
    void otherTagsDoNotMatch() {
        publish(1);
        String etag = etag("/notifications?after=earliest");

        for (String other : List.of("\"other\"", etag.replace("\"", ""), "\"" + etag,
                "", "w/" + etag)) {
            assertThat(lab.get("/notifications?after=earliest", "If-None-Match", other)
                    .statusCode()).isEqualTo(200);
        }
    }

    @Test
    void headHasNoBody() throws IOException {
        publish(2);

        try (Wire wire = Wire.open(server.uri()).request("HEAD",
                "/notifications?after=earliest")) {
            assertThat(wire.readBlock()).startsWith("HTTP/1.1 200 OK\n");
            wire.request("GET", "/notifications?after=earliest");
            assertThat(wire.readResponse().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "after=EARLIEST|after|a cursor that this feed gave out, or earliest|\"EARLIEST\"",
            "after=k3f9-1%0d%0aid:%207|after|a cursor that this feed gave out, or earliest|\"k3f9-1\\u000d\\u000aid: 7\"",
            "after=k3f9-1%00|after|a cursor that this feed gave out, or earliest|\"k3f9-1\\u0000\"",
            "topics=a,,b|topics|1 to 64 of a-z 0-9 . _ -|\"\"",
            "topics=A|topics|1 to 64 of a-z 0-9 . _ -|\"A\"",
            "limit=0|limit|a whole number in 1..5|\"0\"",
            "limit=6|limit|a whole number in 1..5|\"6\"",
            "limit=-1|limit|a whole number in 1..5|\"-1\"",
            "limit=|limit|a whole number in 1..5|\"\"",
            "limit=1e1|limit|a whole number in 1..5|\"1e1\"",
            "limit=99999999999|limit|a whole number in 1..5|\"99999999999\"",
            "client=|client|1 to 64 of A-Z a-z 0-9 . _ -|\"\"",
            "client=a%20b|client|1 to 64 of A-Z a-z 0-9 . _ -|\"a b\""})
    void badParameterIsNamed(String query, String field, String rule, String value) {
        HttpResponse<String> response = lab.get("/notifications?" + query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        JsonNode problem = LabClient.parse(response.body());
        assertThat(problem.get("field").textValue()).isEqualTo(field);
        assertThat(problem.get("rule").textValue()).isEqualTo(rule);
        assertThat(problem.get("value").textValue()).isEqualTo(value);
    }

    @Test
    void fiftyOneTopicsAreTooMany() {
        HttpResponse<String> response = lab.get("/notifications?topics=" + topics(51));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(LabClient.parse(response.body()).get("detail").textValue())
                .isEqualTo("topics must be at most 50, was 51");
    }

    @Test
    void tenThousandTopicsAreATooLongAddress() {
        HttpResponse<String> response = lab
                .get("/notifications?topics=" + topics(10_000));

        assertThat(response.statusCode()).isEqualTo(414);
        assertThat(lab.status().get("transport").textValue()).isEqualTo("test");
    }

    private static String topics(int count) {
        return IntStream.range(0, count).mapToObj(i -> "t" + i)
                .collect(Collectors.joining(","));
    }

    private String etag(String path) {
        return lab.get(path).headers().firstValue("ETag").orElseThrow();
    }

    private void publish(int upTo) {
        for (long i = server.feed().position() + 1; i <= upTo; i++) {
            lab.publish(Long.toString(i));
        }
    }

    private JsonNode read(String path) {
        HttpResponse<String> response = lab.get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        return LabClient.parse(response.body());
    }

    private static List<String> titles(JsonNode answer) {
        return StreamSupport.stream(answer.get("notifications").spliterator(), false)
                .map(notification -> notification.get("title").textValue()).toList();
    }
}

package lab.feed.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishRoutesTest {

    private static final String VALID = """
            {"topic":"orders","severity":"warning","title":"Order 1042 is late","body":"By a day."}""";

    private LabServer server = TestTransport.start(Settings.forTests());
    private LabClient lab = new LabClient(server.uri());

    @AfterEach
    void stop() {
        server.close();
    }

    private void restart(Settings settings) {
        server.close();
        server = TestTransport.start(settings);
        lab = new LabClient(server.uri());
    }

    @Test
    void publishedIsCreatedAndGivenBack() {
        HttpResponse<String> response = lab.post("/notifications", VALID);

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/json");
        assertThat(response.headers().firstValue("X-Content-Type-Options"))
                .contains("nosniff");
        assertThat(response.body()).matches(
                """
                        \\{"cursor":"[a-z0-9]{6}-1","topic":"orders","severity":"warning",\
                        "title":"Order 1042 is late","body":"By a day\\.",\
                        "publishedAt":"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"}""");
    }

    @Test
    void locationShowsTheNotification() {
        lab.publish("earlier");
        HttpResponse<String> created = lab.post("/notifications", VALID);
        lab.publish("later");

        String location = created.headers().firstValue("Location").orElseThrow();

        JsonNode shown = LabClient.parse(lab.get(location).body());
        assertThat(shown.get("notifications"))
                .containsExactly(LabClient.parse(created.body()));
    }

    @Test
    void textComesBackAsItWas() {
        String title = "<script>alert(\"é\")</script> \ud83d\ude00";
        String body = "Line 1\r\nLine 2\n\ndata: no field\u2028";

        lab.post("/notifications", LabClient.json(Map.of(
                "topic", "a", "severity", "info", "title", title, "body", body)));

        JsonNode read = LabClient.parse(lab.get("/notifications?after=earliest").body())
                .at("/notifications/0");
        assertThat(read.get("title").textValue()).isEqualTo(title);
        assertThat(read.get("body").textValue()).isEqualTo(body);
    }

    @Test
    void longestNotificationIsTaken() {
        String json = LabClient.json(Map.of("topic", "t".repeat(64), "severity", "info",
                "title", "é".repeat(120), "body", "€".repeat(2_000)));

        assertThat(lab.post("/notifications", json).statusCode()).isEqualTo(201);
    }

    /** What is sent; then field, rule and value of the answer. */
    static Stream<Arguments> brokenRules() {
        String json = "well-formed and at most 16 levels deep";
        String fields = "one of topic, severity, title, body";
        return Stream.of(
                refused("", "JSON", "one value", "empty"),
                refused("{", "JSON", json, null),
                refused("{\"topic\":}", "JSON", json, null),
                refused("{} {}", "JSON", json, null),
                refused(VALID + "x", "JSON", json, null),
                refused(VALID + VALID, "JSON", json, null),
                refused(VALID.replace("\"body\"", "\"title\""), "JSON", json, null),
                refused("[".repeat(17) + "]".repeat(17), "JSON", json, null),
                refused("{\"a\":".repeat(1_000), "JSON", json, null),
                refused("[]", "notification", "a JSON object", "array"),
                refused("\"text\"", "notification", "a JSON object", "string"),
                refused("null", "notification", "a JSON object", "null"),
                refused(VALID.replace("\"orders\"", "7"), "topic", "a text", "number"),
                refused(VALID.replace("\"orders\"", "null"), "topic", "a text", "null"),
                refused(VALID.replace("\"By a day.\"", "[]"), "body", "a text",
                        "array"),
                refused(VALID.replace("\"topic\":\"orders\",", ""), "topic", "a text",
                        "missing"),
                refused(VALID.replace("\"title\":", "\"titel\":"), "field name", fields,
                        "\"titel\""),
                refused(VALID.replace("warning", "fatal"), "severity",
                        "one of info, warning, critical", "\"fatal\""),
                refused(VALID.replace("orders", "a".repeat(65)), "topic",
                        "1 to 64 of a-z 0-9 . _ -",
                        "\"" + "a".repeat(65) + "\""),
                refused(VALID.replace("orders", "a\\r\\nid: 7"), "topic",
                        "1 to 64 of a-z 0-9 . _ -",
                        "\"a\\u000d\\u000aid: 7\""),
                refused(VALID.replace("Order 1042 is late", ""), "title",
                        "1 to 120 characters", "0 characters"),
                refused(VALID.replace("Order 1042 is late", "t".repeat(121)), "title",
                        "1 to 120 characters",
                        "121 characters"),
                refused(VALID.replace("Order", "\\u0000"), "title",
                        "without control characters",
                        "\"\\u0000 1042 is late\""),
                refused(VALID.replace("Order", "\\ud83d"), "title",
                        "well-formed Unicode",
                        "\"\\ud83d 1042 is late\""),
                refused(VALID.replace("By a day.", "b".repeat(2_001)), "body",
                        "0 to 2000 characters",
                        "2001 characters"),
                refused(VALID.replace("By a day.", "\\ude00\\ud83d"), "body",
                        "well-formed Unicode",
                        "\"\\ude00\\ud83d\""));
    }

    private static Arguments refused(String json, String field, String rule,
            String value) {
        return Arguments.of(json, field, rule, value);
    }

    @ParameterizedTest
    @MethodSource("brokenRules")
    void brokenRuleIsNamedWithFieldAndValue(String json, String field, String rule,
            String value) {
        HttpResponse<String> response = lab.post("/notifications", json);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode problem = LabClient.parse(response.body());
        assertThat(problem.get("type").textValue()).isEqualTo("about:blank");
        assertThat(problem.get("title").textValue()).isEqualTo("Bad Request");
        assertThat(problem.get("status").intValue()).isEqualTo(400);
        assertThat(problem.get("field").textValue()).isEqualTo(field);
        assertThat(problem.get("rule").textValue()).isEqualTo(rule);
        if (value != null) {
            assertThat(problem.get("value").textValue()).isEqualTo(value);
        }
        assertThat(problem.get("detail").textValue())
                .isEqualTo("%s must be %s, was %s", field, rule,
                        problem.get("value").textValue());
        assertThat(server.feed().position()).isZero();
    }

    @Test
    void invalidUtf8IsRefused() {
        for (String bytes : new String[]{"\u00ff", "\u00c3\u0028",
                "\u00ed\u00a0\u0080"}) {
            HttpResponse<String> response = lab
                    .send(HttpRequest.newBuilder(server.uri().resolve("/notifications"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(VALID.replace("Order", bytes),
                                    StandardCharsets.ISO_8859_1)));

            assertThat(response.statusCode()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded",
            "application/jsonp", "json"})
    void onlyJsonIsTaken(String type) {
        HttpResponse<String> response = lab.send(HttpRequest
                .newBuilder(server.uri().resolve("/notifications"))
                .header("Content-Type", type).POST(BodyPublishers.ofString(VALID)));

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(LabClient.parse(response.body()).get("detail").textValue())
                .isEqualTo("Content-Type must be application/json, was \"%s\"", type);
    }

    @Test
    void contentTypeMustBeThere() {
        HttpResponse<String> response = lab
                .send(HttpRequest.newBuilder(server.uri().resolve("/notifications"))
                        .POST(BodyPublishers.ofString(VALID)));

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(LabClient.parse(response.body()).get("detail").textValue())
                .isEqualTo("Content-Type must be application/json, was missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON",
            "application/json;charset=utf-8",
            "application/json ; charset=\"UTF-8\""})
    void contentTypeMayHaveParametersAndAnyCase(String type) {
        HttpResponse<String> response = lab.send(HttpRequest
                .newBuilder(server.uri().resolve("/notifications"))
                .header("Content-Type", type).POST(BodyPublishers.ofString(VALID)));

        assertThat(response.statusCode()).isEqualTo(201);
    }

    @Test
    void bodyOfEightKibibytesIsTakenAndOneByteMoreIsNot() {
        String padded = VALID + " ".repeat(8 * 1024 - VALID.length());

        assertThat(lab.post("/notifications", padded).statusCode()).isEqualTo(201);
        HttpResponse<String> response = lab.post("/notifications", padded + " ");

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(LabClient.parse(response.body()).get("detail").textValue())
                .isEqualTo("Body must be at most 8192 bytes");
    }

    @Test
    void longBodyIsRefusedBeforeItIsSent() throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            wire.request("POST", "/notifications", "Content-Type: application/json",
                    "Content-Length: 1000000000");

            Wire.Response response = wire.readResponse();
            assertThat(response.status()).isEqualTo(413);
            assertThat(response.field("Connection")).isEqualTo("close");
            assertThat(wire.readToEnd()).isEmpty();
        }
    }

    @Test
    void longBodyWithoutALengthIsRefused() throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            wire.request("POST", "/notifications", "Content-Type: application/json",
                    "Transfer-Encoding: chunked");
            wire.send("1000\r\n" + " ".repeat(0x1000) + "\r\n1000\r\n"
                    + " ".repeat(0x1000) + "\r\n");
            wire.send("1\r\n");
            wire.send(" \r\n");

            Wire.Response response = wire.readResponse();
            assertThat(response.status()).isEqualTo(413);
            assertThat(response.field("Content-Type"))
                    .isEqualTo("application/problem+json");
            assertThat(wire.readToEnd()).isEmpty();
        }
    }

    @Test
    void chunkedBodyIsTaken() throws IOException {
        try (Wire wire = Wire.open(server.uri())) {
            wire.request("POST", "/notifications", "Content-Type: application/json",
                    "Transfer-Encoding: chunked");
            for (byte b : VALID.getBytes(StandardCharsets.US_ASCII)) {
                wire.send("1\r\n" + (char) b + "\r\n");
            }
            wire.send("0\r\n\r\n");

            assertThat(wire.readResponse().status()).isEqualTo(201);
        }
    }

    @Test
    void tooFastIsToldWhenToTryAgain() {
        restart(Settings.forTests().withPublishRate(1));

        List<HttpResponse<String>> answers = publishUntilRefused(VALID);
        HttpResponse<String> refused = answers.remove(answers.size() - 1);

        assertThat(answers).hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(201));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(LabClient.parse(refused.body()).get("detail").textValue())
                .startsWith(
                        "Publishes must be at most 1 a second from one address, bursts of 2; try again in ");
        assertThat(server.feed().position()).isEqualTo(answers.size());
    }

    @Test
    void invalidPublishCountsTowardsTheRate() {
        restart(Settings.forTests().withPublishRate(1));

        List<HttpResponse<String>> answers = publishUntilRefused("{}");
        HttpResponse<String> refused = answers.remove(answers.size() - 1);

        assertThat(answers).hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(400));
        assertThat(refused.statusCode()).isEqualTo(429);
    }

    /** A slow machine earns an allowance on the way. */
    private List<HttpResponse<String>> publishUntilRefused(String json) {
        List<HttpResponse<String>> answers = new ArrayList<>();
        do {
            answers.add(lab.post("/notifications", json));
        } while (answers.get(answers.size() - 1).statusCode() != 429
                && answers.size() < 100);
        return answers;
    }

    @Test
    void burstIsPublishedAtOnce() {
        HttpResponse<String> response = lab.post("/burst",
                "{\"count\":20,\"bodyLength\":150}");

        assertThat(response.statusCode()).isEqualTo(202);
        JsonNode read = LabClient.parse(lab.get("/notifications?after=earliest").body())
                .get("notifications");
        assertThat(read).hasSize(20)
                .allSatisfy(
                        notification -> assertThat(notification.get("body").textValue())
                                .hasSize(150));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"count\":0,\"bodyLength\":1}|count|a whole number in 1..100|\"0\"",
            "{\"count\":101,\"bodyLength\":1}|count|a whole number in 1..100|\"101\"",
            "{\"count\":1.5,\"bodyLength\":1}|count|a whole number in 1..100|\"1.5\"",
            "{\"count\":99999999999,\"bodyLength\":1}|count|a whole number in 1..100|\"99999999999\"",
            "{\"count\":\"7\",\"bodyLength\":1}|count|a whole number in 1..100|\"\"7\"\"",
            "{\"count\":1}|bodyLength|a whole number in 0..2000|\"\"",
            "{\"count\":1,\"bodyLength\":2001}|bodyLength|a whole number in 0..2000|\"2001\"",
            "[]|count|a whole number in 1..100|\"\""})
    void burstHasBounds(String json, String field, String rule, String value) {
        HttpResponse<String> response = lab.post("/burst", json);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode problem = LabClient.parse(response.body());
        assertThat(problem.get("field").textValue()).isEqualTo(field);
        assertThat(problem.get("rule").textValue()).isEqualTo(rule);
        assertThat(problem.get("value").textValue()).isEqualTo(value);
    }

    @Test
    void burstCountsTowardsTheRate() {
        restart(Settings.forTests().withPublishRate(10));

        assertThat(lab.post("/burst", "{\"count\":20,\"bodyLength\":0}").statusCode())
                .isEqualTo(202);
        HttpResponse<String> refused = lab.post("/burst",
                "{\"count\":20,\"bodyLength\":0}");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).get().isIn("1", "2");
        assertThat(server.feed().position()).isEqualTo(20);
    }

    /** Waiting would not help, so nobody is told to wait. */
    @Test
    void burstOverTheAllowanceIsNamedAsSuch() {
        restart(Settings.forTests().withPublishRate(10));

        HttpResponse<String> refused = lab.post("/burst",
                "{\"count\":21,\"bodyLength\":0}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(LabClient.parse(refused.body()).get("detail").textValue())
                .isEqualTo("count must be a whole number in 1..20, was \"21\"");
    }
}

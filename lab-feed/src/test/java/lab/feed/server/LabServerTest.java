package lab.feed.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import lab.feed.After;
import lab.feed.Topics;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabServerTest {

    private TestTransport transport;
    private final LabServer server = LabServer.start(Settings.forTests(),
            parts -> transport = new TestTransport(parts));
    private final LabClient lab = new LabClient(server.uri());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void statusTellsWhatHappened() {
        lab.publish("1");
        lab.publish("2");
        transport.clients.put("a", 1);
        After cursor = After.parse(LabClient.parse(lab.get("/notifications").body())
                .get("cursor").textValue());
        transport.metrics.subscribed(cursor,
                server.feed().subscribe(cursor, Topics.ALL));
        transport.metrics.delivered(
                server.feed().subscribe(After.Bound.EARLIEST, Topics.ALL).next(10));
        transport.metrics.delivered(
                server.feed().subscribe(After.parse("zzz-1"), Topics.ALL).next(1));
        transport.metrics.disconnectedSlowClient();

        HttpResponse<String> response = lab.get("/status");

        assertThat(response.body()).matches(
                """
                        \\{"transport":"test","clients":1,"published":2,"delivered":3,"resumed":1,"resets":1,\
                        "disconnectedSlowClients":1,"uptimeSeconds":\\d+}""");
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    }

    /** The text format of Prometheus, version 0.0.4. */
    @Test
    void metricsTellTheSameNumbers() {
        lab.publish("1");
        lab.publish("2");
        transport.clients.put("a", 1);
        transport.metrics.delivered(
                server.feed().subscribe(After.Bound.EARLIEST, Topics.ALL).next(10));

        HttpResponse<String> response = lab.get("/metrics");

        assertThat(response.headers().firstValue("Content-Type"))
                .contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body().lines())
                .contains("# TYPE lab_published_total counter",
                        "# TYPE lab_clients gauge",
                        "# TYPE lab_delivery_latency_seconds histogram")
                .contains("lab_published_total 2.0",
                        "lab_clients{transport=\"test\"} 1.0",
                        "lab_delivered_total{transport=\"test\"} 2.0",
                        "lab_resumed_total{transport=\"test\"} 0.0",
                        "lab_resets_total{transport=\"test\"} 0.0",
                        "lab_disconnected_slow_clients_total{transport=\"test\"} 0.0",
                        "lab_delivery_latency_seconds_bucket{transport=\"test\",le=\"+Inf\"} 2",
                        "lab_delivery_latency_seconds_count{transport=\"test\"} 2")
                .allMatch(
                        line -> line.matches(
                                "# (HELP|TYPE) .*|[a-z_]+(\\{[^}]*})? [-+0-9.eE]+"),
                        "a line of the format");
    }

    @Test
    void pageHasSecurityHeaders() {
        HttpResponse<String> response = lab.get("/");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("The page of a lab without a transport.");
        assertThat(response.headers().firstValue("Content-Security-Policy")).get()
                .asString()
                .contains("default-src 'self'", "script-src 'self'",
                        "frame-ancestors 'self'", "base-uri 'none'",
                        "object-src 'none'")
                .doesNotContain("unsafe");
        assertThat(response.headers().firstValue("Referrer-Policy"))
                .contains("no-referrer");
        assertThat(response.headers().firstValue("X-Content-Type-Options"))
                .contains("nosniff");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-cache");
    }

    @ParameterizedTest
    @CsvSource({
            "/shared/page.js, text/javascript",
            "/shared/lab.css, text/css",
            "/shared/client/backoff.js, text/javascript",
            "/webjars/picocss__pico/css/pico.min.css, text/css",
            "/source/lab/feed/NotificationFeed.java, text/plain"})
    void whatPagesNeedIsServed(String path, String type) {
        HttpResponse<String> response = lab.get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).get().asString()
                .startsWith(type);
        assertThat(response.headers().firstValue("X-Content-Type-Options"))
                .contains("nosniff");
        assertThat(response.body()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/source/", "/source/lab/feed",
            "/source/lab/feed/Nothing.java",
            "/source/lab/feed/server/../NotificationFeed.java/",
            "/source/lab/feed//NotificationFeed.java",
            "/source/../simplelogger.properties",
            "/source/..%2fsimplelogger.properties",
            "/source/%2e%2e/simplelogger.properties", "/source/..%5c..%5cx.java",
            "/source/lab/feed/Json.java%00.txt",
            "/source/lab/feed/NotificationFeed.class", "/source//etc/passwd",
            "/source/java/lang/String.java",
            "/webjars/picocss__pico/../../../../simplelogger.properties",
            "/webjars/picocss__pico/%2e%2e/%2e%2e/%2e%2e/%2e%2e/shared/lab.css",
            "/webjars/picocss__pico/..%2f..%2f..%2f..%2fshared/lab.css",
            "/webjars/../shared/lab.css", "/webjars/nothing/css/pico.min.css",
            "/webjars/picocss__pico/package.json",
            "/webjars/picocss__pico/css/nothing.css", "/webjars/picocss__pico/",
            "/webjars/picocss__pico/css",
            "/shared/../simplelogger.properties",
            "/shared/%2e%2e/simplelogger.properties",
            "/shared/..%2fsimplelogger.properties",
            "/shared/..;/simplelogger.properties", "/..%5csimplelogger.properties",
            "/../simplelogger.properties", "/%2e%2e/simplelogger.properties",
            "//etc/passwd", "/shared//etc/passwd"})
    void nothingElseIsServed(String target) throws IOException {
        try (Wire wire = Wire.open(server.uri()).request("GET", target,
                "Connection: close")) {
            String response = wire.readToEnd();

            assertThat(response).matches("(?s)HTTP/1\\.1 (400|404) .*")
                    .doesNotContain("org.slf4j", "root:", "--pico",
                            "public final class");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/notifications/1", "/poll",
            "/favicon.ico.map"})
    void unknownAddressIsAProblem(String path) {
        HttpResponse<String> response = lab.get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(LabClient.parse(response.body()).get("status").intValue())
                .isEqualTo(404);
    }

    /** RFC 9110 §15.5.6 asks for Allow. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"PUT|/notifications|GET, POST, HEAD",
            "DELETE|/status|GET, HEAD",
            "PATCH|/burst|POST", "POST|/clients/a|DELETE", "TRACE|/status|GET, HEAD"})
    void wrongMethodIsAProblemThatNamesTheRightOnes(String method, String path,
            String allowed) throws IOException {
        try (Wire wire = Wire.open(server.uri()).request(method, path,
                "Content-Length: 0")) {
            Wire.Response response = wire.readResponse();

            assertThat(response.status()).isEqualTo(405);
            assertThat(response.field("Content-Type"))
                    .isEqualTo("application/problem+json");
            assertThat(response.field("Allow")).isEqualTo(allowed);
        }
    }

    @Test
    void clientIsDroppedOnce() {
        transport.clients.put("a", 2);

        assertThat(drop("/clients/a").statusCode()).isEqualTo(204);
        HttpResponse<String> again = drop("/clients/a");

        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(LabClient.parse(again.body()).get("detail").textValue())
                .isEqualTo("No client \"a\" is connected");
    }

    @Test
    void clientIsDroppedOnOneTransportOnly() {
        transport.clients.put("a", 1);

        assertThat(drop("/clients/a?transport=other").statusCode()).isEqualTo(404);
        assertThat(drop("/clients/a?transport=test").statusCode()).isEqualTo(204);
    }

    @Test
    void simulatorIsOffUntilItIsAsked() {
        assertThat(lab.get("/simulator").body())
                .isEqualTo("{\"rate\":0.0,\"bodyLength\":100}");
        assertThat(server.feed().position()).isZero();
    }

    @Test
    void simulatorPublishesAtARateAndStops() throws IOException {
        Wire published = Wire.open(server.uri());

        HttpResponse<String> started = lab.post("/simulator",
                "{\"rate\":50,\"bodyLength\":10}");
        while (server.feed().position() < 3) {
            published.request("GET", "/status").readResponse();
        }
        HttpResponse<String> stopped = lab.post("/simulator",
                "{\"rate\":0,\"bodyLength\":10}");

        assertThat(started.body()).isEqualTo("{\"rate\":50.0,\"bodyLength\":10}");
        assertThat(stopped.body()).isEqualTo("{\"rate\":0.0,\"bodyLength\":10}");
        assertThat(lab.get("/simulator").body())
                .isEqualTo("{\"rate\":0.0,\"bodyLength\":10}");
        published.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"rate\":-1,\"bodyLength\":1}|rate must be a number in 0..50, a second, was \"-1\"",
            "{\"rate\":50.1,\"bodyLength\":1}|rate must be a number in 0..50, a second, was \"50.1\"",
            "{\"rate\":1e999,\"bodyLength\":1}|rate must be a number in 0..50, a second, was \"\"Infinity\"\"",
            "{\"rate\":\"5\",\"bodyLength\":1}|rate must be a number in 0..50, a second, was \"\"5\"\"",
            "{\"bodyLength\":1}|rate must be a number in 0..50, a second, was \"\"",
            "{\"rate\":1,\"bodyLength\":-1}|bodyLength must be a whole number in 0..2000, was \"-1\""})
    void simulatorHasBounds(String json, String detail) {
        HttpResponse<String> response = lab.post("/simulator", json);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode problem = LabClient.parse(response.body());
        assertThat(problem.get("detail").textValue()).isEqualTo(detail);
        assertThat(lab.get("/simulator").body())
                .isEqualTo("{\"rate\":0.0,\"bodyLength\":100}");
    }

    @Test
    void stopTellsTheTransportOnce() {
        server.close();
        server.close();

        assertThat(transport.stops).hasValue(1);
    }

    /** Some languages write numbers in digits of their own; HTTP does not. */
    @Test
    void addressIsTheSameInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));

            assertThat(server.uri())
                    .hasToString("http://127.0.0.1:" + Integer.toString(server.port()));
            assertThat(lab.post("/notifications", "{}").statusCode()).isEqualTo(400);
        } finally {
            Locale.setDefault(before);
        }
    }

    private HttpResponse<String> drop(String path) {
        return lab.send(HttpRequest.newBuilder(server.uri().resolve(path))
                .method("DELETE", BodyPublishers.noBody()));
    }
}

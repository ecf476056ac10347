package lab.feed.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import lab.testkit.LabClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

    private static final String ALLOWED = "http://allowed.example:8080";
    private static final String VALID = "{\"topic\":\"a\",\"severity\":\"info\",\"title\":\"b\"}";

    private final LabServer server = TestTransport
            .start(Settings.forTests().withOrigins(Set.of(ALLOWED)));
    private final LabClient lab = new LabClient(server.uri());

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null",
            "https://allowed.example:8080", "http://allowed.example",
            "http://allowed.example:8080.evil.example", "http://127.0.0.1"})
    void foreignPageMayNotPublish(String origin) {
        HttpResponse<String> response = publish(origin);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(LabClient.parse(response.body()).get("detail").textValue())
                .isEqualTo(
                        "Origin must be this server's own or one of lab.origins, was \"%s\"",
                        origin);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(server.feed().position()).isZero();
    }

    @Test
    void foreignPageMayNotDropClients() {
        HttpResponse<String> response = lab
                .send(HttpRequest.newBuilder(server.uri().resolve("/clients/a"))
                        .header("Origin", "http://evil.example").DELETE());

        assertThat(response.statusCode()).isEqualTo(403);
    }

    /** The browser lets a foreign page send such a request, but not read the answer. */
    @Test
    void foreignPageIsNotAllowedToReadTheAnswer() {
        HttpResponse<String> response = lab.get("/notifications", "Origin",
                "http://evil.example");

        assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(response.headers().firstValue("Vary")).contains("Origin");
    }

    @Test
    void ownPageMayPublish() {
        HttpResponse<String> response = publish(server.uri().toString());

        assertThat(response.statusCode()).isEqualTo(201);
    }

    @Test
    void allowedPageMayPublishAndReadTheAnswer() {
        HttpResponse<String> response = publish(ALLOWED);

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                .contains(ALLOWED);
        assertThat(response.headers().firstValue("Access-Control-Expose-Headers"))
                .contains("ETag, Location, Retry-After");
        assertThat(response.headers().firstValue("Vary")).contains("Origin");
    }

    @Test
    void allowedPageMayAskBeforehand() {
        HttpResponse<String> response = preflight(ALLOWED);

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                .contains(ALLOWED);
        assertThat(response.headers().firstValue("Access-Control-Allow-Methods"))
                .contains("GET, POST, DELETE");
        assertThat(response.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("Content-Type, If-None-Match, Last-Event-ID");
    }

    @Test
    void foreignPageIsRefusedBeforehand() {
        HttpResponse<String> response = preflight("http://evil.example");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    private HttpResponse<String> publish(String origin) {
        return lab.send(HttpRequest.newBuilder(server.uri().resolve("/notifications"))
                .header("Content-Type", "application/json").header("Origin", origin)
                .POST(BodyPublishers.ofString(VALID)));
    }

    private HttpResponse<String> preflight(String origin) {
        return lab.send(HttpRequest.newBuilder(server.uri().resolve("/notifications"))
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
    }
}

package lab.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** What every test asks of a lab over HTTP: publish, read, look at the status. */
public final class LabClient {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1).build();

    private final URI server;

    public LabClient(URI server) {
        this.server = server;
    }

    /** Publishes a notification with this title; gives its cursor. */
    public String publish(String title) {
        return publish("test", title);
    }

    public String publish(String topic, String title) {
        HttpResponse<String> response = post("/notifications", json(Map.of(
                "topic", topic, "severity", "info", "title", title, "body", "")));
        if (response.statusCode() != 201) {
            throw new AssertionError("Publishing answered %d: %s"
                    .formatted(response.statusCode(), response.body()));
        }
        return parse(response.body()).get("cursor").textValue();
    }

    public HttpResponse<String> post(String path, String json) {
        return send(HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    /** @param fields names and values, in turn */
    public HttpResponse<String> get(String path, String... fields) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
        return send(fields.length == 0 ? request : request.headers(fields));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Wire.LIMIT.multipliedBy(2)).build(),
                    BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    public JsonNode status() {
        return parse(get("/status").body());
    }

    /** Asks for the status until the field has the value, for at most five seconds. */
    public void awaitStatus(String field, long value) {
        long startNanos = System.nanoTime();
        JsonNode status = status();
        while (status.get(field).longValue() != value) {
            if (System.nanoTime() - startNanos > Wire.LIMIT.toNanos()) {
                throw new AssertionError("Expected %s to become %d, was %s"
                        .formatted(field, value, status));
            }
            status = status();
        }
    }

    public static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    public static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (IOException notSerialisable) {
            throw new UncheckedIOException(notSerialisable);
        }
    }
}

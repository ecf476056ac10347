package lab.comparison.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The few single requests that the bench makes beside its load. */
final class LabHttp {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private LabHttp() {
    }

    /** Where the feed stands now: what polling goes on from. */
    static byte[] currentCursor(Endpoint server) throws IOException {
        String cursor = get(server, "/notifications").path("cursor").asText();
        if (cursor.isEmpty()) {
            throw new IOException("GET /notifications at %s must answer with a cursor"
                    .formatted(server.authority()));
        }
        return cursor.getBytes(StandardCharsets.US_ASCII);
    }

    private static JsonNode get(Endpoint server, String path) throws IOException {
        URI uri = URI.create("http://" + server.authority() + path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        return JSON.readTree(connection.getInputStream().readAllBytes());
    }
}

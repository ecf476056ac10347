package lab.engineio;

import java.util.List;
import java.util.Map;

/**
 * The HTTP request that opened a session.
 *
 * @param url with its query
 * @param query each name with its first value
 * @param headers names in lower case
 * @param address of the client, without its port
 */
public record EngineRequest(String url, Map<String, String> query,
        Map<String, List<String>> headers, String address) {
}

package lab.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lab.engineio.EngineRequest;

/**
 * What a client said when it connected.
 *
 * @param auth the data of its CONNECT packet; an empty object if there was none
 * @param query of the request that opened the connection, each name with its first value
 * @param headers of that request, names in lower case
 * @param address of the client, without its port
 * @param time when it connected to the namespace
 */
public record Handshake(JsonNode auth, Map<String, String> query,
        Map<String, List<String>> headers, String address, Instant time) {

    static Handshake of(EngineRequest request, JsonNode auth) {
        return new Handshake(
                auth == null ? JsonNodeFactory.instance.objectNode() : auth,
                request.query(), request.headers(), request.address(), Instant.now());
    }
}

package lab.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Not every acknowledgement came in time. */
public final class AckTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<JsonNode> responses;

    AckTimeoutException(List<JsonNode> responses) {
        super("operation has timed out");
        this.responses = responses;
    }

    /** Those that came; empty if the event was for one client. */
    public List<JsonNode> responses() {
        return responses;
    }
}

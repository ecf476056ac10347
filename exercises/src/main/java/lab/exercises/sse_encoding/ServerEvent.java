package lab.exercises.sse_encoding;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What is to be sent.
 *
 * @param id null leaves the last event id as it is, empty resets it
 * @param event null means {@code message}
 * @param data null means that nothing is dispatched; an empty text is dispatched like any other
 * @param retryMillis null leaves the reconnection time as it is; a negative one is not to be sent
 * @param comment null for none; may have several lines
 */
record ServerEvent(String id, String event, String data, Integer retryMillis,
        String comment) {

    static ServerEvent of(JsonNode json) {
        return new ServerEvent(json.path("id").textValue(),
                json.path("event").textValue(),
                json.path("data").textValue(),
                json.path("retry").isInt() ? json.path("retry").intValue() : null,
                json.path("comment").textValue());
    }
}

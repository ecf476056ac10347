package lab.comparison;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a reader of the feed was sent, whatever carried it.
 *
 * @param cursor null for a goodbye
 * @param topic of a notification
 * @param text a notification's title; how the server said goodbye: 503, bye, 1001
 */
record Arrival(Kind kind, String cursor, String topic, String text) {

    enum Kind {
        NOTIFICATION, RESET, GOODBYE
    }

    static Arrival notification(JsonNode json) {
        return new Arrival(Kind.NOTIFICATION, json.get("cursor").textValue(),
                json.get("topic").textValue(),
                json.get("title").textValue());
    }

    static Arrival reset(String cursor) {
        return new Arrival(Kind.RESET, cursor, null, null);
    }

    static Arrival goodbye(String how) {
        return new Arrival(Kind.GOODBYE, null, null, how);
    }

    /** As tests write it: a notification's title, or what else it is. */
    String summary() {
        return switch (kind) {
            case NOTIFICATION -> text;
            case RESET -> "reset";
            case GOODBYE -> "goodbye " + text;
        };
    }
}

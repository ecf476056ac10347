package lab.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** JSON in and out, strict about what comes in. */
public final class Json {

    /** No message of the wire contract needs more than three levels. */
    private static final int MAX_DEPTH = 16;

    private static final ObjectMapper MAPPER = JsonMapper.builder(
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH)
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new JavaTimeModule())
            .build();

    private Json() {
    }

    /** Loads the classes that the first use needs, some five hundred, so that no client waits for it. */
    public static void load() {
        parse(bytes(Map.of("loaded", true)));
    }

    /** @throws InvalidInput if it is not exactly one JSON value */
    public static JsonNode parse(byte[] utf8) {
        try {
            JsonNode value = MAPPER.readTree(utf8);
            if (value.isMissingNode()) {
                throw new InvalidInput("JSON", "one value", "empty");
            }
            return value;
        } catch (JsonProcessingException malformed) {
            JsonLocation at = malformed.getLocation();
            throw new InvalidInput("JSON",
                    "well-formed and at most %d levels deep".formatted(MAX_DEPTH),
                    "%s (line %d, column %d)".formatted(malformed.getOriginalMessage(),
                            at == null ? 1 : at.getLineNr(),
                            at == null ? 1 : at.getColumnNr()));
        } catch (IOException notUtf8) {
            throw new InvalidInput("JSON", "UTF-8", notUtf8.getMessage());
        }
    }

    public static JsonNode parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** UTF-8, without line breaks. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException notSerialisable) {
            throw new UncheckedIOException(notSerialisable);
        }
    }

    /** What {@code bytes} would write, as a tree; an array of bytes becomes a {@code BinaryNode}. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** @throws InvalidInput if the field is missing or not a text */
    public static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isTextual()) {
            throw new InvalidInput(field, "a text", kindOf(value));
        }
        return value.textValue();
    }

    /** A word for an error message: "missing", "number", "array" … */
    static String kindOf(JsonNode value) {
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}

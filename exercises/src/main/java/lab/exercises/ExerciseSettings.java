package lab.exercises;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an exercise is started with: the port to listen on, and what else its statement names,
 * each with a default. Values are written as in the labs: {@code hold=300ms}, {@code capacity=5}.
 *
 * @param port on 127.0.0.1, free, never 0
 * @param values by name, all that is not as by default
 */
public record ExerciseSettings(int port, Map<String, String> values) {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m)");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z]+");

    public ExerciseSettings {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "Port must be in 1..65535, was " + port);
        }
        values = Map.copyOf(values);
    }

    public ExerciseSettings(int port) {
        this(port, Map.of());
    }

    /** The same, but for one value. */
    public ExerciseSettings with(String name, Object value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Name of a setting must be letters, was \"%s\"".formatted(name));
        }
        Map<String, String> more = new TreeMap<>(values);
        more.put(name, value instanceof Duration duration
                ? duration.toMillis() + "ms"
                : value.toString());
        return new ExerciseSettings(port, more);
    }

    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    public int number(String name, int otherwise) {
        String value = values.get(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            throw invalid(name, "a whole number", value);
        }
    }

    public Duration duration(String name, Duration otherwise) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw invalid(name, "a duration such as 300ms, 25s or 2m", value);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    /** For an exercise that connects to something: where that is. It has no default. */
    public URI uri(String name) {
        String value = values.get(name);
        if (value == null) {
            throw invalid(name, "an address such as ws://127.0.0.1:7003/ws", "missing");
        }
        return URI.create(value);
    }

    private static IllegalArgumentException invalid(String name, String rule,
            String value) {
        return new IllegalArgumentException("%s must be %s, was \"%s\""
                .formatted(name, rule, value));
    }
}

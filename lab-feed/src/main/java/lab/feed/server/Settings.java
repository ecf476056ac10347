package lab.feed.server;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be set, the same in every lab: each setting is a system property ({@code lab.hold})
 * or an environment variable ({@code LAB_HOLD}); the property wins.
 *
 * @param host address to bind
 * @param port 0 draws one
 * @param hold how long a poll is held without news
 * @param heartbeat how often an idle connection is written to
 * @param capacity how many notifications are retained
 * @param publishRate publishes per second and client address; bursts of twice that
 * @param origins other origins that may connect, as browsers send them in {@code Origin}
 */
public record Settings(
        String host,
        int port,
        Duration hold,
        Duration heartbeat,
        int capacity,
        int publishRate,
        Set<String> origins) {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m)");
    private static final Pattern ORIGIN = Pattern
            .compile("https?://[A-Za-z0-9.\\-\\[\\]:]+");
    private static final int MAX_CAPACITY = 1_000_000;
    private static final int MAX_PUBLISH_RATE = 1_000_000;
    /** RFC 6202 §5.5: no longer than proxies and browsers wait. */
    private static final Duration MAX_HOLD = Duration.ofSeconds(120);
    private static final Duration MAX_HEARTBEAT = Duration.ofMinutes(10);

    /** The defaults, on a port that is drawn. */
    public static Settings forTests() {
        return read(0, name -> null);
    }

    /** @throws IllegalArgumentException naming the setting, the rule and the value */
    public static Settings fromEnvironment(int defaultPort) {
        return read(defaultPort, Settings::lookUp);
    }

    static Settings read(int defaultPort, UnaryOperator<String> lookUp) {
        return new Settings(
                text(lookUp, "lab.host", "127.0.0.1"),
                number(lookUp, "lab.port", defaultPort, 0, 65_535),
                duration(lookUp, "lab.hold", Duration.ofSeconds(25), MAX_HOLD),
                duration(lookUp, "lab.heartbeat", Duration.ofSeconds(15),
                        MAX_HEARTBEAT),
                number(lookUp, "lab.capacity", 1_000, 1, MAX_CAPACITY),
                number(lookUp, "lab.publish.rate", 50, 1, MAX_PUBLISH_RATE),
                origins(lookUp));
    }

    public Settings withPort(int newPort) {
        return new Settings(host, newPort, hold, heartbeat, capacity, publishRate,
                origins);
    }

    public Settings withHold(Duration newHold) {
        return new Settings(host, port, newHold, heartbeat, capacity, publishRate,
                origins);
    }

    public Settings withHeartbeat(Duration newHeartbeat) {
        return new Settings(host, port, hold, newHeartbeat, capacity, publishRate,
                origins);
    }

    public Settings withCapacity(int newCapacity) {
        return new Settings(host, port, hold, heartbeat, newCapacity, publishRate,
                origins);
    }

    public Settings withPublishRate(int newRate) {
        return new Settings(host, port, hold, heartbeat, capacity, newRate, origins);
    }

    public Settings withOrigins(Set<String> newOrigins) {
        return new Settings(host, port, hold, heartbeat, capacity, publishRate,
                newOrigins);
    }

    /** What {@code --help} prints. */
    public static String help(String command, int defaultPort) {
        return """
                %s: settings, as environment variable or as system property

                  LAB_HOST          lab.host          127.0.0.1    address to bind
                  LAB_PORT          lab.port          %-12d 0 draws one and prints it
                  LAB_HOLD          lab.hold          25s          how long a poll is held
                  LAB_HEARTBEAT     lab.heartbeat     15s          comment, ping
                  LAB_CAPACITY      lab.capacity      1000         notifications retained
                  LAB_PUBLISH_RATE  lab.publish.rate  50           publishes per second and client
                                                                   address, bursts of twice that
                  LAB_ORIGINS       lab.origins       same origin  other origins allowed to connect,
                                                                   with commas between them

                Durations are written 300ms, 25s, 2m.
                """
                .formatted(command, defaultPort);
    }

    private static String lookUp(String property) {
        String value = System.getProperty(property);
        return value != null ? value : System.getenv(variable(property));
    }

    private static String variable(String property) {
        return property.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static String text(UnaryOperator<String> lookUp, String property,
            String otherwise) {
        String value = lookUp.apply(property);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    private static int number(UnaryOperator<String> lookUp, String property,
            int otherwise, int min, int max) {
        String value = text(lookUp, property, Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // The rule below says it.
        }
        throw invalid(property, "a whole number in %d..%d".formatted(min, max), value);
    }

    private static Duration duration(UnaryOperator<String> lookUp, String property,
            Duration otherwise, Duration max) {
        String value = text(lookUp, property, otherwise.toSeconds() + "s");
        Matcher matcher = DURATION.matcher(value);
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            Duration duration = switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                default -> Duration.ofMinutes(amount);
            };
            if (!duration.isZero() && duration.compareTo(max) <= 0) {
                return duration;
            }
        }
        throw invalid(property, "a duration such as 300ms, 25s or 2m, in 1ms..%ds"
                .formatted(max.toSeconds()), value);
    }

    private static Set<String> origins(UnaryOperator<String> lookUp) {
        Set<String> origins = new TreeSet<>();
        Arrays.stream(text(lookUp, "lab.origins", "").split(","))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .forEach(origins::add);
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw invalid("lab.origins", "origins such as http://localhost:8080",
                        origin);
            }
        }
        return Set.copyOf(origins);
    }

    private static IllegalArgumentException invalid(String property, String rule,
            String value) {
        return new IllegalArgumentException("%s (%s) must be %s, was \"%s\""
                .formatted(property, variable(property), rule, value));
    }
}

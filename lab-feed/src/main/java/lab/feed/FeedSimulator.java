package lab.feed;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes up notifications that an audience recognises: orders, builds, security alerts and
 * sensor readings. The same seed gives the same notifications.
 */
public final class FeedSimulator {

    private static final List<String> STEPS = List.of("received", "paid", "packed",
            "shipped", "delivered");
    private static final List<String> BRANCHES = List.of("main", "feature/login",
            "fix/timeout", "release/2.4");
    private static final List<String> ALERTS = List.of(
            "Login from a new device", "Five failed logins",
            "Certificate expires in 7 days", "API key used abroad");
    private static final List<String> ROOMS = List.of("server room", "greenhouse",
            "cold store", "lecture hall");
    private static final String FILLER = "The quick brown fox jumps over the lazy dog. ";

    private final Random random;
    private int order = 1_000;
    private int build = 200;

    public FeedSimulator(long seed) {
        random = new Random(seed);
    }

    /** @param bodyLength exactly so many characters; a longer text is cut, a shorter one filled */
    public NotificationDraft next(int bodyLength) {
        return switch (random.nextInt(4)) {
            case 0 -> draft("orders", Severity.INFO,
                    "Order %d %s".formatted(++order, pick(STEPS)),
                    "%d items, %d.%02d euros.".formatted(1 + random.nextInt(9),
                            5 + random.nextInt(200),
                            random.nextInt(100)),
                    bodyLength);
            case 1 -> build(bodyLength);
            case 2 -> draft("security",
                    random.nextInt(3) == 0 ? Severity.CRITICAL : Severity.WARNING,
                    pick(ALERTS),
                    "Account user%d, address 192.0.2.%d.".formatted(random.nextInt(500),
                            random.nextInt(255)),
                    bodyLength);
            default -> sensor(bodyLength);
        };
    }

    private NotificationDraft build(int bodyLength) {
        boolean passed = random.nextInt(5) > 0;
        return draft("builds", passed ? Severity.INFO : Severity.WARNING,
                "Build %d %s".formatted(++build, passed ? "passed" : "failed"),
                "Branch %s, %d tests in %d s.".formatted(pick(BRANCHES),
                        300 + random.nextInt(200),
                        20 + random.nextInt(90)),
                bodyLength);
    }

    private NotificationDraft sensor(int bodyLength) {
        double celsius = 15 + random.nextGaussian() * 6;
        return draft("sensors", celsius > 24 ? Severity.WARNING : Severity.INFO,
                String.format(Locale.ROOT, "%.1f °C in the %s", celsius, pick(ROOMS)),
                "Humidity %d %%.".formatted(30 + random.nextInt(50)),
                bodyLength);
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static NotificationDraft draft(String topic, Severity severity,
            String title, String text, int bodyLength) {
        String filled = text + " " + FILLER.repeat(bodyLength / FILLER.length() + 1);
        return new NotificationDraft(topic, severity, title,
                filled.substring(0, bodyLength));
    }
}

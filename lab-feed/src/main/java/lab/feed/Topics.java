package lab.feed;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which topics a reader wants.
 *
 * @param names empty means all
 */
public record Topics(Set<String> names) {

    public static final Topics ALL = new Topics(Set.of());

    /** More is a mistake or an attack: each costs a look-up per notification and reader. */
    static final int MAX_TOPICS = 50;
    static final Pattern FORM = Pattern.compile("[a-z0-9._-]{1,64}");

    public Topics {
        if (names.size() > MAX_TOPICS) {
            throw new InvalidInput("topics", "at most %d".formatted(MAX_TOPICS),
                    "%d".formatted(names.size()));
        }
        names.forEach(name -> requireTopic("topics", name));
        names = Set.copyOf(names);
    }

    /**
     * Reads {@code a,b}.
     *
     * @param text null or empty means all
     * @throws InvalidInput if one is not a topic, or there are too many
     */
    public static Topics parse(String text) {
        if (text == null || text.isEmpty()) {
            return ALL;
        }
        return new Topics(new HashSet<>(Arrays.asList(text.split(",", -1))));
    }

    public boolean include(String topic) {
        return names.isEmpty() || names.contains(topic);
    }

    static void requireTopic(String field, String topic) {
        if (!FORM.matcher(topic).matches()) {
            throw InvalidInput.ofText(field, "1 to 64 of a-z 0-9 . _ -", topic);
        }
    }
}

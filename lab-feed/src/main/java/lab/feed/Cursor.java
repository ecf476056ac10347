package lab.feed;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in one feed: after the notification at {@code position}. Clients keep the text
 * and give it back; that it has parts is nobody's business but the feed's.
 *
 * @param epoch drawn when the feed starts: a position of another epoch means nothing here
 * @param position 0 is before the first notification
 */
record Cursor(String epoch, long position) implements After {

    private static final Pattern FORM = Pattern
            .compile("([a-z0-9]{1,20})-([0-9]{1,18})");

    /** @throws InvalidInput if it is not a cursor of any feed */
    static Cursor parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw InvalidInput.ofText("after",
                    "a cursor that this feed gave out, or earliest", text);
        }
        return new Cursor(matcher.group(1), Long.parseLong(matcher.group(2)));
    }

    @Override
    public String toString() {
        return epoch + "-" + position;
    }
}

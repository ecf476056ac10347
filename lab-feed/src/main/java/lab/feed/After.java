package lab.feed;

/** Where a reader starts: every way of reading the feed takes one. */
public sealed interface After permits After.Bound, Cursor {

    /** The two starts that are not a place. */
    enum Bound implements After {
        /** Everything that is retained. */
        EARLIEST,
        /** Only what is published from now on. */
        NOW
    }

    /**
     * Reads the parameter {@code after}: absent or empty is only what is new, {@code earliest}
     * all that is retained, anything else a cursor.
     *
     * @param text null when absent
     * @throws InvalidInput if it is neither
     */
    static After parse(String text) {
        if (text == null || text.isEmpty()) {
            return Bound.NOW;
        }
        return text.equals("earliest") ? Bound.EARLIEST : Cursor.parse(text);
    }
}

package lab.feed;

/**
 * Input that breaks a rule of the wire contract. The message names the rule and the
 * value; {@link #field()}, {@link #rule()} and {@link #value()} are the same in parts, for
 * a problem report (RFC 9457).
 */
public final class InvalidInput extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;
    private static final int MAX_VALUE_LENGTH = 80;

    private final String field;
    private final String rule;
    private final String value;

    /**
     * @param field what the client sent it as: a JSON field or a query parameter
     * @param rule what it must be, to be read after "must be"
     * @param value what it was; shortened, since it may be as long as a request can be, and
     *        with its control characters made visible
     */
    public InvalidInput(String field, String rule, String value) {
        this(field, rule, value, "");
    }

    private InvalidInput(String field, String rule, String value, String quote) {
        super("%s must be %s, was %s".formatted(field, rule,
                quote + visible(value) + quote));
        this.field = field;
        this.rule = rule;
        this.value = quote + visible(value) + quote;
    }

    /** A text value, quoted. */
    public static InvalidInput ofText(String field, String rule, String value) {
        return new InvalidInput(field, rule, value, "\"");
    }

    public String field() {
        return field;
    }

    public String rule() {
        return rule;
    }

    public String value() {
        return value;
    }

    /** By code points, so that no character is cut in two. */
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().limit(MAX_VALUE_LENGTH).forEach(c -> {
            if (Character.isISOControl(c)
                    || Character.getType(c) == Character.SURROGATE) {
                visible.append("\\u%04x".formatted(c));
            } else {
                visible.appendCodePoint(c);
            }
        });
        boolean cut = text.codePointCount(0, text.length()) > MAX_VALUE_LENGTH;
        return cut ? visible.append('…').toString() : visible.toString();
    }
}

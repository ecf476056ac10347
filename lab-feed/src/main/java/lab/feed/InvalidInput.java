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
     * @param value what it was; shortened, since it may be as long as a request can be
     */
    public InvalidInput(String field, String rule, String value) {
        super("%s must be %s, was %s".formatted(field, rule, shorten(value)));
        this.field = field;
        this.rule = rule;
        this.value = shorten(value);
    }

    /** A text value, quoted, with its control characters made visible. */
    public static InvalidInput ofText(String field, String rule, String value) {
        return new InvalidInput(field, rule, quote(value));
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

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        shorten(text).codePoints().forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                quoted.append("\\u%04x".formatted(c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }

    private static String shorten(String text) {
        return text.length() <= MAX_VALUE_LENGTH
                ? text
                : text.substring(0, MAX_VALUE_LENGTH) + "…";
    }
}

package lab.judge;

/**
 * One thing that a specification expects, ready to be said to whoever breaks it.
 *
 * @param expected what should have come, as a phrase: "304 Not Modified, without a body"
 * @param source where that is written; empty means where the check's own source is
 * @param cause what students who break it have most often written; empty if nothing is typical
 */
public record Rule(Text expected, String source, Text cause) {

    public static Rule rule(String en, String fr) {
        return new Rule(new Text(en, fr), "", new Text("", ""));
    }

    public Rule source(String where) {
        return new Rule(expected, where, cause);
    }

    public Rule cause(String en, String fr) {
        return new Rule(expected, source, new Text(en, fr));
    }
}

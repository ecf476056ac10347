package lab.judge;

/** A sentence for students, in both languages. */
public record Text(String en, String fr) {

    public Text {
        if (en.isBlank() != fr.isBlank()) {
            throw new IllegalArgumentException(
                    "Text must be in both languages, was \"%s\" and \"%s\""
                            .formatted(en, fr));
        }
    }

    public static Text text(String en, String fr) {
        return new Text(en, fr);
    }

    /** What is the same in every language: bytes, numbers, names. */
    public static Text same(String value) {
        return new Text(value, value);
    }

    static Text of(Words words) {
        return new Text(words.en(), words.fr());
    }

    /** @param language {@code fr}; anything else is English */
    public String in(String language) {
        return language.equals("fr") ? fr : en;
    }
}

package lab.grader;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lab.judge.Text;

/**
 * A question of the quiz, as students get it.
 *
 * @param topic the row of the curriculum, such as {@code C5}
 * @param options what can be chosen or put in order; null for a number
 * @param unit of the number; null for anything else
 */
record Question(String id, String topic, Kind kind, Text text, List<Option> options,
        Text unit) {

    /** What kind of answer is wanted; in JSON a list of options' ids, or a number. */
    enum Kind {
        ONE, SEVERAL, ORDER, NUMBER
    }

    record Option(String id, String en, String fr) {

        Text text() {
            return new Text(en, fr);
        }
    }

    /** @return what is wrong with the answer's form, with the rule and the value; null if nothing is */
    Text problem(JsonNode answer) {
        if (kind == Kind.NUMBER) {
            return answer.isNumber()
                    ? null
                    : Text.text("must be a number, was " + answer,
                            "doit être un nombre, était " + answer);
        }
        List<String> known = options.stream().map(Option::id).toList();
        List<String> chosen = chosen(answer);
        boolean fits = answer.isArray() && known.containsAll(chosen)
                && new HashSet<>(chosen).size() == chosen.size()
                && switch (kind) {
                    case ONE -> chosen.size() == 1;
                    case ORDER -> chosen.size() == known.size();
                    default -> !chosen.isEmpty();
                };
        return fits
                ? null
                : Text.text("must be a list of %s of %s, was %s".formatted(
                        switch (kind) {
                            case ONE -> "one";
                            case ORDER -> "all";
                            default -> "some";
                        }, known, answer),
                        "doit être une liste de %s de %s, était %s".formatted(
                                switch (kind) {
                                    case ONE -> "l'un";
                                    case ORDER -> "tous ceux";
                                    default -> "certains";
                                }, known, answer));
    }

    /** Both have the right form. */
    boolean same(JsonNode answer, JsonNode other) {
        return switch (kind) {
            case NUMBER -> answer.decimalValue().compareTo(other.decimalValue()) == 0;
            case SEVERAL ->
                new HashSet<>(chosen(answer)).equals(new HashSet<>(chosen(other)));
            default -> chosen(answer).equals(chosen(other));
        };
    }

    /** The answer in words. It has the right form. */
    Text words(JsonNode answer) {
        if (kind == Kind.NUMBER) {
            return new Text(answer.asText() + " " + unit.en(),
                    answer.asText() + " " + unit.fr());
        }
        List<Text> texts = chosen(answer).stream()
                .map(id -> options.stream().filter(option -> option.id().equals(id))
                        .findFirst().orElseThrow().text())
                .toList();
        String separator = kind == Kind.ORDER ? " → " : "; ";
        return new Text(
                texts.stream().map(Text::en).collect(Collectors.joining(separator)),
                texts.stream().map(Text::fr).collect(Collectors.joining(separator)));
    }

    /** What a student types, as it stands in the file: {@code b}, {@code a c}, {@code 2.5}. */
    Object typed(String line) {
        if (kind == Kind.NUMBER) {
            try {
                return new java.math.BigDecimal(line.strip().replace(',', '.'));
            } catch (NumberFormatException none) {
                return line.strip(); // whose form is then told to be wrong
            }
        }
        return List.of(line.strip().toLowerCase(Locale.ROOT).split("[\\s,]+"));
    }

    private static List<String> chosen(JsonNode answer) {
        List<String> chosen = new ArrayList<>();
        answer.forEach(each -> chosen.add(each.asText()));
        return chosen;
    }
}

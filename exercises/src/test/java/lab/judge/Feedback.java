package lab.judge;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a check that has not passed says, in the order in which a student wants to know it.
 *
 * @param did the steps up to there
 * @param source where the specification says what is expected
 * @param transcript with the place marked by {@code >>>}
 * @param cause what is most often behind it; may be empty
 * @param reproduce a command that shows the same; may be empty
 */
public record Feedback(List<Text> did, Text expected, String source, Text got,
        List<String> transcript, Text cause, String reproduce) {

    /** Whatever a student has made the exercise send is safe to print from here on. */
    public Feedback {
        did = did.stream().map(Feedback::printable).toList();
        got = printable(got);
        transcript = transcript.stream().map(Printable::text).toList();
        reproduce = Printable.text(reproduce);
    }

    private static Text printable(Text text) {
        return new Text(Printable.text(text.en()), Printable.text(text.fr()));
    }

    /** @param language {@code en} or {@code fr} */
    public String in(String language) {
        boolean french = language.equals("fr");
        StringBuilder out = new StringBuilder();
        section(out, french ? "Fait" : "Done", did.stream()
                .map(step -> step.in(language)).collect(Collectors.joining("; ")));
        section(out, french ? "Attendu" : "Expected",
                "%s (%s)".formatted(expected.in(language), source));
        section(out, french ? "Reçu" : "Came back", got.in(language));
        section(out, french ? "Cause probable" : "Likely cause", cause.in(language));
        section(out, french ? "À reproduire par" : "Reproduce with", reproduce);
        if (!transcript.isEmpty()) {
            out.append(french ? "Sur le fil" : "On the wire").append(":\n");
            transcript.forEach(line -> out.append(line.stripTrailing()).append('\n'));
        }
        return out.toString();
    }

    private static void section(StringBuilder out, String name, String content) {
        if (!content.isEmpty()) {
            out.append(name).append(": ").append(content).append('\n');
        }
    }
}

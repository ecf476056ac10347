package lab.grader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** An exercise's statement, as far as the grader needs it. */
record Statement(String text) {

    private static final Pattern HINT = Pattern
            .compile("(?s)<details><summary>(.+?)</summary>\\s*(.+?)\\s*</details>");

    static Statement read(Repository repository, String slug, boolean french) {
        try {
            return new Statement(Files.readString(repository.skeletonFolder(slug)
                    .resolve(french ? "README.fr.md" : "README.md"),
                    StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of rising help. */
    List<String> hints() {
        return HINT.matcher(text).results()
                .map((MatchResult hint) -> hint.group(1) + "\n"
                        + hint.group(2))
                .toList();
    }
}

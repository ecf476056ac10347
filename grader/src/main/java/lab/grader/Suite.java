package lab.grader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

/** What a result depends on besides the submission: the checks, and what is laid below submissions. */
final class Suite {

    private Suite() {
    }

    static String fingerprint(Repository repository) throws IOException {
        MessageDigest digest = Submission.sha256();
        Path exercises = repository.root().resolve("exercises");
        digest.update(Files.readAllBytes(exercises.resolve("catalogue.txt")));
        for (String folder : new String[]{"src/main/java", "src/test/java"}) {
            for (Map.Entry<String, String> file : Repository
                    .sources(exercises.resolve(folder)).entrySet()) {
                digest.update((file.getKey() + "\0" + file.getValue() + "\0")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        digest.update(Files.readAllBytes(
                repository.quizFolder().resolve("questions.json")));
        if (Files.exists(repository.answerKey())) {
            digest.update(Files.readAllBytes(repository.answerKey()));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }
}

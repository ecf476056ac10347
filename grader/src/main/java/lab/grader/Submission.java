package lab.grader;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was taken from one student's folder: the Java sources of exercises, the answers to the quiz, and nothing else.
 *
 * @param id the folder's or archive's name
 * @param exercises by slug, and then by path in the exercise's package
 * @param quiz the file with the answers to the quiz; null if there is none
 * @param notes what was not taken although it looks meant to be, for the instructor
 */
record Submission(String id, Map<String, Map<String, String>> exercises,
        String quiz, List<String> notes) {

    /** The sources to be judged: laid over the pristine skeleton. Empty if nothing of it was written. */
    Map<String, String> sources(Repository repository, String slug) {
        Map<String, String> skeleton = Repository
                .sources(repository.skeletonFolder(slug));
        Map<String, String> own = exercises.getOrDefault(slug, Map.of());
        Map<String, String> sources = Repository.overlay(skeleton, own);
        return sources.equals(skeleton) ? Map.of() : sources;
    }

    /** Of all that was taken: the same submission has the same. */
    String fingerprint() {
        MessageDigest digest = sha256();
        exercises.forEach((slug, files) -> files.forEach((name, source) -> {
            digest.update((slug + "/" + name + "\0" + source.length() + "\0")
                    .getBytes(StandardCharsets.UTF_8));
            digest.update(source.getBytes(StandardCharsets.UTF_8));
        }));
        if (quiz != null) {
            digest.update(quiz.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** By exercise, of the code without comments and white space: copies have the same. */
    Map<String, String> codePrints(Repository repository) {
        Map<String, String> prints = new TreeMap<>();
        exercises.keySet().forEach(slug -> {
            boolean known = repository.catalogue().stream()
                    .anyMatch(entry -> entry.slug().equals(slug));
            Map<String, String> sources = known ? sources(repository, slug) : Map.of();
            if (!sources.isEmpty()) {
                String code = String.join("", sources.values())
                        .replaceAll("(?s)/\\*.*?\\*/|//[^\n]*|\\s+", "");
                prints.put(slug, HexFormat.of().formatHex(
                        sha256().digest(code.getBytes(StandardCharsets.UTF_8)), 0, 16));
            }
        });
        return prints;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package lab.grader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lab.judge.CheckResult;
import lab.judge.Outcome;

/**
 * An answer to an exercise of which the verdict is known: the suite is judged by it.
 *
 * @param name {@code reference}, {@code skeleton}, {@code wrong-…} or {@code alt-…}
 * @param about what is special about it, in a sentence
 * @param sources all files of the exercise
 * @param expected how checks end that neither pass nor are unreachable, by id
 */
record BankEntry(String slug, String name, String about, Map<String, String> sources,
        Map<String, Outcome> expected) {

    private static final String EXPECTED = "expected.txt";

    /** The reference, and all that lies in the bank, by name. */
    static List<BankEntry> of(Repository repository, String slug) {
        Map<String, String> reference = Repository
                .sources(repository.referenceFolder(slug));
        List<BankEntry> entries = new ArrayList<>();
        entries.add(new BankEntry(slug, "reference", "The reference.", reference,
                Map.of()));
        Path bank = repository.bankFolder(slug);
        if (Files.isDirectory(bank)) {
            try (Stream<Path> folders = Files.list(bank)) {
                folders.sorted().map(folder -> read(slug, folder, reference))
                        .forEach(entries::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return entries;
    }

    private static BankEntry read(String slug, Path folder,
            Map<String, String> reference) {
        String name = folder.getFileName().toString();
        Map<String, Outcome> expected = new TreeMap<>();
        List<String> about = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(folder.resolve(EXPECTED))) {
                if (line.startsWith("#")) {
                    about.add(line.substring(1).strip());
                } else if (!line.isBlank()) {
                    String[] words = line.strip().split(" ");
                    expected.put(words[0], Outcome.valueOf(words[1]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean wrong = name.startsWith("wrong-");
        if (!wrong && !name.startsWith("alt-") || wrong == expected.isEmpty()
                || about.isEmpty()) {
            throw new IllegalArgumentException(
                    ("%s must be wrong-… with the checks that it fails or alt-… without any,"
                            + " and say in a comment what it is, was %s")
                            .formatted(folder.resolve(EXPECTED), expected));
        }
        return new BankEntry(slug, name, String.join(" ", about),
                Repository.overlay(reference, Repository.sources(folder)), expected);
    }

    boolean isWrong() {
        return !expected.isEmpty();
    }

    /** What the results are, where they are not as they have to be; empty is right. */
    List<String> differences(List<CheckResult> results) {
        List<String> differences = new ArrayList<>();
        for (CheckResult result : results) {
            Outcome wanted = expected.getOrDefault(result.id(),
                    result.outcome() == Outcome.NOT_REACHED && isWrong()
                            ? Outcome.NOT_REACHED
                            : Outcome.PASS);
            if (result.outcome() != wanted) {
                differences.add("%s must be %s, was %s".formatted(result.id(), wanted,
                        result.outcome()));
            }
        }
        for (String id : expected.keySet()) {
            if (results.stream().noneMatch(result -> result.id().equals(id))) {
                differences.add("there is no check \"%s\"".formatted(id));
            }
        }
        return differences;
    }
}

package lab.grader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What mutation testing of the references has found, by exercise: {@code mvn -Ppit} writes it, and {@code
 * solutions/pit-survivors.txt} says of each mutant that lives why it may.
 *
 * @param justified how many of those that were not killed are in that file
 */
record Mutants(int all, int killed, int justified) {

    static final Mutants NONE = new Mutants(0, 0, 0);

    private static final Pattern MUTATION = Pattern.compile(
            "(?s)<mutation detected='(true|false)' status='(\\w+)'.*?<mutatedClass>lab\\.exercises\\.(\\w+)\\.([\\w$]+)</mutatedClass><mutatedMethod>([^<]+)</mutatedMethod>.*?<mutator>[\\w.]*?(\\w+)</mutator>");

    /** Empty if it has not been run. */
    static Map<String, Mutants> read(Repository repository) throws IOException {
        Map<String, Mutants> mutants = new TreeMap<>();
        Path report = repository.root()
                .resolve("solutions/target/pit-reports/mutations.xml");
        if (Files.exists(report)) {
            Set<String> survivors = survivors(repository);
            String xml = Files.readString(report, StandardCharsets.UTF_8);
            MUTATION.matcher(xml).results().forEach(mutation -> mutants.merge(
                    mutation.group(3).replace('_', '-'), of(mutation, survivors),
                    Mutants::plus));
        }
        return mutants;
    }

    private static Mutants of(MatchResult mutation, Set<String> survivors) {
        boolean killed = mutation.group(1).equals("true");
        boolean known = survivors.contains(key(mutation));
        return new Mutants(1, killed ? 1 : 0, !killed && known ? 1 : 0);
    }

    /** As a line of the file begins: {@code polling HistoryRoute.matches NegateConditionalsMutator}. */
    private static String key(MatchResult mutation) {
        return "%s %s.%s %s".formatted(mutation.group(3).replace('_', '-'),
                mutation.group(4),
                mutation.group(5).replace("&lt;", "<").replace("&gt;", ">"),
                mutation.group(6));
    }

    private static Set<String> survivors(Repository repository) throws IOException {
        Path file = repository.root().resolve("solutions/pit-survivors.txt");
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        Set<String> keys = new HashSet<>();
        lines.stream().filter(line -> !line.startsWith("#") && line.contains(": "))
                .forEach(line -> keys.add(line.substring(0, line.indexOf(": "))));
        return keys;
    }

    private Mutants plus(Mutants other) {
        return new Mutants(all + other.all, killed + other.killed,
                justified + other.justified);
    }
}

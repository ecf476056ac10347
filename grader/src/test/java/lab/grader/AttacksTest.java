package lab.grader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lab.grader.report.Verdict;
import lab.judge.CheckResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Submissions that would rather have points than write the exercise: none is gained, and nobody else is harmed. */
class AttacksTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final Path ATTACKS = REPOSITORY.root()
            .resolve("grader/src/test/attacks");
    private static final String SLUG = "polling";
    private static final int NESTING = 20_000;
    private static final int TYPES_DEPTH = 12;
    private static final String[] LEAVES = {"1", "\"a\"", "'c'", "1.0", "2L", "true",
            "2f"};

    private static ServerSocket outside;
    private static WorkerJury jury;

    @BeforeAll
    static void startTheJury() throws IOException {
        Sandbox sandbox = SandboxTest.required();
        outside = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        jury = new WorkerJury(sandbox, 0, Image.prepare(REPOSITORY), 1);
    }

    @AfterAll
    static void stopTheJury() throws IOException {
        if (jury != null) {
            jury.close();
            outside.close();
        }
    }

    static Stream<String> attacks() throws IOException {
        try (Stream<Path> folders = Files.list(ATTACKS)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString()).sorted().toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void noPointIsGainedAndTheNextSubmissionIsUntouched(String attack)
            throws IOException {
        Verdict verdict = jury.judge(SLUG, sources(ATTACKS.resolve(attack)));
        Verdict next = jury.judge(SLUG,
                Repository.sources(REPOSITORY.referenceFolder(SLUG)));

        String said = said(verdict);
        assertThat(verdict.score()).as(said).isZero();
        assertThat(verdict.pending()).as(said).isZero();
        assertThat(said).contains(says(ATTACKS.resolve(attack)));
        assertThat(said.chars().filter(c -> c != '\n').filter(Character::isISOControl))
                .as("control characters in " + said).isEmpty();
        assertThat(next.score()).as(said(next))
                .isEqualTo(REPOSITORY.entry(SLUG).points());
        assertThat(machinesOfSubmissions())
                .as("the one that waits for the next submission")
                .hasSizeLessThanOrEqualTo(1)
                .noneMatch(command -> command.contains("Child"));
    }

    private static List<String> machinesOfSubmissions() {
        return ProcessHandle.current().descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .map(process -> process.info().commandLine().orElse(""))
                .filter(command -> command.contains("lab.exercises")).toList();
    }

    private static Map<String, String> sources(Path folder) throws IOException {
        Map<String, String> attack = Repository.sources(folder);
        Map<String, String> sources = new TreeMap<>(
                Repository.sources(REPOSITORY.skeletonFolder(SLUG)));
        if (attack.getOrDefault("Attack.java", "").contains("static String run(")) {
            sources.put("PollingExercise.java",
                    Files.readString(ATTACKS.resolve("PollingExercise.java")));
        }
        attack.forEach((name, source) -> sources.put(name, source
                .replace("__HOST_PORT__", Integer.toString(outside.getLocalPort()))
                .replace("__NESTED__",
                        "(1 + ".repeat(NESTING) + "1" + ")".repeat(NESTING))
                .replace("__TYPES__", types(TYPES_DEPTH, 0))));
        return sources;
    }

    /** Lists of lists of everything: what they have in common is found by comparing all with all. */
    private static String types(int depth, int leaf) {
        return depth == 0
                ? LEAVES[leaf % LEAVES.length]
                : "List.of(%s, %s)".formatted(types(depth - 1, 2 * leaf),
                        types(depth - 1, 2 * leaf + 1));
    }

    private static String[] says(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("attack.txt")).stream()
                .filter(line -> line.startsWith("says: "))
                .map(line -> line.substring("says: ".length())).toArray(String[]::new);
    }

    private static String said(Verdict verdict) {
        return String.join("\n", verdict.errors()) + verdict.checks().stream()
                .map(AttacksTest::said).collect(Collectors.joining("\n"));
    }

    private static String said(CheckResult check) {
        return "%s %s%n%s%s".formatted(check.outcome(), check.id(),
                check.feedback() == null ? "" : check.feedback().in("en"),
                check.feedback() == null ? "" : check.feedback().in("fr"))
                .replace("\r", "");
    }
}

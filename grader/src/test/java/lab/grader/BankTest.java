package lab.grader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import lab.grader.report.CatalogueEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The suite is graded too: right answers pass, each wrong one fails what it must, and nothing else. */
class BankTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final int MANY_POINTS = 8;

    static Stream<CatalogueEntry> exercises() {
        return REPOSITORY.catalogue().stream();
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void everyVerdictIsTheRightOneAndTheSameInASandbox(CatalogueEntry entry)
            throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);

        Bank.Report inJvm;
        try (Jury jury = new InJvmJury(1)) {
            inJvm = new Bank(REPOSITORY, jury, out).run(entry.slug());
        }

        assertThat(inJvm.faults()).as(log.toString(StandardCharsets.UTF_8)).isEmpty();
        try (Jury jury = new WorkerJury(SandboxTest.required(), 0,
                Image.prepare(REPOSITORY), 2)) {
            Bank.Report sandboxed = new Bank(REPOSITORY, jury, out).run(entry.slug());

            assertThat(sandboxed.faults()).as(log.toString(StandardCharsets.UTF_8))
                    .isEmpty();
            assertThat(sandboxed.outcomes()).isEqualTo(inJvm.outcomes());
        }
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void theBankIsLargeEnough(CatalogueEntry entry) {
        List<BankEntry> bank = BankEntry.of(REPOSITORY, entry.slug());

        assertThat(bank.stream().filter(BankEntry::isWrong)).as("wrong")
                .hasSizeGreaterThanOrEqualTo(entry.points() >= MANY_POINTS ? 12 : 6);
        assertThat(bank.stream().filter(answer -> answer.name().startsWith("alt-")))
                .as("right").hasSizeGreaterThanOrEqualTo(3);
    }
}

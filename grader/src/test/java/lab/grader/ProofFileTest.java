package lab.grader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures that people read are those of the committed result. */
class ProofFileTest {

    private static final Proof.Result RESULT = new Proof.Result("2026-11-30",
            "2 cores, a processor, JDK 17",
            List.of(new Proof.Suite("polling", 11, 11, 3, 3, 17, 16, 1)),
            List.of(new Proof.Stability("idle", 200, 600, 0)),
            new Proof.Timing(8.1, 100, 2, 5.5, 44.0));

    @Test
    void theTextsShowTheCommittedResult() throws IOException {
        Repository repository = Repository.here();
        ProofFile file = new ProofFile(repository);

        for (String name : ProofFile.SHOWN_IN) {
            String text = Files.readString(repository.root().resolve(name));

            assertThat(text).as(name).contains("<!-- proof -->\n", "<!-- /proof -->")
                    .isEqualTo(ProofFile.withFigures(text, file.read()));
        }
    }

    @Test
    void everyFigureIsInATable() {
        assertThat(ProofFile.figures(RESULT)).isEqualTo(
                """
                        | exercise | wrong, caught | right, accepted | mutants killed | lived, with a reason | without |
                        | --- | --- | --- | --- | --- | --- |
                        | `polling` | 11 of 11 | 3 of 3 | 16 of 17 | 1 | 0 |

                        | verdicts that changed | runs | verdicts | changed |
                        | --- | --- | --- | --- |
                        | idle | 200 | 600 | 0 |

                        | a complete submission | seconds |
                        | --- | --- |
                        | alone, from the command to the pages | 8.1 |
                        | each of 100, 2 at the same time | 5.5 |
                        | `mvn test` for the same checks | 44.0 |

                        2026-11-30, 2 cores, a processor, JDK 17.
                        """);
    }
}

package lab.comparison.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequenceCheckerTest {

    @Test
    void eachClientHasItsOwnAccount() {
        SequenceChecker checker = new SequenceChecker(3, 130);

        IntStream.range(0, 130)
                .forEach(sequence -> assertThat(checker.receive(1, sequence)).isTrue());

        assertThat(checker.receive(0, 129)).isTrue();
        assertThat(checker.receive(2, 0)).isTrue();
        assertThat(checker.receive(1, 64)).isFalse();
        assertThat(checker.received()).isEqualTo(132);
        assertThat(checker.duplicates()).isEqualTo(1);
    }

    @Test
    void theHighestIsKnownPerClient() {
        SequenceChecker checker = new SequenceChecker(2, 10);

        checker.receive(0, 7);
        checker.receive(0, 3);

        assertThat(checker.highest(0)).isEqualTo(7);
        assertThat(checker.highest(1)).isEqualTo(-1);
    }
}

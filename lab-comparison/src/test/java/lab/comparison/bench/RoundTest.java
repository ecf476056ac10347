package lab.comparison.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundTest {

    private static final int FIRST = 100;
    private static final long MILLI = 1_000_000;
    private final Round round = new Round(FIRST, 3, 2);

    @Test
    void everyClientMustHaveEveryPublish() {
        arrive(0, 100, 101, 102);
        arrive(1, 100, 102);

        Deliveries deliveries = round.result(3, 0, 1);

        assertThat(deliveries.received()).isEqualTo(5);
        assertThat(deliveries.lost()).isEqualTo(1);
        assertThat(deliveries.isFlawless()).isFalse();
    }

    @Test
    void whatWasRefusedIsNotLost() {
        arrive(0, 100, 101);
        arrive(1, 100, 101);

        Deliveries deliveries = round.result(2, 1, 1);

        assertThat(deliveries.lost()).isZero();
        assertThat(deliveries.refused()).isEqualTo(1);
    }

    @Test
    void whatComesTwiceIsCountedOnceAndReported() {
        arrive(0, 100, 101, 100, 102);
        arrive(1, 100, 101, 102, 102);

        Deliveries deliveries = round.result(3, 0, 1);

        assertThat(deliveries.received()).isEqualTo(6);
        assertThat(deliveries.duplicated()).isEqualTo(2);
        assertThat(deliveries.outOfOrder()).isZero();
    }

    @Test
    void aPublishThatWasConfirmedBeforeTheNextMustArriveFirst() {
        publish(0, 10, 20);
        publish(1, 30, 40);

        arrive(0, 101, 100);

        assertThat(round.result(2, 0, 1).outOfOrder()).isEqualTo(1);
    }

    @Test
    void publishesAtTheSameTimeHaveNoOrder() {
        publish(0, 10, 35);
        publish(1, 30, 40);

        arrive(0, 101, 100);

        assertThat(round.result(2, 0, 1).outOfOrder()).isZero();
    }

    @Test
    void otherRoundsDoNotCount() {
        arrive(0, 99, 103);

        assertThat(round.result(0, 0, 1).received()).isZero();
    }

    @Test
    void latencyCountsFromWhenThePublishWasDue() {
        round.due(0, 5 * MILLI);
        round.sent(0, 50 * MILLI);

        round.arrived(0, FIRST, 65 * MILLI);

        assertThat(round.result(1, 0, 0.001).maxMillis()).isBetween(60.0, 60.1);
        assertThat(round.result(1, 0, 0.001).seconds()).isEqualTo(0.060);
    }

    private void publish(int index, long sent, long confirmed) {
        round.sent(index, sent);
        round.confirmed(index, confirmed);
    }

    private void arrive(int client, int... sequences) {
        for (int sequence : sequences) {
            round.arrived(client, sequence, MILLI);
        }
    }
}

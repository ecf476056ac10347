package lab.comparison.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The load against a real server, small and short. */
class LoadTest {

    private static final int CLIENTS = 7;
    private static final Duration MOMENT = Duration.ofMillis(200);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    @ParameterizedTest
    @EnumSource(Transport.class)
    void everyClientGetsEveryPublish(Transport transport) throws IOException {
        try (TinyLab lab = new TinyLab(1);
                Load load = Load.open(lab.endpoint(), transport, CLIENTS,
                        POLL_INTERVAL)) {
            load.run(250, 12, MOMENT);

            Deliveries deliveries = load.run(100, 200, MOMENT);

            assertThat(deliveries.received()).isEqualTo(20 * CLIENTS);
            assertThat(deliveries.isFlawless()).isTrue();
            assertThat(load.failures()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whatComesTwiceIsSeen(Transport transport) throws IOException {
        try (TinyLab lab = new TinyLab(2);
                Load load = Load.open(lab.endpoint(), transport, CLIENTS,
                        POLL_INTERVAL)) {
            Deliveries deliveries = load.run(50, 100, MOMENT);

            // The second copy of the very last publish may come after the count has ended.
            assertThat(deliveries.duplicated()).isBetween(9L * CLIENTS, 10L * CLIENTS);
            assertThat(deliveries.received()).isEqualTo(10 * CLIENTS);
        }
    }

    @Test
    void aServerThatIsNotThereIsAnError() throws IOException {
        TinyLab lab = new TinyLab(1);
        Endpoint gone = lab.endpoint();
        lab.close();

        assertThatThrownBy(() -> Load.open(gone, Transport.SSE, CLIENTS, POLL_INTERVAL))
                .isInstanceOf(IOException.class);
    }
}

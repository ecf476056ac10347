package lab.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import org.junit.jupiter.api.Test;

/** What the transports promise besides that know a client while it does not ask. */
interface SlowReaderContract extends HeldOpenContract {

    @Test
    default void clientsThatNeverReadAreDisconnectedAndCounted() throws IOException {
        try (LabServer server = carrier().start(Settings.forTests().withCapacity(100));
                FeedClient reader = carrier().connect(server.uri(), "after=earliest")) {
            List<Wire> neverReading = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                neverReading.add(carrier().ask(Wire.open(server.uri(), SMALL_BUFFER),
                        "after=earliest"));
            }
            awaitClients(server, 11);
            LabClient lab = new LabClient(server.uri());

            // It takes some time without progress, and more news than are retained.
            long deadline = System.nanoTime() + Wire.LIMIT.multipliedBy(2).toNanos();
            int number = 0;
            while (lab.status().get("disconnectedSlowClients").intValue() < 10
                    && System.nanoTime() - deadline < 0) {
                for (int i = 0; i < 100; i++) {
                    String title = "news " + number++;
                    assertThat(DeliveryContract.publishAndRead(server.feed(), reader,
                            title)).isEqualTo(title);
                }
            }

            assertThat(lab.status().get("disconnectedSlowClients").intValue())
                    .isEqualTo(10);
            awaitClients(server, 1);
            // Between two polls a connection is not one client's; HTTP keeps it for the next request.
            int kept = carrier().isPolled() ? neverReading.size() : 0;
            assertThat(Await.until(() -> ServerSockets.open(server.port()),
                    open -> open <= kept + 2)).isLessThanOrEqualTo(kept + 2);
            for (Wire wire : neverReading) {
                wire.reset();
            }
        }
    }
}

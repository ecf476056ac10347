package lab.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import org.junit.jupiter.api.Test;

/** What the transports promise besides that send without being asked again. */
interface StreamContract extends SlowReaderContract {

    @Test
    default void goodbyeIsTheLastWordThoughPublishingGoesOn() throws IOException {
        for (int round = 0; round < 20; round++) {
            LabServer server = carrier().start(Settings.forTests());
            try (NumberedPublisher publisher = new NumberedPublisher(server.feed(),
                    500);
                    FeedClient client = carrier().connect(server.uri(),
                            "after=earliest")) {
                assertThat(client.next(1)).containsExactly("1");
                publisher.read();

                server.close();

                List<String> rest = HeldOpenContract.readToTheCut(client);
                assertThat(rest.get(rest.size() - 1))
                        .isEqualTo("goodbye " + carrier().goodbye());
                assertThat(rest.subList(0, rest.size() - 1))
                        .isEqualTo(DeliveryContract.titles(2, rest.size()));
            }
        }
    }
}

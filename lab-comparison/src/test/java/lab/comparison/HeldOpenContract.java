package lab.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import org.junit.jupiter.api.Test;

/** What the transports promise besides, whose clients are connected while they wait. */
interface HeldOpenContract extends DeliveryContract {

    @Test
    default void nothingIsLostOrTwiceAcrossConnectionsThatTheServerCuts()
            throws IOException {
        Random random = new Random(42);
        try (LabServer server = carrier().start(Settings.forTests());
                NumberedPublisher publisher = new NumberedPublisher(server.feed(), 1)) {
            List<String> received = new ArrayList<>();
            String cursor = "earliest";

            for (int cut = 0; cut < 300; cut++) {
                String name = "c" + cut;
                FeedClient client = carrier().connect(server.uri(),
                        "client=" + name + "&after=" + cursor);
                for (int more = random.nextInt(4); more > 0; more--) {
                    received.add(client.next().summary());
                    publisher.read();
                }
                received.add(client.next().summary());
                client.listen();
                if (cut % 2 == 0) { // while it waits
                    assertThat(Await.until(() -> drop(server, name),
                            status -> status == 204)).isEqualTo(204);
                    received.addAll(readToTheCut(client));
                    publisher.read();
                } else { // while it may be given the next one
                    publisher.read();
                    if (drop(server, name) == 204) {
                        for (String rest : readToTheCut(client)) {
                            received.add(rest);
                            publisher.read();
                        }
                    }
                }
                cursor = client.cursor();
                client.close();
            }

            assertThat(received).hasSizeGreaterThanOrEqualTo(300)
                    .isEqualTo(DeliveryContract.titles(1, received.size()));
        }
    }

    @Test
    default void onlyTheClientThatIsNamedIsCut() throws IOException {
        try (LabServer server = carrier().start(Settings.forTests());
                FeedClient cut = carrier().connect(server.uri(),
                        "after=earliest&client=cut");
                FeedClient kept = carrier().connect(server.uri(),
                        "after=earliest&client=kept")) {
            awaitClients(server, 2);

            int status = drop(server, "cut");
            awaitClients(server, 1);
            DeliveryContract.publish(server.feed(), "1");

            assertThat(status).isEqualTo(204);
            assertThat(kept.next(1)).containsExactly("1");
            assertThat(readToTheCut(cut)).isEmpty();
            assertThat(drop(server, "cut")).isEqualTo(404);
        }
    }

    @Test
    default void everyClientIsToldThatTheServerStops() throws IOException {
        for (int round = 0; round < 5; round++) {
            LabServer server = carrier().start(Settings.forTests());
            List<FeedClient> clients = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                clients.add(carrier().connect(server.uri(), "after=earliest"));
            }
            DeliveryContract.publish(server.feed(), "1");
            for (FeedClient client : clients) {
                assertThat(client.next(1)).containsExactly("1");
                client.listen(); // a second poll, where polls are
            }
            String cursor = clients.get(0).cursor();
            for (int i = 0; i < 20; i++) {
                clients.add(carrier().connect(server.uri(), "after=" + cursor)); // a first one
            }
            awaitClients(server, 40);

            server.close();

            for (FeedClient client : clients) {
                assertThat(client.next(1))
                        .containsExactly("goodbye " + carrier().goodbye());
                assertThat(readToTheCut(client)).isEmpty();
                client.close();
            }
        }
    }

    @Test
    default void nothingIsLeftOfClientsThatHaveGone() throws IOException {
        Settings settings = carrier().impatient(Settings.forTests());
        try (LabServer server = carrier().start(settings)) {
            int wakeUps = server.feed().wakeUpCount();
            comeAndGo(server, 10); // whatever is made once is made now
            awaitNothingLeft(server, wakeUps);
            Set<String> threads = LabThreads.besidesThePool();

            comeAndGo(server, 200);

            awaitNothingLeft(server, wakeUps);
            assertThat(Await.until(LabThreads::besidesThePool, threads::equals))
                    .isEqualTo(threads);
            try (FeedClient next = carrier().connect(server.uri(), "after=earliest")) {
                assertThat(next.next(1)).containsExactly("welcome");
            }
        }
    }

    @Test
    default void noThreadIsLeftOfAServerThatHasStopped() throws IOException {
        Set<Thread> before = LabThreads.all();
        LabServer server = carrier().start(Settings.forTests());
        List<FeedClient> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(carrier().connect(server.uri(), "after=earliest"));
        }
        DeliveryContract.publish(server.feed(), "1");
        for (FeedClient client : clients) {
            assertThat(client.next(1)).containsExactly("1");
        }

        server.close();

        assertThat(LabThreads.leftAfter(before)).isEmpty();
        assertThat(server.feed().wakeUpCount()).isZero();
        for (FeedClient client : clients) {
            client.close();
        }
    }

    private void comeAndGo(LabServer server, int count) throws IOException {
        DeliveryContract.publish(server.feed(), "welcome");
        List<Departure> departures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            departures.add(come(server, i));
        }
        DeliveryContract.publish(server.feed(), "farewell");
        for (Departure departure : departures) {
            departure.go();
        }
        DeliveryContract.publish(server.feed(), "gone");
    }

    /** How a client leaves that has come. */
    interface Departure {
        void go() throws IOException;
    }

    private Departure come(LabServer server, int number) throws IOException {
        String name = "guest" + number;
        String query = "after=earliest&client=" + name;
        if (number % 9 < 3) {
            FeedClient client = carrier().connect(server.uri(), query);
            client.next();
            client.listen();
            return switch (number % 9) {
                case 0 -> client::close;
                case 1 -> client::reset;
                default -> () -> {
                    drop(server, name);
                    client.close();
                };
            };
        }
        Wire wire = Wire.open(server.uri());
        switch (number % 9) {
            case 3, 4, 5 -> carrier().ask(wire, query);
            case 6, 7 -> wire.send("GET " + carrier().path() + " HTTP/1.1\r\nHost:");
            default -> {
                // Says nothing at all.
            }
        }
        return switch (number % 9) {
            case 3, 6 -> wire::reset;
            case 4 -> () -> {
                wire.halfClose();
                wire.close();
            };
            default -> wire::close;
        };
    }

    private void awaitNothingLeft(LabServer server, int wakeUps) {
        awaitClients(server, 0);
        // The one over which the status is asked is left.
        assertThat(
                Await.until(() -> ServerSockets.open(server.port()), open -> open <= 1))
                .isLessThanOrEqualTo(1);
        assertThat(Await.until(LabThreads::busyInThePool, Set::isEmpty)).isEmpty();
        assertThat(server.feed().wakeUpCount()).isEqualTo(wakeUps);
    }

    /** "Drop my connection": 204, or 404 if there is none. */
    static int drop(LabServer server, String client) {
        return new LabClient(server.uri())
                .send(HttpRequest.newBuilder(server.uri().resolve("/clients/" + client))
                        .DELETE())
                .statusCode();
    }

    /** What still came in before the connection ended. */
    static List<String> readToTheCut(FeedClient client) throws IOException {
        List<String> rest = new ArrayList<>();
        try {
            while (true) {
                rest.add(client.next().summary());
            }
        } catch (EOFException | SocketException cut) {
            return rest;
        }
    }
}

package lab.longpolling;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import lab.feed.After;
import lab.feed.FeedSimulator;
import lab.feed.NotificationFeed;
import lab.feed.Topics;
import lab.feed.server.LabServer;
import lab.feed.server.ProblemException;
import lab.feed.server.Query;
import lab.feed.server.Settings;
import lab.testkit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollHubTest {

    private final NotificationFeed feed = new NotificationFeed(10);
    private final FeedSimulator simulator = new FeedSimulator(1);
    private PollHub hub = newHub(Settings.forTests());

    private PollHub newHub(Settings settings) {
        return new PollHub(new LabServer.Parts(settings, feed, null, null,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
    }

    @AfterEach
    void stop() {
        hub.stop();
        assertThat(feed.wakeUpCount()).isZero();
    }

    @Test
    void newsAnswersAndForgetsThePoll() {
        PollHub.Poll poll = open("a");
        hub.start(poll);
        assertThat(clients()).isEqualTo(1);

        feed.publish(simulator.next(0));

        assertThat(poll.answer()).succeedsWithin(Wire.LIMIT)
                .satisfies(batch -> assertThat(batch.notifications()).hasSize(1));
        assertThat(clients()).isZero();
        assertThat(hub.drop("a")).isFalse();
    }

    @Test
    void whatCameBetweenOpenAndStartIsAnsweredAtOnce() {
        PollHub.Poll poll = open("a");
        feed.publish(simulator.next(0));

        hub.start(poll);

        assertThat(poll.answer()).isCompletedWithValueMatching(
                batch -> batch.notifications().size() == 1);
    }

    @Test
    void pollThatWasAbandonedBeforeItsStartIsNotKept() {
        PollHub.Poll poll = open("a");
        hub.abandon(poll);

        hub.start(poll);

        assertThat(clients()).isZero();
        assertThat(hub.drop("a")).isFalse();
    }

    @Test
    void abandonedPollIsForgotten() {
        PollHub.Poll poll = open("a");
        hub.start(poll);

        hub.abandon(poll);
        hub.abandon(poll);

        assertThat(clients()).isZero();
        assertThat(poll.answer()).failsWithin(Duration.ZERO).withThrowableThat()
                .withCauseInstanceOf(PollHub.Dropped.class);
    }

    @Test
    void secondPollOfAClientEndsTheFirst() {
        PollHub.Poll first = open("a");
        PollHub.Poll second = open("a");
        hub.start(first);

        hub.start(second);

        assertThat(first.answer()).failsWithin(Duration.ZERO).withThrowableThat()
                .withCauseInstanceOf(ProblemException.class)
                .withMessageContaining(
                        "A newer poll of client \"a\" has replaced this one");
        assertThat(second.answer()).isNotDone();
        assertThat(clients()).isEqualTo(1);
    }

    @Test
    void clientsWithoutANameDoNotEndEachOther() {
        PollHub.Poll first = open(null);
        PollHub.Poll second = open(null);
        hub.start(first);

        hub.start(second);

        assertThat(first.answer()).isNotDone();
        assertThat(clients()).isEqualTo(2);
    }

    @Test
    void stopTellsThoseThatWaitAndThoseThatComeLate() {
        PollHub.Poll waiting = open("a");
        PollHub.Poll late = open("b");
        hub.start(waiting);

        hub.stop();
        hub.start(late);

        for (PollHub.Poll poll : new PollHub.Poll[]{waiting, late}) {
            assertThat(poll.answer()).failsWithin(Duration.ZERO).withThrowableThat()
                    .withCauseInstanceOf(ProblemException.class)
                    .withMessageContaining("The server is stopping");
        }
        assertThat(clients()).isZero();
    }

    @Test
    void holdEndsWithAnEmptyAnswer() {
        hub.stop();
        hub = newHub(Settings.forTests().withHold(Duration.ofMillis(100)));
        PollHub.Poll poll = open("a");

        hub.start(poll);

        assertThat(poll.answer()).succeedsWithin(Wire.LIMIT)
                .satisfies(batch -> assertThat(batch.isEmpty()).isTrue());
        assertThat(clients()).isZero();
    }

    private PollHub.Poll open(String client) {
        return hub.open(new Query(After.Bound.NOW, Topics.ALL, client));
    }

    private int clients() {
        return hub.metrics().counts().clients();
    }
}

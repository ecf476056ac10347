package lab.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.Wire;
import lab.testkit.WsWire;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sender learns what has become of a message. */
class WhatWasTakenTest {

    private static final EngineOptions OPTIONS = new EngineOptions(
            Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(10),
            1_000_000, 8_000_000);
    /** More than the two sockets take. */
    private static final String LARGE = "x".repeat(7_000_000);

    /** @param failure null if it was taken */
    private record Outcome(String text, Class<?> failure, boolean locked) {

        static Outcome taken(String text) {
            return new Outcome(text, null, false);
        }
    }

    private final Map<String, EngineSocket> sessions = new ConcurrentHashMap<>();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final LabServer server = EngineIoConformance.start(Settings.forTests(),
            new EngineServer("/engine.io", OPTIONS, anyone -> {
            }, this::connected));

    private void connected(EngineSocket socket) {
        sessions.put(socket.id(), socket);
        socket.listener(new EngineSocket.Listener() {

            @Override
            public void onMessage(EngineMessage message) {
                send(socket, message.text());
            }

            @Override
            public void onClose(String reason) {
                ends.add(reason);
            }
        });
    }

    private void send(EngineSocket socket, String text) {
        // Whoever is told may wait for a lock of its own, in which another one sends.
        socket.send(List.of(EngineMessage.text(text)), Callback.from(
                () -> outcomes.add(new Outcome(text, null, Thread.holdsLock(socket))),
                failure -> outcomes.add(new Outcome(text, failure.getClass(),
                        Thread.holdsLock(socket)))));
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(outcomes).isEmpty();
    }

    @Test
    void whatWaitsIsTakenByThePoll() throws Exception {
        try (EngineClient client = EngineClient.open(server.uri())) {
            client.post("4one", "4two");
            assertThat(outcomes).isEmpty();

            assertThat(client.poll()).containsExactly("4one", "4two");

            assertThat(next()).isEqualTo(Outcome.taken("one"));
            assertThat(next()).isEqualTo(Outcome.taken("two"));
        }
    }

    @Test
    void whatWaitsIsTakenByTheUpgrade() throws Exception {
        try (EngineClient client = EngineClient.open(server.uri());
                WsWire webSocket = client.webSocket()) {
            client.post("4one", "4two");

            webSocket.sendText("2probe").sendText("5").sendText("4three");

            assertThat(next()).isEqualTo(Outcome.taken("one"));
            assertThat(next()).isEqualTo(Outcome.taken("two"));
            assertThat(next()).isEqualTo(Outcome.taken("three"));
        }
    }

    @Test
    void anAnswerIsNotTakenBeforeItIsRead() throws Exception {
        try (EngineClient client = EngineClient.open(server.uri(),
                Wire.open(server.uri(), 4 * 1_024))) {
            sendToHeldPoll(client, LARGE);
            client.post("4fence");
            assertThat(outcomes).isEmpty();

            assertThat(client.read()).containsExactly("4" + LARGE);

            assertThat(next()).isEqualTo(Outcome.taken(LARGE));
            assertThat(client.poll()).containsExactly("4fence");
            assertThat(next()).isEqualTo(Outcome.taken("fence"));
        }
    }

    /** What it carried is lost, so the session cannot go on. */
    @Test
    void anAnswerThatCannotBeWrittenEndsTheSession() throws Exception {
        try (EngineClient client = EngineClient.open(server.uri(),
                Wire.open(server.uri(), 4 * 1_024))) {
            sendToHeldPoll(client, LARGE);

            client.polls().reset();

            Outcome lost = next();
            assertThat(lost.text()).isEqualTo(LARGE);
            assertThat(lost.failure()).isNotNull();
            assertThat(lost.locked()).isFalse();
            assertThat(ends.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .isEqualTo("transport error");
        }
    }

    @Test
    void whatStillWaitsAtTheEndHasFailed() throws Exception {
        try (EngineClient client = EngineClient.open(server.uri())) {
            client.post("4one", "1");

            assertThat(next()).isEqualTo(
                    new Outcome("one", ClosedChannelException.class, false));
            send(sessions.get(client.sid()), "too late");
            assertThat(next()).isEqualTo(
                    new Outcome("too late", ClosedChannelException.class, false));
        }
    }

    private void sendToHeldPoll(EngineClient client, String text) throws IOException {
        EngineSocket socket = sessions.get(client.ask().sid());
        Await.until("held polls", () -> socket.isWritable() ? 1 : 0, 1);
        send(socket, text);
    }

    private Outcome next() throws InterruptedException {
        return outcomes.poll(Wire.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
}

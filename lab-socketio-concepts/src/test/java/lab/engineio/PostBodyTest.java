package lab.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that are too long, or never end: what becomes of their session, and of the others. */
class PostBodyTest {

    private static final int MAX_PAYLOAD = EngineOptions.DEFAULTS.maxPayload();
    /** More than the server has threads. */
    private static final int MANY = 150;
    /** Longer than what is read before a request is handed on. */
    private static final String UNFINISHED = "Content-Length: 100000";

    private LabServer server;
    private EngineServer engine;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aBodyAnnouncedTooLargeIsRefusedUnread() throws IOException {
        start(EngineOptions.DEFAULTS);

        try (EngineClient client = EngineClient.open(server.uri())) {
            client.beginPost("Content-Length: " + (MAX_PAYLOAD + 1));

            assertThat(client.posts().readResponse().status()).isEqualTo(413);
            assertThat(client.posts().readToEnd()).isEmpty();
            assertThat(engine.size()).isZero();
        }
    }

    @Test
    void aChunkedBodyIsRefusedAsSoonAsItIsTooLong() throws IOException {
        start(EngineOptions.DEFAULTS);

        try (EngineClient client = EngineClient.open(server.uri())) {
            client.beginPost("Transfer-Encoding: chunked");
            chunk(client, "4" + "x".repeat(MAX_PAYLOAD / 2 - 1));
            chunk(client, "x".repeat(MAX_PAYLOAD / 2 + 1)); // and no last chunk

            assertThat(client.posts().readResponse().status()).isEqualTo(413);
            assertThat(engine.size()).isZero();
        }
    }

    @Test
    void aChunkedBodyOfMaxPayloadIsTaken() throws IOException {
        start(EngineOptions.DEFAULTS);

        try (EngineClient client = EngineClient.open(server.uri())) {
            String large = "x".repeat(MAX_PAYLOAD - 1);
            client.beginPost("Transfer-Encoding: chunked");
            chunk(client, "4");
            chunk(client, large);
            client.posts().send("0\r\n\r\n");

            assertThat(client.posts().readResponse().body()).isEqualTo("ok");
            assertThat(client.poll()).containsExactly("4" + large);
        }
    }

    @Test
    void bodiesThatNeverEndHoldNobodyUp() throws IOException {
        start(EngineOptions.DEFAULTS);

        List<EngineClient> silent = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            EngineClient client = EngineClient.open(server.uri());
            client.beginPost(UNFINISHED).posts().send("4x");
            silent.add(client);
        }

        try (EngineClient other = EngineClient.open(server.uri())) {
            assertThat(other.post("4news").body()).isEqualTo("ok");
            assertThat(other.poll()).containsExactly("4news");
        }
        for (EngineClient client : silent) {
            client.close();
        }
    }

    /** It has no other way to say that it is there: what it says stands behind the body. */
    @Test
    void aBodyThatNeverEndsIsEndedWithItsSession() throws IOException {
        start(EngineIoConformance.OPTIONS);

        try (EngineClient client = EngineClient.open(server.uri())) {
            client.beginPost(UNFINISHED).posts().send("4x");

            Wire.Response response = client.posts().readResponse();

            assertThat(response.status()).isEqualTo(400);
            assertThat(client.posts().readToEnd()).isEmpty();
            assertThat(engine.size()).isZero();
        }
    }

    @Test
    void aBodyThatIsBrokenOffLeavesTheSessionAsItWas() throws IOException {
        start(EngineOptions.DEFAULTS);

        try (EngineClient client = EngineClient.open(server.uri())) {
            client.beginPost(UNFINISHED).posts().send("4x").halfClose();
            assertThat(client.posts().readToEnd()).startsWith("HTTP/1.1 400 ");

            try (EngineClient again = client.again()) {
                assertThat(again.post("4whole").body()).isEqualTo("ok");
            }
            assertThat(client.poll()).containsExactly("4whole");
        }
    }

    private void start(EngineOptions options) {
        engine = EngineIoConformance.echo(options);
        server = EngineIoConformance.start(Settings.forTests(), engine);
    }

    private static void chunk(EngineClient client, String bytes) throws IOException {
        client.posts().send(Integer.toHexString(bytes.length()) + "\r\n" + bytes
                + "\r\n");
    }
}

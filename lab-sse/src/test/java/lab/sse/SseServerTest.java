package lab.sse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The response and the events in it. */
class SseServerTest {

    private final LabServer server = SseServer.start(Settings.forTests());
    private final LabClient lab = new LabClient(server.uri());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answers200WithTextEventStream() throws IOException {
        try (EventStream stream = EventStream.open(server.uri(), "/events")) {
            assertThat(stream.head())
                    .startsWith("HTTP/1.1 200 OK\n")
                    .contains("Content-Type: text/event-stream\n");
        }
    }

    @Test
    void nothingOnTheWayMayKeepOrCollectTheStream() throws IOException {
        try (EventStream stream = EventStream.open(server.uri(), "/events",
                "Accept-Encoding: gzip, br")) {
            assertThat(stream.head())
                    .contains("Cache-Control: no-store\n")
                    .contains("X-Accel-Buffering: no\n")
                    .doesNotContainIgnoringCase("Content-Encoding");
        }
    }

    @Test
    void theBodyIsDelimitedByItsEnd() throws IOException {
        try (EventStream stream = EventStream.open(server.uri(), "/events")) {
            assertThat(stream.head())
                    .contains("Connection: close\n")
                    .doesNotContainIgnoringCase("Content-Length")
                    .doesNotContainIgnoringCase("Transfer-Encoding");
        }
    }

    @Test
    void theStreamBeginsWithTheReconnectionTimeAndTheIdToResumeFrom()
            throws IOException {
        String cursor = lab.publish("before");

        try (EventStream stream = EventStream.open(server.uri(), "/events")) {
            assertThat(stream.firstBlock())
                    .isEqualTo("retry: 2000\nid: " + cursor + "\n");
        }
    }

    @Test
    void theStreamHasNoByteOrderMark() throws IOException {
        try (Wire wire = Wire.open(server.uri()).request("GET", "/events")) {
            wire.readBlock();

            assertThat(wire.read(6)).asString().isEqualTo("retry:");
        }
    }

    @Test
    void everyEventHasItsCursorAsIdAndAType() throws IOException {
        try (EventStream stream = EventStream.open(server.uri(), "/events")) {
            String cursor = lab.publish("orders", "Order 1042 shipped");

            String block = stream.next();

            assertThat(block)
                    .startsWith("id: " + cursor + "\nevent: notification\ndata: {");
            assertThat(block.lines()).hasSize(3);
            JsonNode data = LabClient.parse(EventStream.field(block, "data"));
            assertThat(data.get("cursor").textValue()).isEqualTo(cursor);
            assertThat(data.get("topic").textValue()).isEqualTo("orders");
            assertThat(data.get("severity").textValue()).isEqualTo("info");
            assertThat(data.get("title").textValue()).isEqualTo("Order 1042 shipped");
            assertThat(data.get("body").textValue()).isEmpty();
            assertThat(data.get("publishedAt").textValue())
                    .matches("....-..-..T..:..:..(\\....)?Z");
        }
    }

    @Test
    void eachEventIsFlushedByItself() throws IOException {
        try (EventStream stream = EventStream.open(server.uri(), "/events")) {
            lab.publish("one");
            assertThat(stream.nextTitle()).isEqualTo("one");

            lab.publish("two");
            assertThat(stream.nextTitle()).isEqualTo("two");
        }
    }

    @Test
    void theStreamIsUtf8() throws IOException {
        try (EventStream stream = EventStream.open(server.uri(), "/events")) {
            lab.publish("Žluťoučký 日本 😀");

            assertThat(stream.nextTitle()).isEqualTo("Žluťoučký 日本 😀");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n\r\nevent: evil\r\ndata: {}\r\n\r\n",
            "\n\nid: evil\n\n", "\rdata: evil\r\r"})
    void lineEndsInABodyCannotEndItsField(String body) throws IOException {
        try (EventStream stream = EventStream.open(server.uri(), "/events")) {
            lab.post("/notifications", LabClient.json(Map.of(
                    "topic", "test", "severity", "info", "title", "Injected", "body",
                    body)));
            lab.publish("fence");

            String block = stream.next();

            assertThat(block.lines()).hasSize(3);
            assertThat(LabClient.parse(EventStream.field(block, "data")).get("body")
                    .textValue()).isEqualTo(body);
            assertThat(stream.nextTitle()).isEqualTo("fence");
        }
    }

    @Test
    void aBodyWithByteOrderMarkAndNulArrivesAsItIs() throws IOException {
        try (EventStream stream = EventStream.open(server.uri(), "/events")) {
            lab.post("/notifications", LabClient.json(Map.of(
                    "topic", "test", "severity", "info", "title", "Odd", "body",
                    "\uFEFF\0\u2028")));

            String block = stream.next();

            assertThat(LabClient.parse(EventStream.field(block, "data")).get("body")
                    .textValue())
                    .isEqualTo("\uFEFF\0\u2028");
        }
    }

    @Test
    void anHttp10ClientReadsTheSameStream() throws IOException {
        try (Wire wire = Wire.open(server.uri()).send("GET /events HTTP/1.0\r\n\r\n")) {
            assertThat(wire.readBlock())
                    .contains(" 200 OK\n")
                    .contains("Connection: close\n")
                    .doesNotContainIgnoringCase("Transfer-Encoding");
            assertThat(wire.readBlock()).startsWith("retry: 2000\n");

            String cursor = lab.publish("old");

            assertThat(wire.readBlock())
                    .startsWith("id: " + cursor + "\nevent: notification\n");
        }
    }

    @Test
    void headIsAnsweredWithTheHeadAlone() throws IOException {
        try (Wire wire = Wire.open(server.uri()).request("HEAD", "/events")) {
            assertThat(wire.readBlock())
                    .startsWith("HTTP/1.1 200 OK\n")
                    .contains("Content-Type: text/event-stream\n");

            lab.publish("not for you");
            wire.halfClose();

            assertThat(wire.readToEnd()).isEmpty();
            assertThat(lab.status().get("delivered").intValue()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void otherMethodsAreRefused(String method) throws IOException {
        try (Wire wire = Wire.open(server.uri()).request(method, "/events",
                "Content-Length: 0")) {
            Wire.Response response = wire.readResponse();

            assertThat(response.status()).isEqualTo(405);
            assertThat(response.field("Content-Type"))
                    .startsWith("application/problem+json");
            assertThat(response.field("Allow")).isEqualTo("GET, HEAD");
        }
    }

    @Test
    void whatAClientSendsAfterItsRequestIsDiscarded() throws IOException {
        try (EventStream stream = EventStream.open(server.uri(), "/events")) {
            stream.wire().send("GET /status HTTP/1.1\r\nHost: x\r\n\r\n".repeat(100));
            lab.publish("fence");

            assertThat(stream.nextTitle()).isEqualTo("fence");
        }
    }

    @Test
    void aRequestThatFollowsInTheSamePacketIsDiscarded() throws IOException {
        String request = "GET /events HTTP/1.1\r\nHost: x\r\n\r\n";
        try (Wire wire = Wire.open(server.uri()).send(request + request)) {
            wire.readBlock();
            wire.readBlock();

            String cursor = lab.publish("fence");

            assertThat(wire.readBlock()).startsWith("id: " + cursor + "\n");
            assertThat(lab.status().get("clients").intValue()).isEqualTo(1);
        }
    }
}

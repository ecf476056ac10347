package lab.longpolling;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import lab.feed.Batch;
import lab.feed.Json;
import lab.feed.server.AsyncBody;
import lab.feed.server.HistoryRoute;
import lab.feed.server.Problem;
import lab.feed.server.SharedBytes;

/**
 * The answer to one poll: complete in itself, and with the cursor that the next one starts
 * from (RFC 6202 §2.1). A time-out is the same answer, empty.
 *
 * <pre>
 * {"notifications":[…],"cursor":"k3f9-42","reset":false}
 * </pre>
 */
final class PollAnswer {

    private static final Batch.Encoding<ByteBuffer> RESPONSE = PollAnswer::response;

    /** RFC 6202 §5.6: an answer that a cache gives out a second time would be a duplicate. */
    private static final String CACHE_CONTROL = "no-store";

    private PollAnswer() {
    }

    /** Through Javalin. Completes when the socket has taken it. */
    static CompletableFuture<Void> send(Context ctx, Batch batch) {
        ctx.contentType("application/json");
        ctx.header("Cache-Control", CACHE_CONTROL);
        return AsyncBody.write(ctx, batch.encoded(HistoryRoute.JSON));
    }

    /** As bytes for the socket, head and body, the same as Javalin sends. */
    static ByteBuffer bytes(Batch batch) {
        return batch.encoded(RESPONSE).duplicate();
    }

    static ByteBuffer bytes(Problem problem) {
        return ByteBuffer.wrap(http(problem.status() + " " + problem.title(),
                "application/problem+json",
                Json.bytes(problem)));
    }

    private static ByteBuffer response(Batch batch) {
        byte[] response = http("200 OK", "application/json",
                HistoryRoute.JSON.encode(batch));
        // A time-out is one client's own.
        return batch.isEmpty() ? ByteBuffer.wrap(response) : SharedBytes.of(response);
    }

    private static byte[] http(String status, String contentType, byte[] body) {
        String head = """
                HTTP/1.1 %s\r
                X-Content-Type-Options: nosniff\r
                Content-Type: %s\r
                Cache-Control: %s\r
                Content-Length: %s\r
                \r
                """.formatted(status, contentType, CACHE_CONTROL,
                Integer.toString(body.length)); // %d has other digits in some languages
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        response.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        response.writeBytes(body);
        return response.toByteArray();
    }
}

package lab.feed.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import lab.feed.Json;

/** What a client posts. */
public final class JsonBody {

    /** The longest valid notification is under 8 KiB, unless it is all escapes; nothing else is longer. */
    static final int MAX_BYTES = 8 * 1024;

    private JsonBody() {
    }

    /**
     * @throws lab.feed.InvalidInput if it is not JSON
     * @throws ProblemException if it is of another type (415), or too long (413)
     */
    public static JsonNode read(Context ctx) throws IOException {
        String type = ctx.contentType();
        if (type == null || !type.split(";")[0].strip().toLowerCase(Locale.ROOT)
                .equals("application/json")) {
            throw new ProblemException(415,
                    "Content-Type must be application/json, was "
                            + (type == null ? "missing" : "\"" + type + "\""));
        }
        return Json.parse(readBytes(ctx));
    }

    /** Never waits: {@link WholeRequests} has seen to it that the bytes are there. */
    private static byte[] readBytes(Context ctx) throws IOException {
        // One byte more than allowed tells a longer body apart where no length was given.
        boolean tooLong = ctx.req().getContentLengthLong() > MAX_BYTES;
        byte[] body = tooLong
                ? null
                : ctx.req().getInputStream().readNBytes(MAX_BYTES + 1);
        if (tooLong || body.length > MAX_BYTES) {
            // The rest is not read, so the connection cannot be used again.
            ctx.header("Connection", "close");
            throw new ProblemException(413,
                    "Body must be at most %d bytes".formatted(MAX_BYTES));
        }
        return body;
    }
}

package lab.longpolling;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import lab.feed.Batch;
import lab.feed.server.HistoryRoute;

/**
 * The answer to one poll: complete in itself, and with the cursor that the next one starts
 * from (RFC 6202 §2.1). A time-out is the same answer, empty.
 *
 * <pre>
 * {"notifications":[…],"cursor":"k3f9-42","reset":false}
 * </pre>
 */
record PollAnswer(Batch batch) {

    /** Writes head and body at once. Blocks only if the socket takes less than one answer. */
    void send(Context ctx) {
        byte[] body = batch.encoded(HistoryRoute.JSON);
        ctx.contentType("application/json");
        // RFC 6202 §5.6: an answer that a cache gives out a second time would be a duplicate.
        ctx.header("Cache-Control", "no-store");
        ctx.res().setContentLength(body.length);
        try {
            ctx.res().getOutputStream().write(body);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}

package lab.feed.server;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.util.Callback;

/**
 * A response body that waits for a slow reader without a thread waiting with it. The servlet's own way
 * (a {@code WriteListener}) does not tell whether the last write has succeeded; Jetty's does.
 */
public final class AsyncBody {

    private AsyncBody() {
    }

    /**
     * Starts writing and returns. To be called where Javalin has put the request aside: within
     * the supplier of {@code ctx.future}, or a stage of its future.
     *
     * @return completes when the socket has taken everything; fails if the client has gone
     */
    public static CompletableFuture<Void> write(Context ctx, byte[] body) {
        try {
            ctx.res().setContentLength(body.length);
            HttpOutput out = (HttpOutput) ctx.res().getOutputStream();
            return Callback.Completable
                    .with(taken -> out.sendContent(ByteBuffer.wrap(body), taken));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}

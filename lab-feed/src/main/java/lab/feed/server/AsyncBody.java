package lab.feed.server;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** A response body that waits for a slow reader without a thread waiting with it. */
public final class AsyncBody implements WriteListener {

    private final ServletOutputStream out;
    private final byte[] body;
    private final CompletableFuture<Void> taken = new CompletableFuture<>();
    private boolean written;

    private AsyncBody(ServletOutputStream out, byte[] body) {
        this.out = out;
        this.body = body;
    }

    /**
     * Starts writing and returns. To be called where Javalin has put the request aside: within
     * the supplier of {@code ctx.future}, or a stage of its future.
     *
     * @return completes when the socket has taken everything
     */
    public static CompletableFuture<Void> write(Context ctx, byte[] body) {
        try {
            ctx.res().setContentLength(body.length);
            AsyncBody writing = new AsyncBody(ctx.res().getOutputStream(), body);
            writing.out.setWriteListener(writing);
            return writing.taken;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void onWritePossible() throws IOException {
        if (!written && out.isReady()) {
            written = true;
            out.write(body);
        }
        if (written && out.isReady()) {
            taken.complete(null);
        }
    }

    @Override
    public void onError(Throwable failure) {
        taken.completeExceptionally(failure);
    }
}

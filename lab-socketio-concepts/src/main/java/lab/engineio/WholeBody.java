package lab.engineio;

import io.javalin.http.Context;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** Reads a request's body without a thread waiting for a client that sends it slowly. */
final class WholeBody implements ReadListener {

    private final ServletInputStream in;
    private final int maxBytes;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole;

    private WholeBody(ServletInputStream in, int maxBytes,
            CompletableFuture<byte[]> whole) {
        this.in = in;
        this.maxBytes = maxBytes;
        this.whole = whole;
    }

    /**
     * To be called where Javalin has put the request aside: within the supplier of {@code ctx.future}.
     *
     * @param whole completed with the body, or with null as soon as it is known to be longer than
     *        {@code maxBytes}
     */
    static void read(Context ctx, int maxBytes, CompletableFuture<byte[]> whole) {
        if (ctx.req().getContentLengthLong() > maxBytes) {
            whole.complete(null);
            return;
        }
        try {
            ServletInputStream in = ctx.req().getInputStream();
            in.setReadListener(new WholeBody(in, maxBytes, whole));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] some = new byte[4_096];
        while (in.isReady() && !in.isFinished()) {
            int length = in.read(some);
            if (length > 0) {
                body.write(some, 0, length);
            }
            if (body.size() > maxBytes) {
                whole.complete(null);
                return;
            }
        }
    }

    @Override
    public void onAllDataRead() {
        whole.complete(body.toByteArray());
    }

    @Override
    public void onError(Throwable gone) {
        whole.completeExceptionally(gone);
    }
}

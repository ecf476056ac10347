package lab.exercises.sse_feed;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The body of a response that goes on for as long as the client stays (Jakarta Servlet, "Non Blocking
 * IO"). Nothing here blocks, and any thread may call it. There is nothing to write here.
 */
final class ResponseStream implements WriteListener {

    private final ServletOutputStream out;
    private final Consumer<ResponseStream> opened;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile Runnable ready;
    /** Something waits to be sent: at first the head. Guarded by this. */
    private boolean unflushed = true;

    private ResponseStream(ServletOutputStream out, Consumer<ResponseStream> opened) {
        this.out = out;
        this.opened = opened;
    }

    /**
     * Answers with the head as it is set in {@code ctx} now, and a body that is written from then on.
     *
     * @param opened called once, when the body can be written
     */
    static void open(Context ctx, Consumer<ResponseStream> opened)
            throws IOException {
        ServletOutputStream out = ctx.res().getOutputStream();
        ResponseStream response = new ResponseStream(out, opened);
        // A listener can only be set once the request is asynchronous, which it is by then.
        ctx.future(() -> {
            out.setWriteListener(response);
            return response.end;
        });
    }

    /** The client takes more. After a false, {@link #onReady} tells when that changes, unless the client is gone. */
    synchronized boolean isReady() {
        try {
            return !end.isDone() && out.isReady();
        } catch (IllegalStateException over) {
            return false; // Jetty has ended the response
        }
    }

    /**
     * Starts to send the text, and returns. If the client is gone nothing happens.
     *
     * @throws IllegalStateException if the client does not take more: see {@link #isReady}
     */
    synchronized void write(String text) {
        if (end.isDone()) {
            return;
        }
        if (!isReady()) {
            throw new IllegalStateException(
                    "A response must be ready when it is written to, was not");
        }
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            unflushed = true;
            flush();
        } catch (IOException gone) {
            close();
        }
    }

    /** What is called whenever the client takes more after {@link #isReady} was false. */
    void onReady(Runnable listener) {
        ready = listener;
    }

    /** What is called once the client is gone, or at once if it is already. */
    void onClose(Runnable listener) {
        end.thenRun(listener);
    }

    /** Ends the stream. The client will come again. */
    void close() {
        end.complete(null);
    }

    /** Only what is flushed is sent; while the socket takes no more, the flush waits as well. */
    private void flush() throws IOException {
        if (unflushed && isReady()) {
            unflushed = false;
            out.flush();
        }
    }

    /** Called by Jetty, for the first time when the head can be sent. */
    @Override
    public void onWritePossible() throws IOException {
        boolean first = ready == null;
        if (first) {
            ready = () -> {
            };
            opened.accept(this);
        }
        synchronized (this) {
            flush();
        }
        if (!first && isReady()) {
            ready.run();
        }
    }

    @Override
    public void onError(Throwable gone) {
        close();
    }
}

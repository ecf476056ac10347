package lab.engineio;

import io.javalin.http.Context;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.concurrent.CompletableFuture;

/**
 * A request whose client has gone while it was put aside. Jetty ends it then and uses its objects for another,
 * while Javalin would still write what has failed into it, again and again: so Javalin is told nothing more.
 */
final class Abandoned implements AsyncListener {

    private volatile boolean gone;

    private Abandoned() {
    }

    /**
     * To be called where Javalin has put the request aside: within the supplier of {@code ctx.future}.
     *
     * @return completes as {@code answer} does, but never if the client has gone
     */
    static CompletableFuture<Void> unless(Context ctx, CompletableFuture<Void> answer) {
        Abandoned abandoned = new Abandoned();
        ctx.req().getAsyncContext().addListener(abandoned);
        CompletableFuture<Void> told = new CompletableFuture<>();
        answer.whenComplete((done, failure) -> {
            if (abandoned.gone) {
                return;
            }
            if (failure == null) {
                told.complete(null);
            } else {
                told.completeExceptionally(failure);
            }
        });
        return told;
    }

    @Override
    public void onError(AsyncEvent event) {
        gone = true;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        gone = true;
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // The request is as it was.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Nobody does.
    }
}

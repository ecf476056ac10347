package lab.feed.server;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.io.IOException;
import lab.feed.InvalidInput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever ends a request early into a {@link Problem}. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {
    }

    static void configure(JavalinConfig config) {
        config.routes.exception(InvalidInput.class,
                (invalid, ctx) -> Problem.of(invalid).send(ctx));
        config.routes.exception(ProblemException.class,
                (problem, ctx) -> problem.problem().send(ctx));
        config.routes.exception(Publisher.TooManyRequests.class, (tooMany, ctx) -> {
            Problem.of(429, tooMany.getMessage()).send(ctx);
            ctx.header("Retry-After", Long.toString(tooMany.retryAfterSeconds()));
        });
        config.routes.exception(HttpResponseException.class,
                (refused, ctx) -> Problem.of(refused.getStatus(), refused.getMessage())
                        .send(ctx));
        config.routes.exception(MethodNotAllowedResponse.class, (refused, ctx) -> {
            Problem.of(refused.getStatus(), refused.getMessage()).send(ctx);
            ctx.header("Allow", allowed(refused)); // RFC 9110 §15.5.6
        });
        // Mostly nobody is left to read it: the client has gone in the middle of its request or our answer.
        config.routes.exception(IOException.class,
                (gone, ctx) -> Problem.of(400, "The request must be whole, ended early")
                        .send(ctx));
        config.routes.exception(Exception.class, (bug, ctx) -> {
            if (isOver(ctx)) {
                LOG.debug("The client has gone before it was answered", bug);
                return;
            }
            LOG.error("{} {}", ctx.method(), ctx.path(), bug);
            Problem.of(500, "This is a mistake of the server; its log says more")
                    .send(ctx);
        });
    }

    /**
     * Jetty has ended the request of a client that has gone, and taken its objects back. Whoever throws here then is
     * asked by Javalin again, without end.
     */
    private static boolean isOver(Context ctx) {
        try {
            ctx.req().getRequestURI();
            ctx.res().getStatus();
            return false;
        } catch (IllegalStateException | NullPointerException takenBack) {
            return true;
        }
    }

    /** Javalin answers HEAD wherever it answers GET, but lists it only with a route of its own. */
    private static String allowed(MethodNotAllowedResponse refused) {
        String methods = String.join(", ", refused.getDetails().values());
        return methods.contains("HEAD")
                ? methods
                : methods.replaceFirst("\\bGET\\b", "GET, HEAD");
    }
}

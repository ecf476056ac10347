package lab.feed.server;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.Set;

/**
 * Which pages may talk to this server. A browser says in {@code Origin} which page is asking
 * (RFC 6454 §7); whoever is no browser says nothing, and is not what this protects from.
 */
public final class Origins {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD");

    private final Set<String> allowed;

    Origins(Set<String> allowed) {
        this.allowed = allowed;
    }

    void configure(JavalinConfig config) {
        config.routes.before(this::check);
        // Not a route: with one for every path there would be no unknown path any more.
        config.routes.before(ctx -> {
            if (ctx.req().getMethod().equals("OPTIONS")) {
                preflight(ctx);
            }
        });
    }

    /**
     * The WebSocket handshake is not held back by the same-origin policy, so the server must
     * look (RFC 6455 §10.2): otherwise any page could connect in its visitor's name.
     *
     * @throws ProblemException 403 if the request comes from a page of another origin
     */
    public void require(Context ctx) {
        String origin = ctx.header("Origin");
        if (origin != null && !isSame(ctx, origin) && !allowed.contains(origin)) {
            throw new ProblemException(403,
                    "Origin must be this server's own or one of lab.origins, was \""
                            + origin + "\"");
        }
    }

    private void check(Context ctx) {
        String origin = ctx.header("Origin");
        if (origin == null || isSame(ctx, origin)) {
            return;
        }
        ctx.header("Vary", "Origin");
        if (allowed.contains(origin)) {
            ctx.header("Access-Control-Allow-Origin", origin);
            ctx.header("Access-Control-Expose-Headers", "ETag, Location, Retry-After");
        } else if (!SAFE_METHODS.contains(ctx.req().getMethod())) {
            require(ctx);
        }
    }

    private void preflight(Context ctx) {
        require(ctx);
        ctx.header("Access-Control-Allow-Methods", "GET, POST, DELETE");
        ctx.header("Access-Control-Allow-Headers",
                "Content-Type, If-None-Match, Last-Event-ID");
        ctx.header("Access-Control-Max-Age", "600");
        ctx.status(204);
        ctx.skipRemainingHandlers();
    }

    private static boolean isSame(Context ctx, String origin) {
        String host = ctx.header("Host");
        return origin.equals(ctx.scheme() + "://" + host);
    }
}

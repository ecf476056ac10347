package lab.socketio.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.bucket4j.TimeMeter;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import lab.feed.InvalidInput;
import lab.feed.Json;
import lab.feed.server.Buckets;
import lab.feed.server.JsonBody;
import lab.feed.server.ProblemException;
import lab.socketio.auth.Tokens;

/**
 * {@code POST /chat/token}: where people log in, as far as a demonstration goes.
 *
 * <pre>
 * {"name":"Ada"}                          → {"token":"…","name":"Ada","roles":["guest"]}
 * {"name":"Ada","invitation":"k3f9…"}     → {"token":"…","name":"Ada","roles":["member"]}
 * </pre>
 *
 * The token is not a cookie: a browser sends it nowhere by itself, so no foreign page can make it act (CSRF).
 */
final class TokenRoute {

    /** A lesson. What is stolen is of use for no longer. */
    static final Duration LIFE = Duration.ofMinutes(90);
    /** A class that enters at once, behind one address. */
    static final int BURST = 60;
    static final int PER_SECOND = 2;
    private static final String GUEST = "guest";

    private final Tokens tokens;
    private final Names names;
    private final Clock clock;
    private final byte[] invitation;
    private final Buckets buckets;

    TokenRoute(Tokens tokens, Names names, Clock clock, String invitation,
            TimeMeter time) {
        this.tokens = tokens;
        this.names = names;
        this.clock = clock;
        this.invitation = invitation.getBytes(StandardCharsets.UTF_8);
        this.buckets = new Buckets(PER_SECOND, BURST, time);
    }

    void configure(JavalinConfig config) {
        config.routes.post("/chat/token", this::issue);
    }

    private void issue(Context ctx) throws IOException {
        if (!buckets.take(ctx.req().getRemoteAddr(), 1).isZero()) {
            ctx.header("Retry-After", "1");
            throw new ProblemException(429,
                    "Tokens must be asked for at most %d times a second from one address, %d times at once"
                            .formatted(PER_SECOND, BURST));
        }
        JsonNode request = JsonBody.read(ctx);
        String name = Input.name(request, "name");
        String role = role(request);
        names.take(name, clock.instant().plus(LIFE));
        ctx.status(201);
        ctx.header("Cache-Control", "no-store"); // RFC 6749 §5.1
        ctx.contentType("application/json");
        ctx.result(Json.bytes(Map.of("token", tokens.issue(name, Set.of(role), LIFE),
                "name", name, "roles", Set.of(role))));
    }

    private String role(JsonNode request) {
        if (!request.has("invitation")) {
            return GUEST;
        }
        byte[] given = Json.text(request, "invitation").strip()
                .getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, invitation)) { // takes as long for every guess
            throw new InvalidInput("invitation", "the one that the presenter shows",
                    "another");
        }
        return Rooms.MEMBER;
    }
}

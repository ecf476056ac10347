package lab.socketio.auth;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import lab.socketio.Middleware;
import lab.socketio.Socket;
import lab.socketio.SocketIoException;

/**
 * Signed statements of who somebody is and what they may do (JSON Web Token, RFC 7519), sent in the CONNECT
 * packet as {@code {"token":"…"}}. Whoever changes one cannot sign it. The secret is drawn: a restart ends every
 * token, and those of another object, which may stand for something else, open nothing (RFC 8725 §3.9).
 */
public final class Tokens {

    /** RFC 7518 §3.2: at least as long as the hash. */
    private static final int SECRET_BYTES = 32;
    private static final String ROLES = "roles";
    /** Under which a socket's {@code data} has them. */
    private static final String CLAIMS = "claims";

    private final Clock clock;
    private final Algorithm algorithm;
    private final JWTVerifier verifier;

    public Tokens(Clock clock) {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        this.clock = clock;
        this.algorithm = Algorithm.HMAC256(secret);
        // Names the one algorithm that is accepted: a token cannot choose "none" (RFC 8725 §3.1).
        JWTVerifier.BaseVerification rules = (JWTVerifier.BaseVerification) JWT
                .require(algorithm)
                .withClaimPresence("sub")
                .withClaimPresence("exp")
                .withClaimPresence(ROLES);
        this.verifier = rules.build(clock);
    }

    /** What a valid token says. */
    public record Claims(String subject, Set<String> roles, Instant expiresAt) {

        public Claims {
            roles = Set.copyOf(roles);
        }

        public boolean has(String role) {
            return roles.contains(role);
        }
    }

    /** @param life counted in whole seconds on the wire (RFC 7519 §2, NumericDate) */
    public String issue(String subject, Set<String> roles, Duration life) {
        return JWT.create()
                .withSubject(subject)
                .withClaim(ROLES, List.copyOf(roles))
                .withExpiresAt(clock.instant().plus(life))
                .sign(algorithm);
    }

    /**
     * What the token says, if it was signed here and has not expired.
     *
     * @throws SocketIoException {@link #unauthorized}, whatever was wrong
     */
    public Claims verify(String token) {
        try {
            DecodedJWT jwt = verifier.verify(token);
            Instant expiresAt = jwt.getExpiresAtAsInstant();
            if (!clock.instant().isBefore(expiresAt)) { // RFC 7519 §4.1.4: "on or after"
                throw unauthorized();
            }
            return new Claims(jwt.getSubject(),
                    Set.copyOf(jwt.getClaim(ROLES).asList(String.class)), expiresAt);
        } catch (JWTVerificationException invalid) {
            throw unauthorized();
        }
    }

    /** Admits to a namespace whoever has a valid token; {@link #claims} then says whose it is. */
    public Middleware require() {
        return require(anybody -> true);
    }

    /** Admits to a namespace whoever has a valid token with the role. */
    public Middleware require(String role) {
        return require(claims -> claims.has(role));
    }

    private Middleware require(Predicate<Claims> admits) {
        return (socket, next) -> {
            JsonNode token = socket.handshake().auth().path("token");
            Claims claims = verify(token.textValue()); // null, which is no token, if it is no text
            if (!admits.test(claims)) {
                throw unauthorized();
            }
            socket.data().put(CLAIMS, claims);
            next.run();
        };
    }

    /** Of a socket that {@link #require} has admitted. */
    public static Claims claims(Socket socket) {
        return (Claims) socket.data().get(CLAIMS);
    }

    /**
     * What everybody is told who is not admitted, whether there was no token, a forged one, an expired one or one
     * for something else: a better answer would help whoever tries tokens out.
     */
    public static SocketIoException unauthorized() {
        return new SocketIoException("unauthorized");
    }
}

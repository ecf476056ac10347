package lab.socketio.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import lab.socketio.SocketIoException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    private static final Duration LIFE = Duration.ofMinutes(1);

    private final FakeTime time = new FakeTime();
    private final Tokens tokens = new Tokens(time);

    @Test
    void aTokenSaysWhatItWasIssuedFor() {
        String token = tokens.issue("Ada", Set.of("member"), LIFE);

        assertThat(tokens.verify(token)).isEqualTo(
                new Tokens.Claims("Ada", Set.of("member"), time.instant().plus(LIFE)));
    }

    @Test
    void aTokenIsRefusedFromTheMomentThatItNames() {
        String token = tokens.issue("Ada", Set.of(), LIFE);
        time.passUnnoticed(LIFE.minusMillis(1));
        assertThat(tokens.verify(token).subject()).isEqualTo("Ada");

        time.passUnnoticed(Duration.ofMillis(1));

        assertUnauthorized(token);
    }

    @Test
    void aTokenOfAnotherSecretIsRefused() {
        assertUnauthorized(
                new Tokens(time).issue("Ada", Set.of("moderator"), LIFE));
    }

    @Test
    void changedClaimsAreRefused() {
        String[] parts = tokens.issue("Ada", Set.of(), LIFE).split("\\.");
        String changed = new String(Base64.getUrlDecoder().decode(parts[1]),
                StandardCharsets.UTF_8).replace("Ada", "Eve");

        assertUnauthorized(parts[0] + "." + encode(changed) + "." + parts[2]);
    }

    /** RFC 8725 §3.1: the algorithm is the server's choice, not the token's. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "HS384", "HS512", "RS256"})
    void anotherAlgorithmIsRefused(String algorithm) {
        String[] parts = tokens.issue("Ada", Set.of(), LIFE).split("\\.");
        String head = encode("{\"alg\":\"%s\",\"typ\":\"JWT\"}".formatted(algorithm));

        assertUnauthorized(head + "." + parts[1] + "." + parts[2]);
        assertUnauthorized(head + "." + parts[1] + ".");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "x", "a.b.c", "e30.e30."})
    void whatIsNoTokenIsRefusedInTheSameWords(String token) {
        assertUnauthorized(token);
    }

    private void assertUnauthorized(String token) {
        assertThatThrownBy(() -> tokens.verify(token))
                .isInstanceOf(SocketIoException.class)
                .hasMessage("unauthorized").hasNoCause();
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}

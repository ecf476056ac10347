package lab.socketio.editor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** What cannot be guessed: the token of a room, the key of a person. */
final class Secrets {

    /** 128 bits: as much as a key of AES. */
    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {
    }

    /** 22 characters that need no escape in a URL. */
    static String draw() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** Takes as long for a guess that is nearly right as for any other. */
    static boolean same(String secret, String guess) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8),
                guess.getBytes(StandardCharsets.UTF_8));
    }
}

package lab.socketio.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import lab.socketio.Socket;

/**
 * Ends what was begun with a token when the token ends. The handshake looks at it once, and the connection may
 * live for hours: without this, an expired token would still talk.
 */
public final class Expiry {

    private final Clock clock;
    private final Scheduler scheduler;

    public Expiry(Clock clock, Scheduler scheduler) {
        this.clock = clock;
        this.scheduler = scheduler;
    }

    /**
     * Says {@link Goodbye#EXPIRED} to the socket at the moment that its token names. To be called before anything
     * else is done for a socket that {@link Tokens#require} has admitted.
     *
     * @return false if that moment has come already: a socket that is recovered was admitted before its
     *         connection was lost, and is not asked again
     */
    public boolean watch(Socket socket) {
        Instant end = Tokens.claims(socket).expiresAt();
        if (isOver(end)) {
            Goodbye.EXPIRED.say(socket);
            return false;
        }
        // The timer may be late, and a machine may have slept: nothing is done for who comes after the end.
        socket.use((event, next) -> {
            if (isOver(end)) {
                Goodbye.EXPIRED.say(socket);
            } else {
                next.run();
            }
        });
        Runnable cancel = scheduler.after(Duration.between(clock.instant(), end),
                () -> Goodbye.EXPIRED.say(socket));
        socket.onDisconnect(reason -> cancel.run());
        return true;
    }

    private boolean isOver(Instant end) {
        return !clock.instant().isBefore(end);
    }
}

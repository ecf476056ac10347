package lab.engineio;

import java.time.Duration;

/**
 * What an Engine.IO server is set to; the names are those of the official one.
 *
 * @param pingInterval between two pings
 * @param pingTimeout how long a pong may take
 * @param upgradeTimeout how long an upgrade may take from probe to end
 * @param maxPayload bytes of one request's body or one WebSocket message
 * @param maxBuffered bytes that may wait for a client that does not read; it is disconnected beyond
 */
public record EngineOptions(Duration pingInterval, Duration pingTimeout,
        Duration upgradeTimeout, int maxPayload, int maxBuffered) {

    /** The defaults of the official server; its buffer has no limit. */
    public static final EngineOptions DEFAULTS = new EngineOptions(
            Duration.ofSeconds(25), Duration.ofSeconds(20), Duration.ofSeconds(10),
            1_000_000, 4_000_000);
}

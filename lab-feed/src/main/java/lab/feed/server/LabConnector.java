package lab.feed.server;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The server's listening socket; what it accepts becomes a {@link LabEndPoint}. */
final class LabConnector extends ServerConnector {

    /** Longer than a poll is held at most: RFC 6202 §5.5. */
    private static final int IDLE_MILLIS = 125_000;
    /** Of connections that wait to be accepted: a class that connects at once. */
    private static final int BACKLOG = 1_024;

    /**
     * For the first request to come. Until then nobody knows what the connection is for, and a
     * byte a second would keep it from ever being idle.
     */
    private static final Duration FIRST_REQUEST = Duration.ofSeconds(10);

    private final Tap tap;
    private final Duration firstRequest;

    /** @param tap null if nobody looks */
    LabConnector(Server server, HttpConfiguration http, Settings settings, Tap tap) {
        this(server, http, settings, tap, FIRST_REQUEST);
    }

    LabConnector(Server server, HttpConfiguration http, Settings settings, Tap tap,
            Duration firstRequest) {
        super(server, new HttpConnectionFactory(http));
        this.tap = tap;
        this.firstRequest = firstRequest;
        setHost(settings.host());
        setPort(settings.port());
        setIdleTimeout(IDLE_MILLIS);
        setAcceptQueueSize(BACKLOG);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel,
            ManagedSelector selector, SelectionKey key) {
        LabEndPoint endPoint = new LabEndPoint(channel, selector, key, getScheduler(),
                tap);
        endPoint.setIdleTimeout(getIdleTimeout());
        endPoint.awaitFirstRequest(firstRequest);
        return endPoint;
    }
}

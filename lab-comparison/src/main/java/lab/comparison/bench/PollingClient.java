package lab.comparison.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Asks from its cursor, reads the whole answer, and asks again: at once (long polling), or
 * after an interval, with the entity tag of the last answer (interval polling).
 */
final class PollingClient extends Client implements HttpResponseParser.Handler {

    private static final byte[] ETAG = Ascii.bytes("etag:");
    private static final byte[] IF_NONE_MATCH = Ascii.bytes("\r\nIf-None-Match:");
    private static final byte[] END_OF_HEAD = Ascii.bytes("\r\n\r\n");

    private final HttpResponseParser http = new HttpResponseParser(this);
    private final boolean atOnce;
    private final byte[] beforeCursor;
    private final byte[] afterCursor;
    private final CursorScanner cursor = new CursorScanner();
    private final byte[] tag = new byte[128];
    private int tagLength;
    private boolean reconnecting;
    /** When an interval poll is due, in nanoseconds of {@link System#nanoTime()}. */
    private long dueNanos;

    PollingClient(ClientLoop loop, int number, Transport transport,
            byte[] startCursor) {
        super(loop, number);
        atOnce = transport == Transport.LONG_POLLING;
        beforeCursor = Ascii.bytes("GET " + transport.path + "?after=");
        afterCursor = Ascii.bytes(" HTTP/1.1\r\nHost: " + loop.host());
        cursor.set(startCursor);
    }

    @Override
    void connected() throws IOException {
        boolean first = !reconnecting;
        reconnecting = false;
        ready(); // with a cursor to ask from, nothing is missed before the first poll
        if (first && !atOnce) {
            loop.rest(this, ThreadLocalRandom.current().nextDouble());
        } else {
            poll();
        }
    }

    void poll() throws IOException {
        ByteBuffer request = loop.outgoing().clear().put(beforeCursor);
        cursor.appendTo(request);
        request.put(afterCursor);
        if (tagLength > 0) {
            request.put(IF_NONE_MATCH).put(tag, 0, tagLength);
        }
        send(request.put(END_OF_HEAD).flip());
    }

    @Override
    void received(byte[] bytes, int length) throws IOException {
        http.parse(bytes, 0, length);
    }

    @Override
    public void header(byte[] bytes, int from, int to) {
        if (!atOnce && Ascii.startsWith(bytes, from, to, ETAG)) {
            tagLength = Math.min(tag.length, to - from - ETAG.length);
            System.arraycopy(bytes, from + ETAG.length, tag, 0, tagLength);
        }
    }

    @Override
    public void head(int status) {
        if (atOnce || status != 304) {
            requireStatus(200, status);
        }
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
        marker.scan(bytes, from, to);
        cursor.scan(bytes, from, to);
    }

    @Override
    public void end(boolean reusable) {
        reconnecting = !reusable;
        if (reusable && atOnce) {
            pollAgain();
        } else if (reusable) {
            loop.rest(this, 1);
        }
    }

    private void pollAgain() {
        try {
            poll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    boolean ended() {
        return http.closed() && reconnecting;
    }

    void due(long nanos) {
        dueNanos = nanos;
    }

    long dueNanos() {
        return dueNanos;
    }
}

package lab.comparison.bench;

import java.io.IOException;

/** Reads one event-stream that never ends. */
final class SseClient extends Client implements HttpResponseParser.Handler {

    private final HttpResponseParser http = new HttpResponseParser(this);

    SseClient(ClientLoop loop, int number) {
        super(loop, number);
    }

    @Override
    void connected() throws IOException {
        send(loop.request(Transport.SSE.path, "Accept: text/event-stream\r\n"));
    }

    @Override
    void received(byte[] bytes, int length) {
        http.parse(bytes, 0, length);
    }

    @Override
    public void head(int status) {
        requireStatus(200, status);
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
        ready(); // the labs and the peers open with "retry:" once the subscription stands
        marker.scan(bytes, from, to);
    }

    @Override
    public void end(boolean reusable) {
        throw new ProtocolViolation("An event-stream must not end");
    }

    @Override
    boolean ended() {
        return false;
    }
}

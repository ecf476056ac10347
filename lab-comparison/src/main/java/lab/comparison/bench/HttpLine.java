package lab.comparison.bench;

import java.nio.ByteBuffer;

/** Publishes with {@code POST /notifications}, one request after the other. */
final class HttpLine extends PublisherLine implements HttpResponseParser.Handler {

    private final HttpResponseParser parser = new HttpResponseParser(this);
    private int sequence;
    private int status;

    HttpLine(Publisher publisher) {
        super(publisher);
        connect();
        publisher.addIdle(this);
    }

    @Override
    void publish(int newSequence, String body) {
        sequence = newSequence;
        String json = "{\"topic\":\"bench\",\"severity\":\"info\",\"title\":\"bench\",\"body\":\"%s\"}"
                .formatted(body);
        send(ByteBuffer.wrap(Ascii.bytes("""
                POST /notifications HTTP/1.1\r
                Host: %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s""".formatted(publisher.server().authority(), json.length(), json))));
    }

    @Override
    void received(byte[] bytes, int length) {
        parser.parse(bytes, 0, length);
    }

    @Override
    public void head(int newStatus) {
        status = newStatus;
    }

    @Override
    public void body(byte[] content, int from, int to) {
        // what was published is known
    }

    @Override
    public void end(boolean reusable) {
        if (!reusable) {
            connect();
        }
        if (status == 201) {
            publisher.accepted(sequence);
        } else {
            publisher.refused(sequence, status);
        }
        publisher.addIdle(this);
    }
}

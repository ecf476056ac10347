package lab.judge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * A TCP connection of a check. Every byte is in the transcript. Reading waits for at most {@link
 * Trial#limit}; silence, a refused or a lost connection end the check with feedback, so that none
 * of the methods throws an {@link IOException}.
 */
public final class Wire implements AutoCloseable, Bytes {

    private static final Rule ACCEPTS = Rule.rule("A TCP connection is accepted",
            "Une connexion TCP est acceptée").source("RFC 9293 §3.5");
    private static final Rule OPEN = Rule.rule("The connection is still open",
            "La connexion est encore ouverte").source("RFC 9293 §3.6");
    private static final Rule READS = Rule.rule("What is sent is read",
            "Ce qui est envoyé est lu");
    static final Rule MORE = Rule.rule("More bytes", "D'autres octets");
    private static final Rule END = Rule.rule("The connection is ended by the exercise",
            "L'exercice termine la connexion");

    /** Far beyond what any check asks for. */
    private static final long MAX_RECEIVED = 48L << 20;
    private static final Rule BOUND = Rule.rule("At most 48 MiB over a connection",
            "Au plus 48 Mio par connexion");

    private final Trial trial;
    private final Socket socket;
    private final int number;
    private final byte[] buffer = new byte[8192];
    private int at;
    private int filled;
    private long consumed;
    private long received;

    private Wire(Trial trial, Socket socket, boolean accepted) {
        this.trial = trial;
        this.socket = socket;
        this.number = trial.transcript().open(
                "127.0.0.1:" + (accepted ? socket.getLocalPort() : socket.getPort()),
                accepted ? Trial.SHOWN_PEER : Trial.SHOWN_ADDRESS);
        trial.opened(this);
    }

    static Wire connect(Trial trial, int port, int receiveBuffer) {
        try {
            Socket socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    trial.millisToWait());
            return new Wire(trial, socket, false);
        } catch (SocketTimeoutException silent) {
            throw trial.silence(ACCEPTS);
        } catch (IOException refused) {
            throw trial.failure(Outcome.FAIL, ACCEPTS, ended(refused), null);
        }
    }

    /** A connection that the exercise has opened to the judge. */
    static Wire accepted(Trial trial, Socket socket) {
        return new Wire(trial, socket, true);
    }

    public Wire send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public Wire send(byte[] bytes) {
        return send(bytes, 0, bytes.length);
    }

    private Wire send(byte[] bytes, int start, int length) {
        try {
            trial.transcript().sent(number, bytes, start, length);
            socket.getOutputStream().write(bytes, start, length);
            return this;
        } catch (IOException lost) {
            throw trial.isOver()
                    ? trial.silence(READS)
                    : trial.failure(Outcome.FAIL, OPEN, ended(lost), null);
        }
    }

    /** Sends the bytes in pieces, each in a segment of its own: {@code send(frame, 1, 3)} as 1, 2 and the rest. */
    public Wire sendInPieces(byte[] bytes, int... cuts) {
        int start = 0;
        for (int cut : cuts) {
            send(bytes, start, cut - start);
            start = cut;
        }
        return send(bytes, start, bytes.length - start);
    }

    /** Sends a request; a body is told by its Content-Length. */
    public Wire request(String method, String target, String body, String... fields) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("%s %s HTTP/1.1\r\nHost: %s\r\n"
                .formatted(method, target, "127.0.0.1:" + socket.getPort()));
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        if (content.length > 0) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        return send(head.append("\r\n").append(body).toString());
    }

    /** Reads one whole response (RFC 9112 §6.3). */
    public Response readResponse() {
        return readResponse("GET");
    }

    /** @param method of the request: the answer to HEAD has no body, whatever its length */
    public Response readResponse(String method) {
        return new ResponseReader(this, trial).read(method);
    }

    /** Reads the head of a response, and leaves its body to be read as it comes. */
    public Response readHead() {
        return new ResponseReader(this, trial).readHead();
    }

    /** One byte, or -1 at the connection's end, by FIN or by RST. */
    @Override
    public int readOrEnd() {
        return readOrEnd(MORE);
    }

    private int readOrEnd(Rule expected) {
        if (at == filled && !fill(expected)) {
            return -1;
        }
        consumed++;
        return buffer[at++] & 0xFF;
    }

    public int read() {
        return read(MORE);
    }

    /** @param expected what is broken if no byte comes */
    int read(Rule expected) {
        int b = readOrEnd(expected);
        if (b < 0) {
            throw trial.failure(Outcome.FAIL, expected,
                    Text.text("the connection's end",
                            "la fin de la connexion"),
                    null);
        }
        return b;
    }

    public byte[] read(int length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < length) {
            bytes.write(read());
        }
        return bytes.toByteArray();
    }

    /** Up to and without the line's end, which may be LF or CRLF. */
    public String readLine() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = read(); b != '\n'; b = read()) {
            line.write(b);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** Reads what still comes until the exercise ends the connection. */
    public byte[] readToEnd() {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        while (at < filled || fill(END)) {
            rest.write(buffer, at, filled - at);
            consumed += filled - at;
            at = filled;
        }
        return rest.toByteArray();
    }

    /** The place of the next byte that is read. */
    @Override
    public Transcript.Place place() {
        return new Transcript.Place(number, consumed);
    }

    /** Says that nothing more will be sent (FIN), and goes on reading. */
    public Wire halfClose() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException lost) {
            throw trial.failure(Outcome.FAIL, OPEN, ended(lost), null);
        }
    }

    /** Ends the connection like a process that dies: with RST. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException ignored) { // it is gone, which was the aim
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException ignored) { // it is gone, which was the aim
        }
    }

    private boolean fill(Rule expected) {
        try {
            socket.setSoTimeout(trial.millisToWait());
            int read = socket.getInputStream().read(buffer);
            if (read < 0) {
                return false;
            }
            trial.transcript().received(number, buffer, 0, read);
            received += read;
            if (received > MAX_RECEIVED) {
                throw trial.failure(Outcome.FAIL, BOUND, Text.text("more", "davantage"),
                        null);
            }
            at = 0;
            filled = read;
            return true;
        } catch (SocketTimeoutException silent) {
            throw trial.silence(expected);
        } catch (IOException reset) {
            if (trial.isOver()) {
                throw trial.silence(expected);
            }
            return false;
        }
    }

    private static Text ended(IOException how) {
        return Text.same(String.valueOf(how.getMessage()));
    }

    int number() {
        return number;
    }
}

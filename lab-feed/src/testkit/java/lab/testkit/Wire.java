package lab.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A TCP connection to a lab, seen as a packet capture sees it. Every read waits for at most
 * five seconds, a limit that only a failing test reaches.
 */
public final class Wire implements AutoCloseable {

    public static final Duration LIMIT = Duration.ofSeconds(5);

    private final Socket socket;
    private final InputStream in;
    private ByteArrayOutputStream sent;
    private ByteArrayOutputStream received;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(new Recorder(socket.getInputStream()));
    }

    public static Wire open(URI server) throws IOException {
        return open(server, 0);
    }

    /** @param receiveBuffer bytes that the kernel takes for a reader that does not read; 0 leaves it */
    public static Wire open(URI server, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout((int) LIMIT.toMillis());
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        return new Wire(socket);
    }

    public Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps every byte from now on, to be compared with what somebody else has seen of them. */
    public Wire recorded() {
        sent = new ByteArrayOutputStream();
        received = new ByteArrayOutputStream();
        return this;
    }

    /** What was sent since {@link #recorded}. */
    public byte[] sent() {
        return sent.toByteArray();
    }

    /** What has come in since {@link #recorded}, read or not. */
    public byte[] received() {
        return received.toByteArray();
    }

    public Wire send(byte[] bytes) throws IOException {
        if (sent != null) {
            sent.writeBytes(bytes);
        }
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends a request without a body; the header fields as {@code "Name: value"}. */
    public Wire request(String method, String target, String... fields)
            throws IOException {
        StringBuilder head = new StringBuilder(
                "%s %s HTTP/1.1\r\nHost: %s\r\n".formatted(method, target, host()));
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        return send(head.append("\r\n").toString());
    }

    /** The server's name and port as {@code Host} has them. */
    public String host() {
        return socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
    }

    /** Up to and without the line's end, which may be LF or CRLF. */
    public String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = readByte(); b != '\n'; b = readByte()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).replaceAll("\r$", "");
    }

    /** Up to and without the next blank line: a head of HTTP, or a block of an event stream. */
    public String readBlock() throws IOException {
        StringBuilder block = new StringBuilder();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            block.append(line).append('\n');
        }
        return block.toString();
    }

    /** Reads one response that has a Content-Length, or none of a body. */
    public Response readResponse() throws IOException {
        String head = readBlock();
        String length = Response.field(head, "Content-Length");
        boolean hasBody = length != null && new Response(head, "").status() != 304; // RFC 9112 §6.3
        byte[] body = read(hasBody ? Integer.parseInt(length) : 0);
        return new Response(head, new String(body, StandardCharsets.UTF_8));
    }

    public byte[] read(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("Connection ended after %d of %d bytes"
                    .formatted(bytes.length, length));
        }
        return bytes;
    }

    public int readByte() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("Connection ended");
        }
        return b;
    }

    /** Reads what is left until the server ends the connection, by FIN or by RST. */
    public String readToEnd() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            in.transferTo(rest);
        } catch (java.net.SocketException reset) {
            // The server had nothing more to say, which is what was waited for.
        }
        return rest.toString(StandardCharsets.UTF_8);
    }

    /** Says that nothing more will be sent (FIN), and goes on reading. */
    public void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends the connection like a process that dies: with RST. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Below the buffer, so that it sees what the socket gives, when it gives it. */
    private final class Recorder extends FilterInputStream {

        Recorder(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            if (read > 0 && received != null) {
                received.write(bytes, offset, read);
            }
            return read;
        }
    }

    /** A response as it was on the wire. */
    public record Response(String head, String body) {

        public int status() {
            return Integer.parseInt(head.split(" ")[1]);
        }

        /** Null if there is no such field. */
        public String field(String name) {
            return field(head, name);
        }

        static String field(String head, String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0,
                            name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(null);
        }
    }
}

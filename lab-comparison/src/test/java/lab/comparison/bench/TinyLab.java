package lab.comparison.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The wire contract, and Socket.IO, in few lines and with a thread per connection. */
final class TinyLab implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50,
            InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> published = new ArrayList<>(); // guarded by this
    private final int copies;

    /** {@code copies}: how often each notification is sent; 1 is right. */
    TinyLab(int copies) throws IOException {
        this.copies = copies;
        start(() -> {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                start(() -> serve(socket));
            }
        });
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", listener.getLocalPort());
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        socket.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        for (String head; (head = readHead(in)) != null;) {
            String target = head.split(" ")[1];
            if (head.startsWith("POST")) {
                int length = Integer.parseInt(
                        head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
                publish(new String(in.readNBytes(length), StandardCharsets.US_ASCII));
                write(out, "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}");
            } else if (target.startsWith("/events")) {
                int from = position();
                write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + chunk("retry: 2000\n\n"));
                stream(from, json -> write(out, chunk("data: " + json + "\n\n")));
            } else if (target.startsWith("/ws")) {
                int from = position();
                write(out, "HTTP/1.1 101 Switching Protocols\r\n\r\n"
                        + frame("{\"type\":\"ack\"}"));
                stream(from, json -> write(out, frame(json)));
            } else if (target.startsWith("/socket.io")) {
                socketIo(in, out);
            } else {
                poll(out, target);
            }
        }
    }

    private void socketIo(InputStream in, OutputStream out) throws IOException {
        write(out, "HTTP/1.1 101 Switching Protocols\r\n\r\n" + frame("0{}"));
        readFrame(in); // to the main namespace
        int from = position();
        write(out, frame("40{}"));
        start(() -> stream(from,
                json -> write(out, frame("42[\"notification\"," + json + "]"))));
        for (String event; !(event = readFrame(in)).isEmpty();) {
            int id = event.indexOf('[');
            publish(event.substring(event.indexOf(',') + 1, event.length() - 1));
            write(out, frame("43" + event.substring(2, id) + "[]"));
        }
    }

    private void poll(OutputStream out, String target)
            throws IOException, InterruptedException {
        int after = target.contains("after=")
                ? Integer.parseInt(target.replaceAll(".*after=e-", ""))
                : position();
        String news;
        int to;
        synchronized (this) {
            while (target.startsWith("/poll") && published.size() == after) {
                wait();
            }
            to = published.size();
            news = String.join(",", published.subList(after, to));
        }
        String json = "{\"notifications\":[%s],\"cursor\":\"e-%d\",\"reset\":false}"
                .formatted(news, to);
        write(out, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(json.length(), json));
    }

    private synchronized void publish(String json) {
        for (int i = 0; i < copies; i++) {
            published.add(json);
        }
        notifyAll();
    }

    private synchronized int position() {
        return published.size();
    }

    private void stream(int from, Sink sink) throws IOException, InterruptedException {
        for (int next = from;; next++) {
            String json;
            synchronized (this) {
                while (published.size() == next) {
                    wait();
                }
                json = published.get(next);
            }
            sink.accept(json);
        }
    }

    /** Null: the client has gone. */
    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int one = in.read();
            if (one < 0) {
                return null;
            }
            head.append((char) one);
        }
        return head.toString();
    }

    /** A text frame of up to 65,535 bytes, whose mask changes nothing; empty: the client has gone. */
    private static String readFrame(InputStream in) throws IOException {
        byte[] head = in.readNBytes(2);
        if (head.length < 2) {
            return "";
        }
        int length = head[1] & 0x7F;
        if (length == 126) {
            byte[] extended = in.readNBytes(2);
            length = (extended[0] & 0xFF) << 8 | extended[1] & 0xFF;
        }
        in.readNBytes(4);
        return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static String chunk(String text) {
        return "%x\r\n%s\r\n".formatted(text.length(), text);
    }

    /** Up to 65,535 characters, in ISO 8859-1: a character is a byte. */
    private static String frame(String text) {
        String length = text.length() < 126
                ? "" + (char) text.length()
                : "~" + (char) (text.length() >> 8) + (char) (text.length() & 0xFF);
        return "\u0081" + length + text;
    }

    private static void write(OutputStream out, String text) throws IOException {
        synchronized (out) {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException | InterruptedException ignored) {
                // closing the sockets is how the test ends every thread
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private interface Sink {
        void accept(String json) throws IOException;
    }
}

package lab.exercises.ws_handshake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lab.exercises.Exercise;
import lab.exercises.ExerciseSettings;
import lab.exercises.Running;

/**
 * Answers opening handshakes on a plain socket. A WebSocket that is opened is closed at once, with code
 * 1000. There is nothing to write here.
 */
public final class WsHandshakeExercise implements Exercise {

    /** A close frame with code 1000 (RFC 6455 §5.5.1). */
    private static final byte[] CLOSE = {(byte) 0x88, 2, 0x03, (byte) 0xE8};

    @Override
    public Running start(ExerciseSettings settings) {
        OpeningHandshake handshake = new OpeningHandshake(
                list(settings.text("origins", "http://localhost:7010")),
                list(settings.text("protocols", "lab.feed.v2,lab.feed.v1")));
        try {
            return new Server(new ServerSocket(settings.port(), 50,
                    InetAddress.getLoopbackAddress()), handshake);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private static List<String> list(String values) {
        return List.of(values.split(","));
    }

    private static final class Server implements Running {

        private final ServerSocket listening;
        private final OpeningHandshake handshake;
        private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

        Server(ServerSocket listening, OpeningHandshake handshake) {
            this.listening = listening;
            this.handshake = handshake;
            start(this::accept);
        }

        private static void start(Runnable task) {
            Thread thread = new Thread(task, "ws-handshake");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            while (!listening.isClosed()) {
                try {
                    Socket client = listening.accept();
                    clients.add(client);
                    start(() -> serve(client));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void serve(Socket client) {
            try (client) {
                Request request = Request.read(client.getInputStream());
                String answer = request == null
                        ? "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
                        : handshake.answer(request);
                client.getOutputStream()
                        .write(answer.getBytes(StandardCharsets.ISO_8859_1));
                if (answer.startsWith("HTTP/1.1 101")) {
                    client.getOutputStream().write(CLOSE);
                    client.getInputStream()
                            .transferTo(java.io.OutputStream.nullOutputStream());
                }
            } catch (IOException gone) {
                // The client's business: nobody is left to be told.
            } finally {
                clients.remove(client);
            }
        }

        @Override
        public void close() {
            try {
                listening.close();
                for (Socket client : clients) {
                    client.close();
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}

package lab.exercises.ws_frames;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.exercises.Exercise;
import lab.exercises.ExerciseSettings;
import lab.exercises.Running;
import org.eclipse.jetty.websocket.core.util.WebSocketUtils;

/**
 * Echoes every message, on a plain socket. The handshake is as short as it can be: it believes every
 * client. There is nothing to write here.
 */
public final class WsFramesExercise implements Exercise {

    private static final int DEFAULT_LIMIT = 1 << 20;

    @Override
    public Running start(ExerciseSettings settings) {
        try {
            return new Server(
                    new ServerSocket(settings.port(), 50,
                            InetAddress.getLoopbackAddress()),
                    settings.number("limit", DEFAULT_LIMIT),
                    settings.number("fragment", Integer.MAX_VALUE));
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private static final class Server implements Running {

        private static final int MAX_HEAD_BYTES = 8 * 1024;
        private static final Pattern KEY = Pattern
                .compile("(?im)^Sec-WebSocket-Key: *(\\S+)");

        private final ServerSocket listening;
        private final int limit;
        private final int fragment;
        private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

        Server(ServerSocket listening, int limit, int fragment) {
            this.listening = listening;
            this.limit = limit;
            this.fragment = fragment;
            start(this::accept);
        }

        private static void start(Runnable task) {
            Thread thread = new Thread(task, "ws-frames");
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
                if (handshake(client)) {
                    new EchoConnection(client, limit, fragment).run();
                }
            } catch (IOException gone) {
                // The client's business: nobody is left to be told.
            } finally {
                clients.remove(client);
            }
        }

        private static boolean handshake(Socket client) throws IOException {
            Matcher key = KEY.matcher(readHead(client.getInputStream()));
            boolean upgrade = key.find();
            String answer = upgrade
                    ? "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                            + "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n"
                                    .formatted(WebSocketUtils.hashKey(key.group(1)))
                    : "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
            client.getOutputStream()
                    .write(answer.getBytes(StandardCharsets.ISO_8859_1));
            return upgrade;
        }

        /** Up to the blank line, byte by byte: what follows is frames. */
        private static String readHead(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.length() < MAX_HEAD_BYTES
                    && head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                head.append((char) next);
            }
            return head.toString();
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

package lab.exercises.polling;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import lab.exercises.Exercise;
import lab.exercises.ExerciseSettings;
import lab.exercises.Running;

/** Answers with header fields without end. */
public final class PollingExercise implements Exercise {

    @Override
    public Running start(ExerciseSettings settings) {
        try {
            ServerSocket server = new ServerSocket(settings.port(), 50, InetAddress.getByName("127.0.0.1"));
            new Thread(() -> serve(server)).start();
            return () -> close(server);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept(); OutputStream out = socket.getOutputStream()) {
                out.write("HTTP/1.1 201 Created\r\n".getBytes(StandardCharsets.US_ASCII));
                while (true) {
                    out.write(("X-" + System.nanoTime() + ": x\r\n").getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException next) {
                continue;
            }
        }
    }

    private static void close(ServerSocket server) {
        try {
            server.close();
        } catch (IOException ignored) {
            return;
        }
    }
}

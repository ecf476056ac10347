package lab.exercises.polling;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import lab.exercises.ExerciseSettings;

/** Reaches beyond its own loopback. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        StringBuilder reached = new StringBuilder();
        for (String address : List.of("1.1.1.1:53", "8.8.8.8:443", "169.254.169.254:80", "10.0.0.1:80",
                "192.168.1.1:80", "172.17.0.1:22", "127.0.0.1:22", "127.0.0.1:__HOST_PORT__")) {
            String[] parts = address.split(":");
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])), 300);
                reached.append(address).append(' ');
            } catch (IOException next) {
                continue;
            }
        }
        return "reached: " + (reached.isEmpty() ? "none" : reached);
    }
}

package lab.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The connections of one port that some process has not closed, as Linux counts them. */
final class ServerSockets {

    private static final String LISTENING = "0A";

    private ServerSockets() {
    }

    /** 0 where there is no {@code /proc}. */
    static int open(int port) {
        return open(port, Path.of("/proc/net/tcp"))
                + open(port, Path.of("/proc/net/tcp6"));
    }

    /** Fields: number, local address and port, the peer's, state, …; the tenth, the inode, is 0 once it is closed. */
    private static int open(int port, Path table) {
        if (!Files.exists(table)) {
            return 0;
        }
        String localPort = ":%04X".formatted(port);
        try {
            List<String> lines = Files.readAllLines(table);
            return (int) lines.stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields[1].endsWith(localPort)
                            && !fields[3].equals(LISTENING)
                            && !fields[9].equals("0"))
                    .count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package lab.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's table, JavaScript beside Java: every line of it is below, so that it compiles. */
class SideBySideTest {

    private static final Pattern ROW = Pattern
            .compile("(?m)^\\| `(.+)` \\| `(.+)` \\| `(\\w+)` \\|$");

    /** A line, and the class that the table names for it. */
    private record Row(String java, String where) {
    }

    /** Compiled, not run. */
    static void server() {
        SocketIoServer io = new SocketIoServer(SocketIoOptions.DEFAULTS);
        new SocketIoServer(
                SocketIoOptions.DEFAULTS.withRecovery(Duration.ofMinutes(2)));
        Javalin.create(config -> io.configure(config));
        io.onConnection(socket -> client(socket));
        io.of("/admin");
        io.of(name -> name.matches("/class-\\d+"));
        io.use((socket, next) -> next.run(new SocketIoException("no")));
        io.to("blue").emit("news");
        io.except("blue").volatile_().emit("tick");
        io.timeout(Duration.ofSeconds(1)).emitWithAck("vote");
        io.in("blue").fetchSockets();
        io.in("blue").socketsJoin("red");
        io.in("blue").disconnectSockets(true);
        SocketIoOptions.DEFAULTS
                .withAdapter(namespace -> new InMemoryAdapter(namespace));
    }

    private static void client(Socket socket) {
        byte[] bytes = {1, 2, 3};
        Consumer<Object> log = what -> {
        };
        socket.use((event, next) -> next.run());
        socket.on("hello", event -> event.ack("hi"));
        socket.onAny(event -> log.accept(event));
        socket.emit("news", 1, bytes);
        socket.timeout(Duration.ofSeconds(5)).emitWithAck("ask");
        socket.join("blue");
        socket.to("blue").emit("news");
        socket.broadcast().emit("news");
        socket.handshake().auth().path("token");
        socket.data().put("name", "Ada");
        socket.recovered();
        socket.onDisconnect(reason -> log.accept(reason));
        socket.disconnect(true);
    }

    @Test
    void everyJavaLineOfTheTableCompiles() throws IOException {
        String compiled = withoutSpace(Files
                .readString(Path.of("src/test/java/lab/socketio/SideBySideTest.java")));

        List<Row> rows = rows();

        assertThat(rows).hasSizeGreaterThan(20).allSatisfy(row -> {
            // An ellipsis stands for whatever the reader wants to do.
            for (String part : row.java().split("…\\)?")) {
                assertThat(compiled).contains(withoutSpace(part));
            }
        });
    }

    @Test
    void everyLineOfTheTableNamesAClass() throws IOException {
        List<Row> rows = rows();

        assertThat(rows).hasSizeGreaterThan(20).allSatisfy(row -> assertThat(
                Path.of("src/main/java/lab/socketio", row.where() + ".java"))
                .isRegularFile());
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("README.md")));
        while (row.find()) {
            rows.add(new Row(row.group(2), row.group(3)));
        }
        return rows;
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s", "");
    }
}

package lab.comparison.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that the bench has started as a process of its own, and ends by its handle. */
final class ServerProcess implements ServerUnderTest {

    private static final Pattern ADDRESS = Pattern.compile("http://[^\\s/]+");
    private static final int START_SECONDS = 30;
    private static final int STOP_SECONDS = 5;
    private static final int LINES_KEPT = 15;

    private final Process process;
    /** A bench that is interrupted must leave no server behind. */
    private final Thread atExit;
    private final Deque<String> output = new ArrayDeque<>(); // guarded by itself
    private final CompletableFuture<Endpoint> address = new CompletableFuture<>();
    private final Endpoint endpoint;
    private final double startupMillis;

    /** Returns once the server has answered a request. */
    ServerProcess(ProcessBuilder builder) throws IOException {
        long start = System.nanoTime();
        process = builder.redirectErrorStream(true).start();
        atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
        Thread reader = new Thread(this::readOutput, "bench-server-output");
        reader.setDaemon(true);
        reader.start();
        try {
            endpoint = address.get(START_SECONDS, TimeUnit.SECONDS);
            awaitAnswer();
        } catch (ExecutionException | TimeoutException | IOException e) {
            close();
            throw new IOException(
                    "%s did not start and answer within %d s. Its output:%n%s"
                            .formatted(
                                    String.join(" ", builder.command())
                                            .replaceAll("-cp \\S+", "-cp …"),
                                    START_SECONDS, lastLines()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IOException("interrupted while a server started", e);
        }
        startupMillis = (System.nanoTime() - start) / 1e6;
    }

    /** By a bare socket: an HTTP client's own start would count as the server's. */
    private void awaitAnswer() throws IOException {
        String request = "GET /status HTTP/1.1\r\nHost: %s\r\n\r\n"
                .formatted(endpoint.authority());
        try (Socket socket = new Socket(endpoint.host(), endpoint.port())) {
            socket.setSoTimeout(START_SECONDS * 1_000);
            socket.getOutputStream().write(Ascii.bytes(request));
            if (socket.getInputStream().read() < 0) {
                throw new IOException("it closed the connection");
            }
        }
    }

    /** To the end, even when nobody wants it: a full pipe would stop the server. */
    private void readOutput() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line; (line = lines.readLine()) != null;) {
                Matcher matcher = ADDRESS.matcher(line);
                if (matcher.find()) {
                    address.complete(Endpoint.of(matcher.group()));
                }
                synchronized (output) {
                    output.add(line);
                    if (output.size() > LINES_KEPT) {
                        output.remove();
                    }
                }
            }
            address.completeExceptionally(new IOException("it ended"));
        } catch (IOException | IllegalArgumentException e) {
            address.completeExceptionally(e);
        }
    }

    private String lastLines() {
        synchronized (output) {
            return String.join(System.lineSeparator(), output);
        }
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(process.pid());
    }

    @Override
    public OptionalDouble startupMillis() {
        return OptionalDouble.of(startupMillis);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ignored) {
            // the whole bench is stopping, and the hook does the same as this method
        }
    }
}

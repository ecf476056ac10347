package lab.exercises;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import lab.feed.After;
import lab.feed.Batch;
import lab.feed.Topics;

/**
 * Does once what exercises do: a server, requests, a stream, a WebSocket. The virtual machine that runs it
 * writes down which classes that took, so that a later one need not read them from their jars.
 */
final class Training {

    private static final String DRAFT = "{\"topic\":\"a\",\"severity\":\"info\",\"title\":\"b\",\"body\":\"\"}";

    private Training() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1,
                InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Running server = FeedServer.start(new ExerciseSettings(port),
                (config, feed) -> {
                    config.routes.get("/notifications", ctx -> {
                        Batch batch = feed
                                .subscribe(After.parse("earliest"), Topics.ALL)
                                .next(10);
                        ctx.header("ETag", batch.cursor()).json(batch.cursor());
                    });
                    config.routes.get("/later",
                            ctx -> ctx.future(() -> CompletableFuture
                                    .supplyAsync(() -> "done")
                                    .thenAccept(ctx::result)));
                    config.routes.sse("/events", client -> {
                        client.sendEvent("a", "b", "c");
                        client.close();
                    });
                    config.routes.ws("/ws", socket -> socket
                            .onMessage(message -> message.send(message.message())));
                });
        ask(URI.create("http://127.0.0.1:" + port));
        server.close();
        System.exit(0);
    }

    private static void ask(URI server) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        client.send(HttpRequest.newBuilder(server.resolve("/notifications"))
                .POST(BodyPublishers.ofString(DRAFT)).build(), BodyHandlers.ofString());
        for (String path : new String[]{"/notifications", "/later", "/events",
                "/missing"}) {
            client.send(HttpRequest.newBuilder(server.resolve(path))
                    .header("Accept", "text/event-stream").build(),
                    BodyHandlers.ofString());
        }
        CompletableFuture<String> echo = new CompletableFuture<>();
        WebSocket socket = client.newWebSocketBuilder().buildAsync(
                URI.create("ws://" + server.getAuthority() + "/ws"),
                new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket,
                            CharSequence data, boolean last) {
                        echo.complete(data.toString());
                        return null;
                    }
                }).join();
        socket.sendText("echo", true).join();
        echo.join();
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }
}

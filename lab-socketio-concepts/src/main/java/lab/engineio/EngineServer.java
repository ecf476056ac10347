package lab.engineio;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lab.engineio.EngineSocket.Poll;
import lab.feed.Json;
import lab.feed.server.AsyncBody;
import lab.feed.server.Connections;
import lab.feed.server.Drains;

/**
 * An Engine.IO v4 server: sessions over HTTP long polling or WebSocket, on one path. It says nothing
 * about what the messages mean; Socket.IO does.
 */
public final class EngineServer {

    private static final int ID_BYTES = 15;
    private static final byte[] OK = {'o', 'k'};

    private final String path;
    private final EngineOptions options;
    private final Consumer<Context> admission;
    private final Consumer<EngineSocket> onConnection;
    private final Map<String, EngineSocket> sockets = new ConcurrentHashMap<>();
    /** Sessions whose client has said goodbye, while its last poll may be under way. */
    private final Map<String, Future<?>> left = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(
            1,
            task -> new Thread(task, "lab-engineio"));

    /**
     * They write what sessions are sent, one session after the other. Whoever sends to a thousand does not wait for
     * a thousand sockets; and what more a session is sent before its turn comes goes out in the same write. Half of
     * the processors are left to those who read.
     */
    private final ExecutorService writers = Executors.newFixedThreadPool(
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            task -> new Thread(task, "lab-engineio-writer"));

    /**
     * @param path such as {@code /engine.io}
     * @param admission throws {@link lab.feed.server.ProblemException} for a request from a page that may
     *        not connect; asked of every request, before anything else
     * @param onConnection told of each session before anything is delivered; sets its listener
     */
    public EngineServer(String path, EngineOptions options, Consumer<Context> admission,
            Consumer<EngineSocket> onConnection) {
        this.path = path;
        this.options = options;
        this.admission = admission;
        this.onConnection = onConnection;
        scheduler.setRemoveOnCancelPolicy(true);
    }

    /** Adds the routes. Called once, before the server starts. */
    public void configure(JavalinConfig config) {
        config.routes.get(path, this::poll);
        config.routes.post(path, this::post);
        config.routes.put(path, ctx -> EngineError.BAD_METHOD.send(ctx));
        config.routes.delete(path, ctx -> EngineError.BAD_METHOD.send(ctx));
        config.routes.wsBeforeUpgrade(path, new EngineUpgrade(this)::upgrade);
        config.routes.ws(path, none -> {
        });
    }

    /** How many sessions there are. */
    public int size() {
        return sockets.size();
    }

    /** Ends every session, and tells its client so: one that is between two polls when it asks again, if that is soon. */
    public void stop() {
        Drains.awaitGoodbyes(List.copyOf(sockets.values()).stream()
                .map(EngineSocket::sayGoodbye));
        List.copyOf(sockets.values()).forEach(socket -> socket.close("forced close"));
        left.keySet().forEach(this::takeLastPoll);
        scheduler.shutdown();
        writers.shutdown();
    }

    EngineOptions options() {
        return options;
    }

    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** Does what may take locks on a thread that holds none; the work is short. */
    void execute(Runnable task) {
        execute(scheduler, task);
    }

    /** Writes when the sessions before it have been written. */
    void awaitTurn(Runnable write) {
        execute(writers, write);
    }

    private static void execute(Executor executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopping) {
            task.run();
        }
    }

    EngineSocket socket(String id) {
        return sockets.get(id);
    }

    /**
     * A client sends its goodbye beside the poll that it holds, over another connection: either may come
     * first. The poll that comes second is answered as if it had been held.
     */
    void expectLastPoll(String id) {
        left.put(id, scheduler.schedule(() -> left.remove(id),
                options.pingTimeout().toMillis(), TimeUnit.MILLISECONDS));
    }

    private boolean takeLastPoll(String id) {
        Future<?> patience = left.remove(id);
        return patience != null && patience.cancel(false);
    }

    void remove(EngineSocket socket) {
        sockets.remove(socket.id());
    }

    /** @return null if all is well so far */
    EngineError check(Context ctx, String transport) {
        admission.accept(ctx);
        String asked = ctx.queryParam("transport");
        String id = ctx.queryParam("sid");
        if (!"polling".equals(asked) && !"websocket".equals(asked)) {
            return EngineError.UNKNOWN_TRANSPORT;
        } else if (!"4".equals(ctx.queryParam("EIO"))) {
            return EngineError.UNSUPPORTED_VERSION;
        } else if (id != null && !sockets.containsKey(id)) {
            return EngineError.UNKNOWN_SID;
        }
        return transport.equals(asked) ? null : EngineError.BAD_REQUEST;
    }

    private void poll(Context ctx) {
        EngineError error = check(ctx, "polling");
        String id = ctx.queryParam("sid");
        ctx.header("Cache-Control", "no-store");
        ctx.contentType("text/plain; charset=UTF-8");
        if (error == null && id == null) {
            EngineSocket opened = open(request(ctx));
            announce(opened);
            ctx.result(handshake(opened, List.of("websocket")));
            return;
        }
        EngineSocket socket = error == null ? sockets.get(id) : null;
        Poll poll = socket == null ? null : socket.poll(Connections.endPoint(ctx));
        if (poll != null) {
            // Not by the thread that sends: it may send to many, and hold a lock meanwhile.
            ctx.future(() -> Abandoned.unless(ctx, poll.body()
                    .thenComposeAsync(body -> AsyncBody.write(ctx, body),
                            Connections.threads(ctx))
                    .whenComplete((written, gone) -> socket.answered(poll, gone))));
        } else if (id != null && takeLastPoll(id)) {
            ctx.result(EnginePacket.NOOP.encode());
        } else {
            (error == null ? EngineError.BAD_REQUEST : error).send(ctx);
        }
    }

    private void post(Context ctx) {
        EngineError error = check(ctx, "polling");
        String id = ctx.queryParam("sid");
        if (error == null && id == null) {
            error = EngineError.BAD_METHOD; // only a GET opens a session
        }
        EngineSocket socket = error == null ? sockets.get(id) : null;
        CompletableFuture<byte[]> body = socket == null ? null : socket.beginPost();
        if (body == null) {
            (error == null ? EngineError.BAD_REQUEST : error).send(ctx);
            return;
        }
        ctx.future(() -> {
            WholeBody.read(ctx, options.maxPayload(), body);
            return Abandoned.unless(ctx, body.whenComplete((bytes, gone) -> {
                if (gone != null) {
                    socket.endPost();
                }
            }).thenAccept(bytes -> receive(ctx, socket, bytes)));
        });
    }

    private static void receive(Context ctx, EngineSocket socket, byte[] body) {
        try {
            if (body == null) {
                socket.close("transport error");
                EngineError.TOO_LARGE.send(ctx);
                return;
            }
            for (EnginePacket packet : EnginePacket.decodePayload(body)) {
                socket.receive(packet);
            }
            ctx.contentType("text/html").header("Cache-Control", "no-store").result(OK);
        } catch (IllegalArgumentException malformed) {
            socket.close("parse error");
            EngineError.BAD_REQUEST.send(ctx);
        } finally {
            socket.endPost();
        }
    }

    /** Opens a session, which is to be announced as soon as it has a transport. */
    EngineSocket open(EngineRequest request) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        EngineSocket socket = new EngineSocket(this,
                Base64.getUrlEncoder().encodeToString(id), request);
        sockets.put(socket.id(), socket);
        return socket;
    }

    void announce(EngineSocket socket) {
        onConnection.accept(socket);
        socket.begin();
    }

    /** The packet that tells a client of its session ("Handshake" in the protocol). */
    String handshake(EngineSocket socket, List<String> upgrades) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("sid", socket.id());
        data.put("upgrades", upgrades);
        data.put("pingInterval", options.pingInterval().toMillis());
        data.put("pingTimeout", options.pingTimeout().toMillis());
        data.put("maxPayload", options.maxPayload());
        return "0" + new String(Json.bytes(data), StandardCharsets.UTF_8);
    }

    static EngineRequest request(Context ctx) {
        Map<String, String> query = new LinkedHashMap<>();
        ctx.queryParamMap().forEach((name, values) -> query.put(name, values.get(0)));
        Map<String, List<String>> headers = new HashMap<>();
        ctx.headerMap().forEach((name, value) -> headers
                .put(name.toLowerCase(Locale.ROOT), List.of(value)));
        return new EngineRequest(ctx.fullUrl(), Map.copyOf(query), Map.copyOf(headers),
                ctx.req().getRemoteAddr());
    }
}

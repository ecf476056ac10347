package lab.socketio.editor;

import io.github.bucket4j.TimeMeter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import lab.feed.NotificationFeed;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.socketio.SocketIoOptions;
import lab.socketio.SocketIoServer;

/** A lab with the editor alone, and with a time that stands still until a test moves it. */
final class EditorServer implements AutoCloseable {

    private final AtomicReference<Instant> now = new AtomicReference<>(
            Instant.parse("2026-11-20T10:00:00Z"));
    private final SocketIoServer io = new SocketIoServer(
            SocketIoOptions.DEFAULTS.withRecovery(Duration.ofMinutes(2)));
    final EditorDemo demo = new EditorDemo(new TestClock(), new TestTime());
    private final LabServer server = LabServer.start(Settings.forTests(),
            parts -> {
                demo.install(io, parts);
                return new LabServer.Lab("socketio", List.of(), config -> {
                    io.configure(config, parts.origins()::require);
                    config.events.serverStopping(io::close);
                }, null);
            }, new NotificationFeed(10));

    URI uri() {
        return server.uri();
    }

    void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    int connections() {
        return io.connections();
    }

    @SuppressWarnings("unchecked")
    List<EditorRoom.Status> rooms() {
        return ((Map<String, List<EditorRoom.Status>>) demo.status().get("editor"))
                .get("rooms");
    }

    @Override
    public void close() {
        server.close();
    }

    private final class TestClock extends Clock {

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("There is one zone here");
        }
    }

    private final class TestTime implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return Duration.between(Instant.EPOCH, now.get()).toNanos();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}

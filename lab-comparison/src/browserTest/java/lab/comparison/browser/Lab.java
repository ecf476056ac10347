package lab.comparison.browser;

import java.util.function.Function;
import lab.comparison.ComparisonServer;
import lab.feed.server.LabServer;
import lab.feed.server.Settings;
import lab.longpolling.LongPollingServer;
import lab.socketio.demo.SocketIoLab;
import lab.sse.SseServer;
import lab.websocket.WebSocketServer;

/** A server that has a page. */
enum Lab {

    LONG_POLLING(LongPollingServer::start), SSE(SseServer::start), WEBSOCKET(
            WebSocketServer::start), SOCKET_IO(SocketIoLab::start), COMPARISON(
                    ComparisonServer::start);

    private final Function<Settings, LabServer> start;

    Lab(Function<Settings, LabServer> start) {
        this.start = start;
    }

    LabServer start(Settings settings) {
        return start.apply(settings);
    }
}

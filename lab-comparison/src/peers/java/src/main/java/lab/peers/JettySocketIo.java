package lab.peers;

import io.socket.engineio.server.EngineIoServer;
import io.socket.engineio.server.EngineIoServerOptions;
import io.socket.engineio.server.JettyWebSocketHandler;
import io.socket.socketio.server.SocketIoNamespace;
import io.socket.socketio.server.SocketIoServer;
import io.socket.socketio.server.SocketIoSocket;
import io.socket.socketio.server.SocketIoSocket.ReceivedByLocalAcknowledgementCallback;
import java.io.IOException;
import java.net.InetSocketAddress;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.http.pathmap.ServletPathSpec;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeFilter;

/** Broadcasts what one client publishes; with io.socket's servers on Jetty, mounted as their manual says. */
public final class JettySocketIo {

    private static final String PATH = "/socket.io/*";

    private JettySocketIo() {
    }

    public static void main(String[] arguments) throws Exception {
        EngineIoServer engine = new EngineIoServer(EngineIoServerOptions
                .newFromDefault().setPingInterval(25_000).setPingTimeout(20_000));
        broadcast(new SocketIoServer(engine).namespace("/"));
        Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
        server.setHandler(mounted(engine));
        server.start();
        System.out.println("http://127.0.0.1:"
                + ((ServerConnector) server.getConnectors()[0]).getLocalPort());
    }

    private static void broadcast(SocketIoNamespace namespace) {
        namespace.on("connection", connection -> {
            SocketIoSocket socket = (SocketIoSocket) connection[0];
            socket.on("publish", event -> {
                namespace.broadcast((String) null, "notification", event[0]);
                ((ReceivedByLocalAcknowledgementCallback) event[1])
                        .sendAcknowledgement();
            });
        });
    }

    private static ServletContextHandler mounted(EngineIoServer engine)
            throws Exception {
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(new HttpServlet() {

            private static final long serialVersionUID = 1;

            @Override
            protected void service(HttpServletRequest request,
                    HttpServletResponse response) throws IOException {
                engine.handleRequest(request, response);
            }
        }), PATH);
        WebSocketUpgradeFilter.configureContext(context).addMapping(
                new ServletPathSpec(PATH),
                (request, response) -> new JettyWebSocketHandler(engine));
        return context;
    }
}

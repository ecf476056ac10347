package lab.feed.server;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;

/** The TCP connection below a request. */
public final class Connections {

    private Connections() {
    }

    /** The socket below a request. */
    public static LabEndPoint endPoint(Context ctx) {
        return (LabEndPoint) connection(ctx).getEndPoint();
    }

    /** The server's own threads: for what is to be done for a request elsewhere than where it is noticed. */
    public static Executor threads(Context ctx) {
        return ServletContextRequest.getServletContextRequest(ctx.req()).getComponents()
                .getExecutor();
    }

    /** The peer's address without its port, as {@code getRemoteAddr} gives it for a request. */
    public static String address(EndPoint endPoint) {
        return ((InetSocketAddress) endPoint.getRemoteSocketAddress()).getAddress()
                .getHostAddress();
    }

    /** Makes what takes the socket over from HTTP. */
    public interface Upgrade {
        Connection from(EndPoint endPoint, Connector connector);
    }

    /**
     * Hands the socket over when the response is complete, without a change of protocol that
     * the client would know of. Jetty does the same for WebSocket.
     */
    public static void upgrade(Context ctx, Upgrade upgrade) {
        ServletContextRequest request = ServletContextRequest
                .getServletContextRequest(ctx.req());
        Connector connector = request.getConnectionMetaData().getConnector();
        request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE,
                upgrade.from(endPoint(ctx), connector));
    }

    /**
     * Cuts the connection in the middle of an answer, so that the client sees a loss. Where an
     * answer has not begun, browsers would quietly send the request again.
     */
    public static void breakOff(EndPoint endPoint) {
        byte[] begunAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"
                .getBytes(StandardCharsets.US_ASCII);
        endPoint.write(Callback.from(endPoint::close), ByteBuffer.wrap(begunAnswer));
    }

    /**
     * Cuts the connection without a goodbye. The client's own socket says "reset" (RST), where an
     * end (FIN) could also mean that all has been said.
     */
    public static void reset(EndPoint endPoint) {
        if (endPoint.getTransport() instanceof SocketChannel channel) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException closed) {
                return; // it has ended by itself
            }
        }
        endPoint.close();
    }

    private static Connection connection(Context ctx) {
        return ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData().getConnection();
    }
}

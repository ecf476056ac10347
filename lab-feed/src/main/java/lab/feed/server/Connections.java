package lab.feed.server;

import io.javalin.http.Context;
import java.net.InetSocketAddress;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/** The TCP connection below a request. */
public final class Connections {

    private Connections() {
    }

    public static EndPoint endPoint(Context ctx) {
        return ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData().getConnection().getEndPoint();
    }

    /** The peer's address without its port, as {@code getRemoteAddr} gives it for a request. */
    public static String address(EndPoint endPoint) {
        return ((InetSocketAddress) endPoint.getRemoteSocketAddress()).getAddress().getHostAddress();
    }

    /** Ends it without an answer, as a broken cable would. */
    public static void cut(Context ctx) {
        endPoint(ctx).close();
    }
}

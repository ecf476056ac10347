package lab.feed.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;

/** Sees every byte that goes over the server's sockets. Called by the thread that moves them. */
public interface Tap {

    /** The endpoint has read the bytes. They are only to be looked at, and only now. */
    void received(EndPoint endPoint, ByteBuffer bytes);

    /** The socket has taken the bytes. They are only to be looked at, and only now. */
    void sent(EndPoint endPoint, ByteBuffer bytes);

    /** There will be no more. */
    void closed(EndPoint endPoint);
}

package lab.peers;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Broadcasts what one client publishes; with netty-socketio. */
public final class NettySocketIo {

    private NettySocketIo() {
    }

    public static void main(String[] arguments) throws IOException {
        Configuration configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        configuration.setPort(freePort());
        configuration.setPingInterval(25_000);
        configuration.setPingTimeout(20_000);
        SocketIOServer server = new SocketIOServer(configuration);
        // Without a word of ours it acknowledges when the listener has returned.
        server.addEventListener("publish", String.class, (client, text, ack) -> server
                .getBroadcastOperations().sendEvent("notification", text));
        server.start();
        System.out.println("http://127.0.0.1:" + configuration.getPort());
    }

    /** It does not tell which port it has drawn. */
    private static int freePort() throws IOException {
        try (ServerSocket drawn = new ServerSocket(0, 1,
                InetAddress.getLoopbackAddress())) {
            return drawn.getLocalPort();
        }
    }
}

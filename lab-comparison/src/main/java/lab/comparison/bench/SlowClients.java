package lab.comparison.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Clients that subscribe and then never read a byte. */
final class SlowClients {

    /** As small as the system allows, so that the server meets the full socket soon. */
    private static final int RECEIVE_BYTES = 4 * 1024;

    private final List<Socket> sockets = new ArrayList<>();

    SlowClients(Endpoint server, Transport transport, int count) throws IOException {
        String headers = transport == Transport.WEBSOCKET
                ? WebSocketClient.UPGRADE
                : "";
        String after = transport == Transport.POLLING
                || transport == Transport.LONG_POLLING ? "?after=earliest" : "";
        byte[] request = "GET %s%s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                .formatted(transport.path, after, server.authority(), headers)
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket();
            sockets.add(socket);
            socket.setReceiveBufferSize(RECEIVE_BYTES);
            socket.connect(new InetSocketAddress(server.host(), server.port()));
            socket.getOutputStream().write(request);
        }
    }

    void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

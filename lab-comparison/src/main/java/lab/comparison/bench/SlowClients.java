package lab.comparison.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
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

    private static final byte[] END_OF_HEAD = Ascii.bytes("\r\n\r\n");

    private final List<Socket> sockets = new ArrayList<>();

    SlowClients(Endpoint server, Transport transport, int count) throws IOException {
        String headers = transport == Transport.WEBSOCKET
                || transport == Transport.SOCKETIO ? WebSocketClient.UPGRADE : "";
        String after = transport.isPolled() ? "?after=earliest" : "";
        byte[] request = "GET %s%s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                .formatted(transport.path, after, server.authority(), headers)
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket();
            sockets.add(socket);
            socket.setReceiveBufferSize(RECEIVE_BYTES);
            socket.connect(new InetSocketAddress(server.host(), server.port()));
            socket.getOutputStream().write(request);
            if (transport == Transport.SOCKETIO) {
                awaitUpgrade(socket.getInputStream());
                socket.getOutputStream().write(SocketIoProtocol.connect().array());
            }
        }
    }

    private static void awaitUpgrade(InputStream in) throws IOException {
        for (int matched = 0; matched < END_OF_HEAD.length;) {
            int one = in.read();
            if (one < 0) {
                throw new EOFException("The server must upgrade to WebSocket");
            }
            matched = one == END_OF_HEAD[matched] ? matched + 1 : 0;
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

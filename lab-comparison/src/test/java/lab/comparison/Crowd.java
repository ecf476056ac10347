package lab.comparison;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.testkit.Wire;
import lab.testkit.WsWire;

/** A great many clients of one transport, all read by one thread, who note the titles that they are sent. */
final class Crowd implements AutoCloseable {

    private static final Pattern TITLE = Pattern.compile("\"title\":\"([^\"]*)\"");
    private static final Pattern ANSWER = Pattern
            .compile("(?s).*?Content-Length: (\\d+)\r\n(?:.*?\r\n)?\r\n");
    private static final Pattern CURSOR_OF_ANSWER = Pattern
            .compile("\"cursor\":\"([^\"]*)\",\"reset\":false}$");

    private final Carrier carrier;
    private final String host;
    private final Selector selector = Selector.open();
    private final List<Member> members = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

    /** All have asked when it returns. */
    Crowd(Carrier carrier, URI server, int size) throws IOException {
        this.carrier = carrier;
        this.host = server.getAuthority();
        for (int i = 0; i < size; i++) {
            SocketChannel channel = SocketChannel
                    .open(new InetSocketAddress(server.getHost(), server.getPort()));
            Member member = new Member(channel);
            members.add(member);
            member.ask("earliest");
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, member);
        }
    }

    /** Reads until everybody has been sent this title; gives what each was sent up to then. */
    List<List<String>> readUntil(String title) throws IOException {
        int waiting = members.size();
        while (waiting > 0) {
            if (selector.select(Wire.LIMIT.toMillis()) == 0) {
                throw new EOFException(
                        "%d clients wait for \"%s\"".formatted(waiting, title));
            }
            for (SelectionKey key : selector.selectedKeys()) {
                Member member = (Member) key.attachment();
                member.read();
                if (member.hasHeard(title)) {
                    key.cancel();
                    waiting--;
                }
            }
            selector.selectedKeys().clear();
        }
        return members.stream().map(Member::titles).toList();
    }

    @Override
    public void close() throws IOException {
        for (Member member : members) {
            member.channel.close();
        }
        selector.close();
    }

    private final class Member {

        private final SocketChannel channel;
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        /** Where the answer to the latest poll begins. */
        private int answerStart;

        Member(SocketChannel channel) {
            this.channel = channel;
        }

        void ask(String after) throws IOException {
            String fields = switch (carrier) {
                case POLLING, LONG_POLLING -> "";
                case SSE -> "Accept: text/event-stream\r\n";
                case WEBSOCKET ->
                    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: " + WsWire.KEY + "\r\n";
            };
            String request = "GET %s?after=%s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                    .formatted(carrier.path(), after, host, fields);
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        }

        void read() throws IOException {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new EOFException("The server ended the connection");
            }
            heard.write(buffer.array(), 0, buffer.position());
            if (carrier == Carrier.POLLING || carrier == Carrier.LONG_POLLING) {
                askAgain();
            }
        }

        /** If the answer is complete. */
        private void askAgain() throws IOException {
            String answer = text().substring(answerStart);
            Matcher head = ANSWER.matcher(answer);
            if (head.lookingAt() && answer.length() == head.end()
                    + Integer.parseInt(head.group(1))) {
                answerStart = heard.size();
                Matcher cursor = CURSOR_OF_ANSWER.matcher(answer);
                if (!answer.startsWith("HTTP/1.1 200 ") || !cursor.find()) {
                    throw new AssertionError("A poll was answered " + answer);
                }
                ask(cursor.group(1));
            }
        }

        boolean hasHeard(String title) {
            return text().contains("\"title\":\"" + title + "\"");
        }

        List<String> titles() {
            return TITLE.matcher(text()).results().map(title -> title.group(1))
                    .toList();
        }

        /** Byte for character; heads of frames become whatever they like. */
        private String text() {
            return heard.toString(StandardCharsets.ISO_8859_1);
        }
    }
}

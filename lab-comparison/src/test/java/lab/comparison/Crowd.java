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

/** A great many clients of one transport, all read by one thread, who note the titles that they are sent. */
final class Crowd implements AutoCloseable {

    private static final Pattern TITLE = Pattern.compile("\"title\":\"([^\"]*)\"");
    private static final Pattern ANSWER = Pattern
            .compile("(?s).*?Content-Length: (\\d+)\r\n(?:.*?\r\n)?\r\n");
    private static final Pattern CURSOR_OF_ANSWER = Pattern
            .compile("\"cursor\":\"([^\"]*)\",\"reset\":false}$");

    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]*)\"");
    private static final String UPGRADE = String.join("\r\n", Carrier.UPGRADE) + "\r\n";

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
            member.connect();
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
        /** Of Engine.IO: where its polls go. */
        private String session;

        Member(SocketChannel channel) {
            this.channel = channel;
        }

        /** Waits for the handshake, where the next question needs an answer to the one before. */
        void connect() throws IOException {
            String query = "after=earliest";
            switch (carrier) {
                case POLLING, LONG_POLLING -> send("GET", carrier.target(query), "");
                case SSE -> send("GET", carrier.target(query),
                        "Accept: text/event-stream\r\n");
                case WEBSOCKET -> send("GET", carrier.target(query), UPGRADE);
                case SOCKET_IO_WEBSOCKET -> {
                    send("GET", carrier.target(query), UPGRADE);
                    channel.write(ByteBuffer.wrap(Carrier.CONNECT_FRAME));
                }
                case SOCKET_IO_POLLING -> {
                    send("GET", carrier.target(query), "");
                    Matcher sid = SID.matcher(readAnswer());
                    if (!sid.find()) {
                        throw new AssertionError("No session was opened: " + text());
                    }
                    session = carrier.target("sid=" + sid.group(1));
                    send("POST", session, "Content-Length: 2\r\n");
                    channel.write(ByteBuffer.wrap(new byte[]{'4', '0'}));
                    readAnswer();
                    send("GET", session, "");
                }
            }
        }

        private void send(String method, String target, String fields)
                throws IOException {
            String request = "%s %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                    .formatted(method, target, host, fields);
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        }

        /** Blocks. */
        private String readAnswer() throws IOException {
            while (!isComplete()) {
                fill();
            }
            String answer = text().substring(answerStart);
            answerStart = heard.size();
            return answer;
        }

        private boolean isComplete() {
            String answer = text().substring(answerStart);
            Matcher head = ANSWER.matcher(answer);
            return head.lookingAt() && answer.length() == head.end()
                    + Integer.parseInt(head.group(1));
        }

        private void fill() throws IOException {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new EOFException("The server ended the connection");
            }
            heard.write(buffer.array(), 0, buffer.position());
        }

        void read() throws IOException {
            fill();
            if (carrier.isPolled() && isComplete()) {
                askAgain(readAnswer());
            }
        }

        private void askAgain(String answer) throws IOException {
            if (!answer.startsWith("HTTP/1.1 200 ")) {
                throw new AssertionError("A poll was answered " + answer);
            }
            if (session != null) {
                send("GET", session, "");
                return;
            }
            Matcher cursor = CURSOR_OF_ANSWER.matcher(answer);
            if (!cursor.find()) {
                throw new AssertionError("A poll was answered " + answer);
            }
            send("GET", carrier.target("after=" + cursor.group(1)), "");
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

package lab.feed.websocket;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * permessage-deflate (RFC 7692), without context takeover in either direction: no message
 * refers back to another, so no connection keeps a window of 32 KiB each way, and what is
 * compressed once can be sent to everybody. It costs some of the compression.
 */
public final class Deflate {

    /** What the server answers when it accepts (§7.1.1). */
    static final String ACCEPTED = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    private static final String NAME = "permessage-deflate";
    /** §7.2.1: the end of a flushed block, which is not sent. */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
    private static final List<String> UNDERSTOOD = List.of(
            "server_no_context_takeover", "client_no_context_takeover",
            "client_max_window_bits");

    private Deflate() {
    }

    /**
     * One of the offers can be accepted: those with {@code server_max_window_bits} cannot, since
     * Java's deflater always uses the largest window.
     *
     * @param offers {@code Sec-WebSocket-Extensions}; null if there is none
     */
    public static boolean isAcceptable(String offers) {
        return offers != null && Arrays.stream(offers.split(",")).anyMatch(offer -> {
            String[] parts = offer.toLowerCase(Locale.ROOT).split(";");
            return parts[0].strip().equals(NAME) && Arrays.stream(parts).skip(1)
                    .allMatch(part -> UNDERSTOOD.contains(part.split("=")[0].strip()));
        });
    }

    /** §7.2.1 */
    public static byte[] compress(byte[] message) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(message);
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            byte[] chunk = new byte[512];
            int length;
            do {
                length = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
                compressed.write(chunk, 0, length);
            } while (length == chunk.length);
            byte[] flushed = compressed.toByteArray();
            return Arrays.copyOf(flushed, flushed.length - TAIL.length);
        } finally {
            deflater.end();
        }
    }

    /**
     * §7.2.2
     *
     * @param maxLength of the message: a few bytes could otherwise become gigabytes
     * @throws ProtocolException if it is longer, or was not compressed
     */
    static byte[] decompress(byte[] compressed, int maxLength) {
        Inflater inflater = new Inflater(true);
        try {
            byte[] input = Arrays.copyOf(compressed, compressed.length + TAIL.length);
            System.arraycopy(TAIL, 0, input, compressed.length, TAIL.length);
            inflater.setInput(input);
            byte[] message = new byte[maxLength + 1];
            int length = 0;
            for (int more = 1; more > 0 && length < message.length; length += more) {
                more = inflater.inflate(message, length, message.length - length);
            }
            if (length > maxLength) {
                throw new ProtocolException(CloseCode.MESSAGE_TOO_BIG,
                        "Message must be at most %d bytes when inflated"
                                .formatted(maxLength));
            }
            return Arrays.copyOf(message, length);
        } catch (DataFormatException notCompressed) {
            throw new ProtocolException(CloseCode.INVALID_PAYLOAD,
                    "Message must be compressed (RFC 7692 §7.2)");
        } finally {
            inflater.end();
        }
    }
}

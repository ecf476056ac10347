package lab.comparison.bench;

import java.util.Arrays;

/**
 * Which client has received which of {@code count} notifications, one bit each. Not
 * thread-safe: the clients' loop owns it.
 */
final class SequenceChecker {

    private final int wordsPerClient;
    private final long[] seen;
    /** Per client the highest sequence number so far, or -1. */
    private final int[] highest;
    private long received;
    private long duplicates;

    SequenceChecker(int clients, int count) {
        wordsPerClient = (count + 63) / 64;
        seen = new long[Math.multiplyExact(clients, wordsPerClient)];
        highest = new int[clients];
        Arrays.fill(highest, -1);
    }

    /** False: this client has had it before. */
    boolean receive(int client, int sequence) {
        int word = client * wordsPerClient + sequence / 64;
        long bit = 1L << sequence;
        if ((seen[word] & bit) != 0) {
            duplicates++;
            return false;
        }
        seen[word] |= bit;
        highest[client] = Math.max(highest[client], sequence);
        received++;
        return true;
    }

    int highest(int client) {
        return highest[client];
    }

    long received() {
        return received;
    }

    long duplicates() {
        return duplicates;
    }
}

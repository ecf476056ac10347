package lab.socketio.rooms;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import lab.feed.InvalidInput;
import lab.socketio.Socket;

/** The pages that are open. */
final class Pages {

    /** A class, and its second screens. Each has clients, and each gets the picture of all. */
    static final int MAX_PAGES = 100;
    private static final int TOKEN_BYTES = 15;

    private final SecureRandom random = new SecureRandom();
    // By number. Guarded by this.
    private final Map<Integer, Page> pages = new TreeMap<>();

    /**
     * Gives it the smallest number that is free: short names can be read from the back row.
     *
     * @throws InvalidInput if it is one too many
     */
    synchronized Page open(Socket watcher) {
        checkNotFull();
        int number = IntStream.iterate(1, next -> next + 1)
                .filter(next -> !pages.containsKey(next)).findFirst().getAsInt();
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        Page page = new Page(number,
                Base64.getUrlEncoder().encodeToString(token), watcher);
        pages.put(number, page);
        return page;
    }

    void close(Page page) {
        synchronized (this) {
            pages.remove(page.number());
        }
        page.close();
    }

    /** @throws InvalidInput if one more would be too many */
    synchronized void checkNotFull() {
        if (pages.size() >= MAX_PAGES) {
            throw new InvalidInput("pages", "at most %d".formatted(MAX_PAGES),
                    Integer.toString(pages.size() + 1));
        }
    }

    /** @throws InvalidInput if no open page has the token */
    Page withToken(String token) {
        return all().stream().filter(page -> page.token().equals(token)).findFirst()
                .orElseThrow(() -> InvalidInput.ofText("auth.page",
                        "the token of a page that is open", token));
    }

    synchronized List<Page> all() {
        return List.copyOf(pages.values());
    }
}

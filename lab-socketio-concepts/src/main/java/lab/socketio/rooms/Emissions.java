package lab.socketio.rooms;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lab.feed.InvalidInput;

/** What was emitted lately, and who has said that it came. */
final class Emissions {

    /** A slow client may receive much later; who was never heard of again is forgotten. */
    private static final int MAX_KEPT = 500;
    private static final int MAX_SHOWN = 5;

    /** @param by the client's name, or {@link Relay#SERVER} */
    private record Sent(Page page, String by, String namespace, Emission emission,
            Set<String> receipts) {
    }

    // By id, oldest first. Guarded by this.
    private final Map<String, Sent> sent = new LinkedHashMap<>();
    private long count;

    /**
     * To be called before it is sent: a receipt may be quick.
     *
     * @throws InvalidInput if there is one of this id
     */
    synchronized void add(Page page, String by, String namespace, Emission emission) {
        if (sent.containsKey(emission.id())) {
            throw InvalidInput.ofText("id", "a new one", emission.id());
        }
        if (sent.size() == MAX_KEPT) {
            sent.remove(sent.keySet().iterator().next());
        }
        sent.put(emission.id(),
                new Sent(page, by, namespace, emission, new HashSet<>()));
        count++;
    }

    /** @return the page that waits for the receipt; null if it is not known (any more), or came before */
    synchronized Page receive(String id, String socketId) {
        Sent known = sent.get(id);
        return known != null && known.receipts().add(socketId) ? known.page() : null;
    }

    /** The page has left: nobody waits for its receipts any more. */
    synchronized void forget(Page page) {
        sent.values().removeIf(each -> each.page() == page);
    }

    synchronized long count() {
        return count;
    }

    /** Newest first. */
    synchronized List<Picture.Sent> latest() {
        List<Picture.Sent> latest = new ArrayList<>();
        sent.values().stream().skip(Math.max(0, sent.size() - MAX_SHOWN))
                .forEach(each -> latest.add(0, new Picture.Sent(each.emission(),
                        each.by(), each.page().number(), each.namespace(),
                        each.receipts().size())));
        return latest;
    }
}

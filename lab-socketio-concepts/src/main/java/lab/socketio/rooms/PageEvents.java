package lab.socketio.rooms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lab.feed.InvalidInput;
import lab.socketio.Event;
import lab.socketio.Namespace;
import lab.socketio.Next;
import lab.socketio.Socket;
import lab.socketio.SocketIoServer;

/**
 * What the pages that look say and hear, in the namespace {@code /rooms-admin}.
 *
 * <pre>
 * &lt; welcome  {page, token}         first; the page's clients show the token when they connect
 * &lt; picture  {pages, namespaces, emissions}   whenever something has changed
 * &lt; receipts emission, [socket …]  of what this page had emitted
 * &gt; emit     {namespace, id, …}    as the server
 * &gt; received [[emission, socket] …]    by this page's clients
 * </pre>
 *
 * What a page says is acknowledged as {@link Answer} says.
 */
final class PageEvents {

    /** At once. A page that has more to tell tells it in parts. */
    private static final int MAX_RECEIPTS = 100;

    private final SocketIoServer io;
    private final Pages pages;
    private final Emissions emissions;
    private final Watch watch;
    private final Relay relay;

    PageEvents(SocketIoServer io, Pages pages, Emissions emissions, Watch watch) {
        this.io = io;
        this.pages = pages;
        this.emissions = emissions;
        this.watch = watch;
        this.relay = new Relay(emissions, watch);
    }

    /** A middleware: not too many. */
    void admit(Socket watcher, Next next) {
        try {
            pages.checkNotFull();
        } catch (InvalidInput tooMany) {
            throw Answer.refusal(tooMany);
        }
        next.run();
    }

    void welcome(Socket watcher) {
        try {
            open(watcher);
        } catch (InvalidInput tooMany) {
            watcher.disconnect(true); // recovered, which asks no middleware, or at once with others
        }
    }

    private void open(Socket watcher) {
        Page page = pages.open(watcher);
        watcher.use(page::limit);
        watcher.on("emit", asked -> emit(page, asked));
        watcher.on("received", told -> Answer.to(told, () -> received(page, told)));
        watcher.onDisconnect(reason -> {
            pages.close(page);
            emissions.forget(page);
            watch.changed();
        });
        watcher.emit("welcome", Map.of("page", page.number(), "token", page.token()));
        watch.changed();
    }

    private void emit(Page page, Event asked) {
        String name = asked.arg(0).path("namespace").asText();
        Namespace namespace = Watch.namespaces(io).stream()
                .filter(each -> each.name().equals(name)).findFirst().orElse(null);
        if (namespace == null) {
            Answer.refuse(asked, InvalidInput.ofText("namespace",
                    "one that somebody is in", name));
            return;
        }
        relay.emit(asked, page, Relay.SERVER, namespace,
                emission -> emission.by(namespace));
    }

    /** Gives how many receipts were news. What is not known is left out: it may have been forgotten. */
    private Object received(Page page, Event told) {
        JsonNode receipts = told.arg(0);
        if (receipts.size() > MAX_RECEIPTS) {
            throw new InvalidInput("receipts", "at most %d at once"
                    .formatted(MAX_RECEIPTS), Integer.toString(receipts.size()));
        }
        Map<Page, Map<String, List<String>>> news = new HashMap<>();
        int count = 0;
        for (JsonNode receipt : receipts) {
            String emission = receipt.path(0).asText();
            String socket = receipt.path(1).asText();
            Page asker = page.has(socket) ? emissions.receive(emission, socket) : null;
            if (asker != null) {
                count++;
                news.computeIfAbsent(asker, none -> new HashMap<>())
                        .computeIfAbsent(emission, none -> new ArrayList<>())
                        .add(socket);
            }
        }
        news.forEach((asker, each) -> each.forEach((emission, sockets) -> asker
                .watcher().emit("receipts", emission, sockets)));
        watch.changed();
        return count;
    }
}

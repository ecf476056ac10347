package lab.socketio.rooms;

import java.util.Map;
import lab.feed.server.LabServer;
import lab.socketio.Demo;
import lab.socketio.SocketIoServer;

/**
 * Namespaces, rooms and broadcast, to be looked at: whoever opens the page has clients of their own on this
 * server, sees everybody's, lets one of them or the server emit, and sees who received it.
 *
 * <pre>
 * /rooms/shop, /rooms/staff …   what is looked at: each exists while a client is in it
 * /rooms-admin                  the pages that look: the picture down, what their clients received up
 * </pre>
 */
public final class RoomsDemo implements Demo {

    static final String WATCHERS = "/rooms-admin";

    private final Pages pages = new Pages();
    private final Emissions emissions = new Emissions();
    private Watch watch;

    @Override
    public void install(SocketIoServer io, LabServer.Parts parts) {
        watch = new Watch(io, pages, emissions);
        PageEvents pageEvents = new PageEvents(io, pages, emissions, watch);
        ClientEvents clientEvents = new ClientEvents(io, pages, emissions, watch);
        io.of(WATCHERS).use(pageEvents::admit).onConnection(pageEvents::welcome);
        io.of(Names::isNamespace).use(clientEvents::admit)
                .onConnection(clientEvents::welcome);
    }

    @Override
    public Map<String, Object> status() {
        Picture picture = watch.picture();
        return Map.of("rooms", Map.of("pages", picture.pages(),
                "namespaces", picture.namespaces().size(),
                "sockets", picture.namespaces().stream()
                        .mapToInt(each -> each.sockets().size()).sum(),
                "emissions", emissions.count()));
    }

    @Override
    public void stop() {
        watch.stop();
    }
}

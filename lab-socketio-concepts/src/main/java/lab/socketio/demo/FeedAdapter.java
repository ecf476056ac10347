package lab.socketio.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import lab.feed.After;
import lab.feed.InvalidInput;
import lab.socketio.InMemoryAdapter;
import lab.socketio.Namespace;

/**
 * The adapter of the feed's namespace. Its offsets are the feed's cursors: what a client has missed is in the
 * ring, so nothing of it needs to be kept here, and a gap in it is said by the feed.
 */
final class FeedAdapter extends InMemoryAdapter {

    FeedAdapter(Namespace namespace) {
        super(namespace);
    }

    @Override
    protected List<JsonNode> missedSince(String offset, Set<String> rooms) {
        try {
            After.parse(offset);
            return List.of();
        } catch (InvalidInput noCursor) {
            return null; // it connects anew, and is told then
        }
    }
}

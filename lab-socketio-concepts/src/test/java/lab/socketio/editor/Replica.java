package lab.socketio.editor;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lab.testkit.LabClient;

/** Somebody who edits, with a replica of the text, as the page has one. */
final class Replica {

    final SharedText text = new SharedText();
    private final int site;
    /** Edits that the server has not acknowledged. */
    private final List<Edit> pending = new ArrayList<>();

    Replica(int site) {
        this.site = site;
    }

    void type(int index, String typed) {
        pending.add(text.insert(site, index, typed));
    }

    void delete(int index, int count) {
        pending.addAll(text.delete(index, count));
    }

    void editAnywhere(Random random) {
        int length = text.length();
        if (length > 0 && random.nextInt(3) == 0) {
            int index = random.nextInt(length);
            delete(index, 1 + random.nextInt(Math.min(4, length - index)));
        } else {
            type(random.nextInt(length + 1),
                    "abcdefgh".substring(random.nextInt(7)));
        }
    }

    /** Tells the server what it does not know, and hears what came meanwhile. */
    void exchange(EditorClient client) throws IOException {
        JsonNode answer = client.ask("edit", LabClient.json(pending));
        if (answer.has("error")) {
            throw new AssertionError(answer.toString());
        }
        pending.clear();
        hear(client);
    }

    /** Applies the edits that have come; other events are not looked at. */
    void hear(EditorClient client) throws IOException {
        while (client.hasMore()) {
            JsonNode event = client.nextEvent();
            if (event.path(0).textValue().equals("edit")) {
                parse(event.path(1).path("edits")).forEach(text::apply);
            }
        }
    }

    void merge(JsonNode state) {
        parse(state).forEach(text::apply);
    }

    static List<Edit> parse(JsonNode edits) {
        List<Edit> parsed = new ArrayList<>();
        for (JsonNode edit : edits) {
            CharacterId id = id(edit.path("id"));
            if (edit.has("insert")) {
                parsed.add(new Edit.Insert(id, id(edit.path("after")),
                        edit.path("insert").textValue()));
            } else if (edit.has("delete")) {
                parsed.add(new Edit.Delete(id, edit.path("delete").intValue()));
            } else {
                parsed.add(new Edit.Tombstones(id, id(edit.path("after")),
                        edit.path("tombstones").intValue()));
            }
        }
        return parsed;
    }

    private static CharacterId id(JsonNode pair) {
        return new CharacterId(pair.path(0).intValue(), pair.path(1).intValue());
    }
}

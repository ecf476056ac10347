package lab.socketio.editor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lab.feed.InvalidInput;
import lab.socketio.BroadcastOperator;
import lab.socketio.Namespace;
import lab.socketio.Socket;

/**
 * One room: a text, a board, and who is there. Its monitor is its order: every client hears of the same changes in
 * the same order, and whoever joins gets exactly those as events that are not in the state it was given. Since
 * everything passes here, an edit that names a character which does not exist is not early but wrong.
 */
final class EditorRoom {

    /** Deleted ones included: nothing ever tells that nobody needs a tombstone any more. */
    static final int MAX_CHARACTERS = 20_000;
    static final int MAX_PEOPLE = 20;
    /** Who has ever been there: whoever comes back may still have edits of their own. */
    static final int MAX_SITES = 1_000;

    /** What {@code /status} says; the token is not in it. */
    record Status(String name, int people, int characters, int tombstones,
            int strokes) {
    }

    /** The answer to whoever joins: who they are, and all that is there. */
    record Welcome(int site, String key, List<Person.Seen> people, List<Edit> text,
            List<Stroke> strokes) {
    }

    /** What one person did, for the others. */
    record Edited(int site, List<Edit> edits) {
    }

    private final String name;
    private final String token = Secrets.draw();
    private final String founder;
    private final Namespace namespace;
    private final Clock clock;

    // Guarded by this.
    private final SharedText text = new SharedText();
    private final Whiteboard board = new Whiteboard();
    /** The first has site 1. */
    private final List<Person> people = new ArrayList<>();
    private Instant emptySince;
    private boolean ended;

    /** @param founder the address from which it was asked for */
    EditorRoom(String name, String founder, Namespace namespace, Clock clock) {
        this.name = name;
        this.founder = founder;
        this.namespace = namespace;
        this.clock = clock;
        this.emptySince = clock.instant();
    }

    String name() {
        return name;
    }

    String token() {
        return token;
    }

    String founder() {
        return founder;
    }

    synchronized Status status() {
        return new Status(name, here().size(), text.length(), text.tombstones(),
                board.size());
    }

    /**
     * Lets a socket in, and answers with the state.
     *
     * @param site who it was when it was here before; 0 if it was not
     * @param key that it was given then
     * @throws EditorError if that is not so, or the room has ended or is full
     */
    synchronized Person join(Socket socket, String personName, int site, String key,
            Consumer<Welcome> answer) {
        if (ended) {
            throw EditorError.notAdmitted();
        }
        Person known = site == 0 ? null : returning(site, key);
        if (isFull() && (known == null || known.socket == null)) {
            throw EditorError.full("people in a room", MAX_PEOPLE, MAX_PEOPLE + 1);
        }
        Person person = known == null ? newPerson() : known;
        Socket before = person.socket;
        person.name = personName;
        person.socket = socket;
        if (before != null && before != socket) {
            before.disconnect(false); // lost, but the server had not noticed yet
        }
        socket.join(channel());
        answer.accept(new Welcome(person.site, person.key, here(), text.state(),
                board.strokes()));
        tellPeople();
        return person;
    }

    private Person newPerson() {
        if (people.size() == MAX_SITES) {
            throw EditorError.full("sites of a room", MAX_SITES, MAX_SITES + 1);
        }
        Person person = new Person(people.size() + 1, Secrets.draw());
        people.add(person);
        return person;
    }

    private Person returning(int site, String key) {
        if (site < 1 || site > people.size()
                || !Secrets.same(people.get(site - 1).key, key)) {
            throw EditorError.notAdmitted();
        }
        return people.get(site - 1);
    }

    /** The connection state was recovered: who it was, and what was missed, is there already. */
    synchronized void comeBack(Person person, Socket socket) {
        if (ended || person.socket != null || isFull()) {
            socket.leave(channel());
        } else {
            person.socket = socket;
            tellPeople();
        }
    }

    /** Does nothing if the person has come back with another socket since. */
    synchronized void leave(Person person, Socket socket) {
        if (person.socket != socket) {
            return;
        }
        person.socket = null;
        socket.leave(channel());
        tellPeople();
        if (here().isEmpty()) {
            emptySince = clock.instant();
        }
    }

    /** Does the edits up to the first that breaks a rule. */
    synchronized void edit(Person person, List<Edit> edits) {
        requirePresence(person);
        List<Edit> done = new ArrayList<>();
        try {
            for (Edit edit : edits) {
                check(person, edit);
                if (text.apply(edit)) {
                    done.add(edit);
                }
            }
        } finally {
            if (!done.isEmpty()) {
                others(person).emit("edit",
                        new Edited(person.site, done));
            }
        }
    }

    private void check(Person person, Edit edit) {
        if (edit instanceof Edit.Insert insert) {
            check(person, insert);
        } else if (edit.id().counter() < 1 || !text.isReady(edit)) {
            throw new InvalidInput("delete", "of characters that exist",
                    "from " + edit.id());
        }
    }

    /** Those of an insertion make sure that ids order the characters, and that nobody's clock runs away. */
    private void check(Person person, Edit.Insert insert) {
        CharacterId id = insert.id();
        CharacterId after = insert.after();
        if (id.site() != person.site) {
            throw new InvalidInput("id", "of your site " + person.site,
                    "of site " + id.site());
        }
        if (text.knows(id)) {
            return; // sent again, because no answer came
        }
        if (!text.knows(after)) {
            throw new InvalidInput("after", "a character that exists",
                    after.toString());
        }
        EditorInput.require("counter", id.counter(), after.counter() + 1,
                text.clock() + 1);
        int size = text.length() + text.tombstones()
                + insert.text().codePointCount(0, insert.text().length());
        if (size > MAX_CHARACTERS) {
            throw EditorError.full("characters of a text, deleted ones included,",
                    MAX_CHARACTERS, size);
        }
    }

    /** Returns false if the stroke was drawn before, and has been erased since. */
    synchronized boolean draw(Person person, Stroke stroke) {
        requirePresence(person);
        requireOwn(person, stroke);
        if (board.add(stroke)) {
            others(person).emit("stroke", stroke);
        }
        return board.has(stroke.id());
    }

    synchronized void erase(Person person, List<Stroke.Id> strokes) {
        requirePresence(person);
        List<Stroke.Id> erased = board.erase(strokes);
        if (!erased.isEmpty()) {
            others(person).emit("erase", erased);
        }
    }

    /** A stroke that is not complete: shown, not kept, and lost for whoever cannot take it at once. */
    synchronized void drawing(Person person, Stroke part) {
        requirePresence(person);
        requireOwn(person, part);
        others(person).volatile_().emit("drawing", part);
    }

    synchronized void cursor(Person person, Map<String, Object> cursor) {
        requirePresence(person);
        Map<String, Object> told = new LinkedHashMap<>(cursor);
        told.put("site", person.site);
        others(person).volatile_().emit("cursor", told);
    }

    /** Returns true if it has ended, now or before. */
    synchronized boolean endIfEmptySince(Duration life) {
        ended |= here().isEmpty()
                && emptySince.plus(life).isBefore(clock.instant());
        return ended;
    }

    private void requirePresence(Person person) {
        if (ended || person.socket == null) {
            throw EditorError.noRoom();
        }
    }

    private static void requireOwn(Person person, Stroke stroke) {
        if (stroke.id().site() != person.site) {
            throw new InvalidInput("id", "of your site " + person.site,
                    "of site " + stroke.id().site());
        }
    }

    private boolean isFull() {
        return here().size() >= MAX_PEOPLE;
    }

    private List<Person.Seen> here() {
        return people.stream().filter(person -> person.socket != null)
                .map(Person::seen).toList();
    }

    private void tellPeople() {
        namespace.to(channel()).emit("people", here());
    }

    private BroadcastOperator others(Person person) {
        return person.socket.to(channel());
    }

    /** The Socket.IO room. Not its bare name: every socket is in a room of its own id. */
    private String channel() {
        return "room:" + name;
    }
}

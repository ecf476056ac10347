package lab.socketio.editor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A random history of a few people who edit one text: who types and deletes what, and in which order, how late and
 * how often each hears of the others. Every character that is typed is another one, so that it can be recognised.
 */
final class History {

    /** One insertion as its author saw it: what was on its left and on its right; null for an end of the text. */
    record Typed(CharacterId left, CharacterId first, CharacterId last,
            CharacterId right) {
    }

    private static final int CJK = 0x4E00;
    /** Four bytes in UTF-8, two {@code char}s in Java and in JavaScript. */
    private static final int BEYOND_THE_BASIC_PLANE = 0x20000;

    private final Random random;
    final List<SharedText> replicas = new ArrayList<>();
    /** For each replica what it has not heard of yet. */
    private final List<List<Edit>> inboxes = new ArrayList<>();
    /** For each replica the edits in the order in which it applied them, its own among them. */
    final List<List<Edit>> applied = new ArrayList<>();
    final List<Typed> typed = new ArrayList<>();
    final Map<Integer, CharacterId> ids = new LinkedHashMap<>();
    final Set<Integer> deleted = new TreeSet<>();

    History(long seed) {
        random = new Random(seed);
        int people = 2 + random.nextInt(4);
        for (int i = 0; i < people; i++) {
            replicas.add(new SharedText());
            inboxes.add(new ArrayList<>());
            applied.add(new ArrayList<>());
        }
        int steps = 10 + random.nextInt(60);
        for (int i = 0; i < steps; i++) {
            step(random.nextInt(people));
        }
    }

    /** Tells everybody all that is still under way. */
    History deliverAll() {
        for (int replica = 0; replica < replicas.size(); replica++) {
            while (!inboxes.get(replica).isEmpty()) {
                deliver(replica);
            }
        }
        return this;
    }

    /** The characters that nobody has deleted. */
    Set<Integer> survivors() {
        Set<Integer> survivors = new TreeSet<>(ids.keySet());
        survivors.removeAll(deleted);
        return survivors;
    }

    private void step(int replica) {
        SharedText text = replicas.get(replica);
        int chance = random.nextInt(20);
        if (chance < 7) {
            type(replica);
        } else if (chance < 10 && text.length() > 0) {
            delete(replica);
        } else if (chance == 10) {
            // Somebody who was away is given the state of another, and has edits of its own.
            replicas.get(random.nextInt(replicas.size())).state()
                    .forEach(edit -> apply(replica, edit));
        } else if (!inboxes.get(replica).isEmpty()) {
            deliver(replica);
        }
    }

    private void type(int replica) {
        SharedText text = replicas.get(replica);
        int[] before = text.text().codePoints().toArray();
        int index = random.nextInt(before.length + 1);
        int[] run = new int[1 + random.nextInt(4)];
        for (int i = 0; i < run.length; i++) {
            run[i] = newCharacter();
        }
        Edit.Insert edit = text.insert(replica + 1, index,
                new String(run, 0, run.length));
        for (int i = 0; i < run.length; i++) {
            ids.put(run[i], edit.id().plus(i));
        }
        typed.add(new Typed(index == 0 ? null : ids.get(before[index - 1]),
                edit.id(), edit.id().plus(run.length - 1),
                index == before.length ? null : ids.get(before[index])));
        tell(replica, edit);
    }

    private int newCharacter() {
        int character = (ids.size() % 3 == 0 ? BEYOND_THE_BASIC_PLANE : CJK)
                + ids.size();
        ids.put(character, CharacterId.START);
        return character;
    }

    private void delete(int replica) {
        SharedText text = replicas.get(replica);
        int[] before = text.text().codePoints().toArray();
        int index = random.nextInt(before.length);
        int count = 1 + random.nextInt(Math.min(5, before.length - index));
        for (int i = index; i < index + count; i++) {
            deleted.add(before[i]);
        }
        text.delete(index, count).forEach(edit -> tell(replica, edit));
    }

    private void tell(int author, Edit edit) {
        applied.get(author).add(edit);
        for (int replica = 0; replica < replicas.size(); replica++) {
            if (replica != author) {
                inboxes.get(replica).add(edit);
            }
        }
    }

    /** Any of those under way, however early; sometimes it comes a second time. */
    private void deliver(int replica) {
        List<Edit> inbox = inboxes.get(replica);
        int which = random.nextInt(inbox.size());
        boolean again = random.nextInt(5) == 0;
        apply(replica, again ? inbox.get(which) : inbox.remove(which));
    }

    private void apply(int replica, Edit edit) {
        applied.get(replica).add(edit);
        replicas.get(replica).apply(edit);
    }
}

package lab.socketio.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharedTextTest {

    private final SharedText ada = new SharedText();
    private final SharedText bob = new SharedText();

    @Test
    void whatIsTypedIsSeen() {
        ada.insert(1, 0, "ct");
        ada.insert(1, 1, "a");

        assertThat(ada.text()).isEqualTo("cat");
        assertThat(ada.length()).isEqualTo(3);
        assertThat(ada.clock()).isEqualTo(3);
    }

    @Test
    void anEditNamesCharactersAndNoPlace() {
        Edit hello = ada.insert(1, 0, "hello");
        Edit comma = ada.insert(1, 5, ",");
        List<Edit> gone = ada.delete(1, 5);

        assertThat(hello).isEqualTo(
                new Edit.Insert(new CharacterId(1, 1), CharacterId.START, "hello"));
        assertThat(comma).isEqualTo(
                new Edit.Insert(new CharacterId(6, 1), new CharacterId(5, 1), ","));
        assertThat(gone).containsExactly(new Edit.Delete(new CharacterId(2, 1), 5));
    }

    @Test
    void aDeletionAcrossRunsIsOneEditForEach() {
        ada.insert(1, 0, "ad");
        ada.insert(1, 1, "bc");

        List<Edit> gone = ada.delete(0, 4);

        assertThat(gone).containsExactly(
                new Edit.Delete(new CharacterId(1, 1), 1),
                new Edit.Delete(new CharacterId(3, 1), 2),
                new Edit.Delete(new CharacterId(2, 1), 1));
        assertThat(ada.text()).isEmpty();
        assertThat(ada.tombstones()).isEqualTo(4);
    }

    @Test
    void aCharacterIsACodePoint() {
        ada.insert(1, 0, "a🙂b");

        assertThat(ada.length()).isEqualTo(3);
        ada.delete(1, 1);
        assertThat(ada.text()).isEqualTo("ab");
    }

    @Test
    void wordsTypedAtTheSamePlaceAtOnceAreNotMixed() {
        both(ada.insert(1, 0, "[]"));

        List<Edit> adas = List.of(ada.insert(1, 1, "r"), ada.insert(1, 2, "ed"));
        List<Edit> bobs = List.of(bob.insert(2, 1, "gr"), bob.insert(2, 3, "een"));
        adas.forEach(bob::apply);
        bobs.forEach(ada::apply);

        assertThat(ada.text()).isEqualTo("[greenred]");
        assertThat(bob.text()).isEqualTo(ada.text());
    }

    @Test
    void whatIsTypedIntoADeletedWordStays() {
        both(ada.insert(1, 0, "a word here"));

        List<Edit> adas = ada.delete(1, 5);
        Edit bobs = bob.insert(2, 4, "XY");
        adas.forEach(bob::apply);
        ada.apply(bobs);

        assertThat(ada.text()).isEqualTo("aXY here");
        assertThat(bob.text()).isEqualTo(ada.text());
    }

    @Test
    void aCharacterThatTwoDeleteIsDeletedOnce() {
        both(ada.insert(1, 0, "abc"));

        List<Edit> adas = ada.delete(0, 2);
        List<Edit> bobs = bob.delete(1, 2);
        adas.forEach(bob::apply);
        bobs.forEach(ada::apply);

        assertThat(List.of(ada.text(), bob.text())).containsExactly("", "");
        assertThat(ada.length()).isZero();
        assertThat(ada.tombstones()).isEqualTo(3);
    }

    @Test
    void whatComesTwiceChangesNothing() {
        Edit typed = ada.insert(1, 0, "abc");
        List<Edit> gone = ada.delete(1, 1);

        assertThat(bob.apply(typed)).isTrue();
        assertThat(bob.apply(typed)).isFalse();
        assertThat(bob.apply(gone.get(0))).isTrue();
        assertThat(bob.apply(gone.get(0))).isFalse();
        assertThat(bob.apply(typed)).isFalse();
        assertThat(bob.text()).isEqualTo("ac");
    }

    @Test
    void whatComesTooEarlyWaits() {
        Edit first = ada.insert(1, 0, "a");
        Edit second = ada.insert(1, 1, "b");
        Edit third = ada.insert(1, 2, "c");
        Edit gone = ada.delete(0, 3).get(0);

        assertThat(bob.apply(gone)).isFalse();
        assertThat(bob.apply(third)).isFalse();
        assertThat(bob.apply(second)).isFalse();
        assertThat(bob.isReady(second)).isFalse();
        assertThat(bob.text()).isEmpty();
        assertThat(bob.apply(first)).isTrue();
        assertThat(bob.text()).isEmpty();
        assertThat(bob.tombstones()).isEqualTo(3);
    }

    @Test
    void theStateTellsWhatWasDeletedWithoutSayingWhatItWas() {
        ada.insert(1, 0, "my password is 1234.");
        ada.delete(15, 4);

        assertThat(ada.state()).containsExactly(
                new Edit.Insert(new CharacterId(1, 1), CharacterId.START,
                        "my password is "),
                new Edit.Tombstones(new CharacterId(16, 1), new CharacterId(15, 1), 4),
                new Edit.Insert(new CharacterId(20, 1), new CharacterId(19, 1), "."));
    }

    @Test
    void whoWasAwayMergesTheStateAndKeepsItsOwn() {
        both(ada.insert(1, 0, "one three"));

        Edit offline = bob.insert(2, 9, " four");
        List<Edit> alsoOffline = bob.delete(0, 3);
        ada.insert(1, 4, "two ");
        ada.delete(0, 1);
        ada.state().forEach(bob::apply);
        ada.apply(offline);
        alsoOffline.forEach(ada::apply);

        assertThat(bob.text()).isEqualTo(" two three four");
        assertThat(ada.text()).isEqualTo(bob.text());
    }

    /** Convergence, and that nothing is lost or doubled, in five thousand random histories. */
    @Test
    void replicasThatHeardTheSameHaveTheSameText() {
        for (int seed = 0; seed < 5_000; seed++) {
            History history = new History(seed).deliverAll();

            String text = history.replicas.get(0).text();
            for (SharedText replica : history.replicas) {
                assertThat(replica.text()).as("Seed %d", seed).isEqualTo(text);
                assertThat(replica.state()).as("Seed %d", seed)
                        .isEqualTo(history.replicas.get(0).state());
            }
            assertThat(text.codePoints().boxed()).as("Seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(history.survivors());
        }
    }

    /** Also a character that was deleted: it may have been what others were typed between. */
    @Test
    void whatWasTypedBetweenTwoCharactersStaysBetweenThem() {
        for (int seed = 0; seed < 2_000; seed++) {
            History history = new History(seed).deliverAll();

            List<CharacterId> order = order(history.replicas.get(0));
            for (History.Typed typed : history.typed) {
                int first = order.indexOf(typed.first());
                int last = order.indexOf(typed.last());
                int left = typed.left() == null ? -1 : order.indexOf(typed.left());
                int right = typed.right() == null
                        ? order.size()
                        : order.indexOf(typed.right());
                assertThat(List.of(left, first, last + 1, right + 1))
                        .as("Seed %d, %s", seed, typed).isSorted();
            }
        }
    }

    @Test
    void theStateAloneMakesTheSameText() {
        for (int seed = 0; seed < 2_000; seed++) {
            SharedText original = new History(seed).deliverAll().replicas.get(0);
            List<Edit> state = new ArrayList<>(original.state());
            Collections.shuffle(state, new Random(seed));

            SharedText copy = new SharedText();
            state.forEach(copy::apply);

            assertThat(copy.text()).as("Seed %d", seed).isEqualTo(original.text());
            assertThat(copy.clock()).isEqualTo(original.clock());
            assertThat(copy.tombstones()).isEqualTo(original.tombstones());
        }
    }

    private void both(Edit edit) {
        ada.apply(edit);
        bob.apply(edit);
    }

    /** The ids of all characters and tombstones, in the order of the text. */
    private static List<CharacterId> order(SharedText text) {
        List<CharacterId> order = new ArrayList<>();
        for (Edit run : text.state()) {
            int length = run instanceof Edit.Insert insert
                    ? insert.text().codePointCount(0, insert.text().length())
                    : ((Edit.Tombstones) run).length();
            for (int i = 0; i < length; i++) {
                order.add(run.id().plus(i));
            }
        }
        return order;
    }
}

package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.internal.store.ShortCuts;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two people type, delete and jump, with the short cuts and without: every update and every state has the same bytes. */
class HotPathTest {
    private static final int SEEDS = Integer.getInteger("collab.hot.seeds", 300);

    @AfterEach
    void switchOn() {
        ShortCuts.taken = true;
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 400, 3000})
    void theShortWayGivesTheBytesOfTheLongOne(int keys) {
        for (int seed = 0; seed < Math.max(3, SEEDS * 40 / keys); seed++) {
            List<String> shortWay = new Typing(seed, keys, true).run();
            List<String> longWay = new Typing(seed, keys, false).run();
            assertThat(shortWay).as("seed %s, %s keys", seed, keys).isEqualTo(longWay);
        }
    }

    @Test
    void mostKeysGoTheShortWay() {
        Typing typing = new Typing(1, 3000, true);
        typing.run();
        assertThat(typing.taken()).isGreaterThan(2000);
        assertThat(typing.applied()).isGreaterThan(2000);
    }

    @Test
    void longRowsOfTombstonesArePassed() {
        Doc shortWay = writtenBehindTombstones(true);
        Doc longWay = writtenBehindTombstones(false);
        assertThat(Typing.hex(shortWay.encodeStateAsUpdate())).isEqualTo(Typing.hex(longWay.encodeStateAsUpdate()));
    }

    @Test
    void whoWatchesSeesATransaction() {
        assertTaken(true, doc -> {});
        assertTaken(true, doc -> doc.onUpdateV2(event -> {}));
        assertTaken(true, doc -> doc.getText("other").observe(event -> {}));
        assertTaken(false, doc -> doc.getText("t").observe(event -> {}));
        assertTaken(false, doc -> doc.getText("t").observeDeep(events -> {}));
        assertTaken(false, doc -> doc.onAllTransactions(all -> {}));
        assertTaken(false, doc -> new UndoManager(doc.getText("t")));
        for (TransactionPhase phase : TransactionPhase.values()) {
            assertTaken(false, doc -> doc.onTransaction(phase, transaction -> {}));
        }
    }

    @Test
    void whatIsKeptOrFilteredGoesTheLongWay() {
        assertTaken(false, new Doc(DocOptions.builder().gc(false).build()), doc -> {});
        assertTaken(false, new Doc(DocOptions.builder().gcFilter(item -> true).build()), doc -> {});
        Doc open = new Doc();
        open.transact(transaction -> assertTaken(true, open, doc -> {}));
    }

    /** What a deletion leaves of formats is cleaned up in a transaction of its own. */
    @Test
    void aDeletionAmongFormatsGoesTheLongWay() {
        Doc doc = new Doc();
        doc.getText("t").insert(0, "abc");
        Doc other = new Doc();
        other.applyUpdate(doc.encodeStateAsUpdate());
        other.getText("t").delete(1, 1);
        Update deletion = other.encodeStateAsUpdate(other.stateVector());
        doc.getText("t").format(1, 1, Map.of("bold", true));
        assertThat(doc.shortcut().apply(deletion, null)).isFalse();
    }

    private static void assertTaken(boolean taken, Consumer<Doc> watch) {
        assertTaken(taken, new Doc(), watch);
    }

    private static void assertTaken(boolean taken, Doc doc, Consumer<Doc> watch) {
        YText text = doc.getText("t");
        text.insert(0, "text");
        Update more = moreFrom(doc);
        watch.accept(doc);
        assertThat(doc.shortcut().insert(text.branch, 4, "!")).isEqualTo(taken);
        assertThat(doc.shortcut().delete(text.branch, 0, 1)).isEqualTo(taken);
        assertThat(doc.shortcut().apply(more, null)).isEqualTo(taken);
    }

    /** What another replica appends, in two steps, of which the first is applied. */
    private static Update moreFrom(Doc doc) {
        Doc other = new Doc();
        other.applyUpdate(doc.encodeStateAsUpdate());
        other.getText("t").insert(2, "a");
        doc.applyUpdate(other.encodeStateAsUpdate(doc.stateVector()));
        other.getText("t").insert(3, "b");
        return other.encodeStateAsUpdate(doc.stateVector());
    }

    private static Doc writtenBehindTombstones(boolean hot) {
        ShortCuts.taken = hot;
        Doc doc = new Doc(DocOptions.builder().clientId(1).build());
        YText text = doc.getText("t");
        for (int i = 0; i < 300; i++) {
            text.insert(0, "x"); // an item of its own each, and none merges with its neighbour
        }
        for (int i = 0; i < 200; i++) {
            text.delete(50, 1);
        }
        write(text, 50, "!", hot);
        text.delete(51, 50);
        write(text, 51, "?", hot);
        return doc;
    }

    private static void write(YText text, int index, String key, boolean hot) {
        boolean done = text.doc.shortcut().insert(text.branch, index, key);
        assertThat(done).isEqualTo(hot);
        if (!done) {
            text.insert(index, key);
        }
    }

    private static final class Typing {
        private final Random random;
        private final int keys;
        private final boolean hot;
        private final List<String> seen = new ArrayList<>();
        private final List<Person> people;

        Typing(long seed, int keys, boolean hot) {
            random = new Random(seed);
            this.keys = keys;
            this.hot = hot;
            boolean formats = seed % 3 == 0;
            people = List.of(new Person(1, formats), new Person(2, formats));
        }

        List<String> run() {
            ShortCuts.taken = hot;
            for (int i = 0; i < keys; i++) {
                int writer = random.nextInt(10) == 0 ? 1 : 0;
                people.get(writer).typist.press(people.get(random.nextInt(2)).typist);
                if (random.nextInt(4) > 0) {
                    exchange();
                }
            }
            exchange();
            people.forEach(person -> seen.add(hex(person.typist.doc.encodeStateAsUpdate()) + person.typist.text));
            return seen;
        }

        int taken() {
            return people.stream().mapToInt(person -> person.typist.taken).sum();
        }

        int applied() {
            return people.stream().mapToInt(person -> person.typist.applied).sum();
        }

        private void exchange() {
            for (Person person : people) {
                Person other = people.get(people.get(0) == person ? 1 : 0);
                List<Update> news = List.copyOf(person.unsent);
                person.unsent.clear();
                news.forEach(other.typist::receive);
            }
        }

        private static String hex(Update update) {
            return HexFormat.of().formatHex(update.toV1());
        }

        private final class Person {
            final Typist typist;
            final List<Update> unsent = new ArrayList<>();

            Person(long client, boolean formats) {
                typist = new Typist(client, formats, random);
                typist.doc.onUpdate(event -> {
                    seen.add(client + " " + event.local() + " " + event.origin() + " " + hex(event.update()));
                    if (event.local()) {
                        unsent.add(event.update());
                    }
                });
            }
        }
    }
}

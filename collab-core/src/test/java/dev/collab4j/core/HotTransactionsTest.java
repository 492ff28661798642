package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.internal.lib0.ByteWriter;
import dev.collab4j.core.internal.store.ShortCuts;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plain text changed in transactions of many edits: whoever looks at the document before their end, or begins to watch it
 * then, sees the same the short way as the long way.
 */
class HotTransactionsTest {
    private static final int SEEDS = Integer.getInteger("collab.hot.seeds", 300) / 5;

    @AfterEach
    void switchOn() {
        ShortCuts.taken = true;
    }

    @Test
    void theShortWayShowsWhatTheLongOneDoes() {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertSame(seed);
        }
    }

    /** A pair of surrogates that is deleted, but not gone yet, is torn apart by a cut in Yjs. */
    @ParameterizedTest
    @ValueSource(ints = {18, 1072})
    void aCutThroughDeletedTextIsSeen(int seed) {
        assertSame(seed);
    }

    private static void assertSame(int seed) {
        List<String> shortWay = new Session(seed).run(true);
        List<String> longWay = new Session(seed).run(false);
        assertThat(shortWay).as("seed %s", seed).isEqualTo(longWay);
    }

    @Test
    void mostEditsGoTheShortWay() {
        Session session = new Session(1);
        session.run(true);
        assertThat(session.people.get(0).taken).isGreaterThan(session.pressed / 2);
        assertThat(session.people.get(0).applied).isGreaterThan(session.received / 4);
    }

    @Test
    void deletedTextIsThereUntilTheEnd() {
        assertThat(typedAndMostlyDeleted(true)).isEqualTo(typedAndMostlyDeleted(false));
    }

    private static List<String> typedAndMostlyDeleted(boolean hot) {
        ShortCuts.taken = hot;
        List<String> seen = new ArrayList<>();
        Typist typist = new Typist(1, false, new Random(1));
        typist.doc.transact(transaction -> {
            typist.text.insert(0, "much text ".repeat(1000));
            for (int i = 0; i < 900; i++) {
                typist.text.delete(50, 10);
            }
            seen.add(Session.hex(typist.doc.encodeStateAsUpdate()));
        });
        seen.add(Session.hex(typist.doc.encodeStateAsUpdate()) + typist.text);
        return seen;
    }

    /** As nobody would write them: a block before and after any two characters, also halves of pairs that are deleted. */
    @Test
    void aBlockBetweenAnyTwoCharactersGoesWhereItDoesTheLongWay() {
        for (int seed = 0; seed < SEEDS * 5; seed++) {
            assertThat(blocksInDeletedText(seed, true)).as("seed %s", seed).isEqualTo(blocksInDeletedText(seed, false));
        }
    }

    private static List<String> blocksInDeletedText(long seed, boolean hot) {
        ShortCuts.taken = hot;
        Random random = new Random(seed);
        List<String> seen = new ArrayList<>();
        Doc doc = new Doc(DocOptions.builder().clientId(1).build());
        YText text = doc.getText("t");
        text.insert(0, "ab\ud83d\ude00\ud83d\ude01cd\ud83d\ude02ef\ud83d\ude03");
        doc.transact(transaction -> {
            for (int clock = 0; clock < 3; clock++) {
                for (int deletions = random.nextInt(5); deletions > 0; deletions--) {
                    int from = random.nextInt(Math.max(1, text.length()));
                    text.delete(from, Math.min(1 + random.nextInt(3), text.length() - from));
                }
                doc.applyUpdate(block(clock, random.nextInt(14), random.nextInt(14)));
            }
            seen.add(Session.hex(doc.encodeStateAsUpdate()) + StoreLayout.of(doc));
        });
        seen.add(Session.hex(doc.encodeStateAsUpdate()) + StoreLayout.of(doc) + text);
        return seen;
    }

    /** A letter of client 2, behind one character of client 1 and before another. */
    private static Update block(int clock, int origin, int rightOrigin) {
        ByteWriter out = new ByteWriter();
        int[] head = {1, 1, 2, clock, 0xc4, 1, origin, 1, rightOrigin};
        for (int value : head) {
            out.writeUint8(value);
        }
        out.writeVarString("X");
        out.writeUint8(0);
        return Update.fromV1(out.toByteArray());
    }

    private static final class Session {
        private final Random random;
        private final List<String> seen = new ArrayList<>();
        private final List<Update> sent = new ArrayList<>();
        private final List<Typist> people;
        private final List<Runnable> cleanUps = new ArrayList<>();
        private int pressed;
        private int received;
        private Snapshot snapshot = Snapshot.empty();

        Session(long seed) {
            random = new Random(seed);
            people = List.of(new Typist(1, seed % 3 == 0, random), new Typist(2, seed % 5 == 0, random));
            people.get(0).doc.onUpdate(event -> seen.add(event.local() + " " + hex(event.update())));
            people.get(1).doc.onUpdate(event -> sent.add(event.update()));
        }

        List<String> run(boolean hot) {
            ShortCuts.taken = hot;
            Typist writer = people.get(0);
            for (int i = 0; i < 20; i++) {
                writer.doc.transact(transaction -> edit(writer));
                cleanUps.forEach(Runnable::run);
                cleanUps.clear();
                note(writer);
                people.get(1).doc.applyUpdate(writer.doc.encodeStateAsUpdate());
            }
            return seen;
        }

        private void edit(Typist writer) {
            boolean alone = random.nextBoolean();
            for (int edits = random.nextInt(60); edits > 0; edits--) {
                int dice = random.nextInt(40);
                if (dice == 0) {
                    look(writer);
                } else if (dice < 10 && !alone) {
                    writer.receive(news(writer));
                    received++;
                } else {
                    writer.press(people.get(1));
                    pressed++;
                }
            }
        }

        /** What the other one does next, without having seen what is under way here. */
        private Update news(Typist writer) {
            sent.clear();
            people.get(1).press(writer);
            return sent.isEmpty() ? people.get(1).doc.encodeStateAsUpdate() : sent.get(0);
        }

        private void look(Typist writer) {
            switch (random.nextInt(8)) {
                case 0, 1 -> note(writer);
                case 2 -> seen.add(writer.text.toDelta(snapshot, null).toString());
                case 3 -> snapshot = writer.doc.snapshot();
                case 4 ->
                    watch(writer.text.observe(event -> seen.add(event.delta().toString())));
                case 5 ->
                    watch(writer.doc.onTransaction(TransactionPhase.AFTER_OBSERVERS, transaction -> note(writer)));
                case 6 -> undoLater(new UndoManager(writer.text));
                default -> seen.add(writer.doc.stateVector() + " " + writer.doc.deleteSet());
            }
        }

        private void note(Typist writer) {
            seen.add(hex(writer.doc.encodeStateAsUpdate()) + " " + writer.text);
            seen.add(StoreLayout.of(writer.doc).toString());
        }

        private void watch(Subscription subscription) {
            cleanUps.add(subscription::close);
        }

        private void undoLater(UndoManager undo) {
            cleanUps.add(() -> {
                undo.undo();
                undo.close();
            });
        }

        private static String hex(Update update) {
            return HexFormat.of().formatHex(update.toV1());
        }
    }
}

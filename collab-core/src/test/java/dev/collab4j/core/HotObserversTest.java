package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.ShortCuts;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Plain text that is observed, typed key by key and in transactions: whatever an observer asks for or does, it finds the
 * same the short way as the long way, and so do those who get the updates.
 */
class HotObserversTest {
    private static final int SEEDS = Integer.getInteger("collab.hot.seeds", 300);

    @AfterEach
    void switchOn() {
        ShortCuts.taken = true;
    }

    @Test
    void observersFindWhatTheyDoTheLongWay() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<String> shortWay = new Observed(seed).run(true);
            List<String> longWay = new Observed(seed).run(false);
            for (int i = 0; i < longWay.size(); i++) {
                assertThat(shortWay.get(i)).as("seed %s, sight %s", seed, i).isEqualTo(longWay.get(i));
            }
            assertThat(shortWay).as("seed %s", seed).hasSameSizeAs(longWay);
        }
    }

    @Test
    void whoOnlyReadsDeltasLeavesTheRunsAsTheyAre() {
        Doc doc = new Doc(DocOptions.builder().clientId(1).build());
        YText text = doc.getText("t");
        for (int i = 0; i < 200; i++) {
            text.insert(0, "x"); // an item of its own each
        }
        List<Integer> items = new ArrayList<>();
        text.observe(event -> {
            assertThat(event.delta().ops()).hasSize(2);
            items.add(countItems(text));
        });
        text.insert(200, "y");
        text.insert(201, "z");
        assertThat(items).containsExactly(201, 201);
    }

    /** Past the methods that would cut what is joined. */
    private static int countItems(YText text) {
        int items = 0;
        for (Item item = text.branch.start; item != null; item = item.right) {
            items++;
        }
        return items;
    }

    /** Found by history 91,035 of the lock-step suite. */
    @Test
    void whatFollowsTheCutMayBeCollected() {
        Doc doc = new Doc();
        YText text = doc.getText("t");
        YArray gone = doc.getArray("a").insertArray(0);
        text.insert(0, "ab");
        gone.push("collected");
        doc.getArray("a").delete(0, 1);
        List<Update> seen = new ArrayList<>();
        text.observe(event -> seen.add(doc.encodeStateAsUpdate()));
        text.delete(1, 1);
        assertThat(seen).hasSize(1);
    }

    private static final class Observed {
        private final Random random;
        private final Typist typist;
        private final Typist other;
        private final List<String> seen = new ArrayList<>();
        private final List<Subscription> subscriptions = new ArrayList<>();
        private Snapshot snapshot = Snapshot.empty();
        private int nested;

        Observed(long seed) {
            random = new Random(seed);
            typist = new Typist(1, seed % 4 == 0, random);
            other = new Typist(2, seed % 8 == 0, random);
        }

        List<String> run(boolean hot) {
            ShortCuts.taken = hot;
            typist.text.insert(0, "some text");
            if (random.nextInt(4) > 0) {
                fill();
            }
            typist.doc.onUpdate(event -> see(event.local() + " " + hex(event.update())));
            typist.text.observe(this::onEvent);
            if (random.nextBoolean()) {
                typist.text.observeDeep(events -> onEvent((YTextEvent) events.get(0)));
            }
            for (int i = 0; i < 60; i++) {
                step();
            }
            return seen;
        }

        /** So much that the text gets an index. */
        private void fill() {
            for (int i = 0; i < 80; i++) {
                typist.text.insert(random.nextInt(typist.text.length()), "x" + i);
            }
        }

        private void step() {
            switch (random.nextInt(8)) {
                case 0 -> typist.doc.transact(transaction -> edit(random.nextInt(20)));
                case 1 -> receive();
                default -> edit(1);
            }
            subscriptions.forEach(Subscription::close);
            subscriptions.clear();
            look();
        }

        private void edit(int keys) {
            for (int i = 0; i < keys; i++) {
                if (random.nextInt(20) == 0) {
                    receive();
                } else {
                    typist.press(other);
                }
            }
        }

        private void receive() {
            other.doc.applyUpdate(typist.doc.encodeStateAsUpdate());
            other.press(typist);
            typist.receive(other.doc.encodeStateAsUpdate(typist.doc.stateVector()));
        }

        private void onEvent(YTextEvent event) {
            int questions = random.nextInt(4);
            for (int i = 0; i < questions; i++) {
                ask(event);
            }
        }

        private void ask(YTextEvent event) {
            switch (random.nextInt(16)) {
                case 0 -> look();
                case 1 -> nest(() -> typist.press(other));
                case 2 -> nest(this::receive);
                case 3 -> see(typist.text.toDelta(snapshot, null).toString());
                case 4 -> snapshot = typist.doc.snapshot();
                case 5 ->
                    subscriptions.add(typist.doc.onTransaction(
                            TransactionPhase.values()[random.nextInt(5)], transaction -> look()));
                case 6 ->
                    see(event.transaction().deleteSet() + " "
                            + event.transaction().afterState());
                case 7 -> see(event.keys() + " " + event.path() + " " + event.childListChanged());
                case 8 -> see(typist.text.toDelta() + " " + typist.text.length());
                case 9 -> see(positions());
                default -> see(event.delta().toString());
            }
        }

        private void nest(Runnable edit) {
            if (nested < 2) {
                nested++;
                edit.run();
                nested--;
            }
        }

        private String positions() {
            int index = random.nextInt(typist.text.length() + 1);
            RelativePosition position = RelativePosition.of(typist.text, index);
            return position + " " + position.resolve(typist.doc);
        }

        private void look() {
            see(hex(typist.doc.encodeStateAsUpdate()) + " " + typist.text);
            see(StoreLayout.of(typist.doc).toString());
        }

        private void see(String sight) {
            seen.add(sight.replace("\ud83d", "<").replace("\ude00", ">"));
        }

        private static String hex(Update update) {
            return HexFormat.of().formatHex(update.toV1());
        }
    }
}

package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Change;
import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.core.YXmlElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * People and a hostile client edit at random under a filter. Whatever they write is marked with a number, so that of each
 * byte that somebody gets it can be said whether the filter has let it in. In the end nobody has anything else, all agree,
 * with a fresh document after a reset, and nobody waits for an answer. The same with two hubs, between which people move
 * when they reconnect. The seed decides what is done, not when it arrives.
 */
class FilterHistoriesTest {

    private static final long SEED = Long.getLong("collab.filter.seed", 1);
    private static final int HISTORIES = Integer.getInteger("collab.filter.histories", 10);
    private static final int HISTORIES_OF_TWO_HUBS = (HISTORIES + 1) / 2;

    /** What is allowed, and how the rest is refused. */
    enum Rule {
        ONE_KEY {
            @Override
            Verdict judge(ProposedUpdate update) {
                return onlyIf(
                        update.changes().changes().stream()
                                .allMatch(change -> change.root().equals("card") && "status".equals(change.key())),
                        Verdict.compensate("only the status"));
            }
        },

        APPEND {
            @Override
            Verdict judge(ProposedUpdate update) {
                boolean isInLog = update.changes().changes().stream()
                        .allMatch(change -> change.root().equals("log") && change.kind() == Change.Kind.INSERT);
                return onlyIf(isInLog && isAppended(update), Verdict.compensate("only at the end of the log"));
            }

            private static boolean isAppended(ProposedUpdate update) {
                Doc after = new Doc();
                after.applyUpdate(update.document().encodeStateAsUpdate());
                after.applyUpdate(update.update());
                return after.getText("log")
                        .toString()
                        .startsWith(update.document().getText("log").toString());
            }
        },

        NOT_UNDER_HEADINGS {
            @Override
            Verdict judge(ProposedUpdate update) {
                return onlyIf(
                        update.changes().changes().stream().allMatch(change -> isAllowed(update.document(), change)),
                        Verdict.compensate("headings stay"));
            }

            private static boolean isAllowed(Doc document, Change change) {
                if (!change.root().equals("page")) {
                    return true;
                }
                if (change.path().isEmpty()) {
                    return change.kind() == Change.Kind.INSERT; // a child that goes may be a heading
                }
                Object child = document.getXmlFragment("page")
                        .get((Integer) change.path().get(0));
                return !(child instanceof YXmlElement element
                        && element.nodeName().equals("heading"));
            }
        };

        abstract Verdict judge(ProposedUpdate update);

        private static Verdict onlyIf(boolean isAllowed, Verdict otherwise) {
            return isAllowed ? Verdict.accept() : otherwise;
        }
    }

    private final AtomicInteger refused = new AtomicInteger();
    private int resets;

    @ParameterizedTest
    @EnumSource(Rule.class)
    void nobodyEverGetsWhatIsRefused(Rule rule) {
        play(rule, 1, HISTORIES);
    }

    /** Both ask the same filter, each about its own document. */
    @ParameterizedTest
    @EnumSource(Rule.class)
    void norFromAnotherHub(Rule rule) {
        play(rule, 2, HISTORIES_OF_TWO_HUBS);
    }

    private void play(Rule rule, int hubs, int histories) {
        for (long seed = SEED; seed < SEED + histories; seed++) {
            try (History history = new History(rule, hubs, seed)) {
                history.run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "Again: -Dtest=FilterHistoriesTest -Dcollab.filter.histories=1 -Dcollab.filter.seed=" + seed
                                + " (" + rule + ", hubs: " + hubs + ")",
                        e);
            }
        }
        System.out.printf(
                "filter: %s, hubs %d, histories %d from seed %d: %d updates refused, %d clients sent away%n",
                rule, hubs, histories, SEED, refused.get(), resets);
        assertThat(refused.get()).isGreaterThanOrEqualTo(histories / 2);
        assertThat(resets).isGreaterThanOrEqualTo(histories / 10);
    }

    private final class History implements AutoCloseable {

        private final Rule rule;
        private final Random random;
        private final Marks marks = new Marks();
        private final TestStore store = new TestStore();
        private final Set<Integer> accepted = ConcurrentHashMap.newKeySet();
        private final FilteredRoom room;
        private final List<FilteredRoom.Editor> editors = new ArrayList<>();
        private final List<FilteredRoom.Editor> gone = new ArrayList<>();

        History(Rule rule, int hubs, long seed) {
            this.rule = rule;
            random = new Random(seed);
            room = new FilteredRoom(store, this::judge, hubs, new Random(seed));
        }

        private Verdict judge(ProposedUpdate update) {
            Verdict verdict = rule.judge(update);
            if (verdict.kind() == Verdict.Kind.ACCEPT) {
                accepted.addAll(Marks.in(update.update().toV1()));
            } else {
                refused.incrementAndGet();
            }
            return verdict;
        }

        void run() {
            room.edit(doc -> FilteredEdits.begin(doc, marks));
            accepted.addAll(Marks.in(room.copy().encodeStateAsUpdate().toV1()));
            editors.add(room.yjsClient());
            editors.add(room.yjsClient());
            editors.add(room.provider());
            for (int steps = 20 + random.nextInt(30); steps > 0; steps--) {
                step();
            }
            settle();
            check();
        }

        private void step() {
            int at = random.nextInt(editors.size());
            FilteredRoom.Editor editor = editors.get(at);
            if (editor.isSentAway()) {
                renew(at);
                return;
            }
            switch (random.nextInt(12)) {
                case 0 -> editor.reconnect();
                case 1 -> room.sendHostile(hostile());
                case 2 -> editor.awaitSaved();
                case 3 -> editor.stopReading();
                case 4 -> editor.resumeReading();
                default -> editor.doc().transact(tx -> FilteredEdits.edit(editor.doc(), random, marks));
            }
        }

        private void renew(int at) {
            resets++;
            gone.add(editors.get(at));
            editors.set(at, at == 2 ? room.provider() : room.yjsClient());
        }

        /** What no honest client sends: without what it depends on, or with a byte changed. */
        private Update hostile() {
            Doc writer = room.copy();
            Update first = FilteredEdits.update(writer, random, marks);
            Update second = FilteredEdits.update(writer, random, marks);
            if (random.nextInt(3) == 0) {
                return random.nextBoolean() ? second : Update.merge(List.of(second, first));
            }
            byte[] bytes = first.toV1().clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(random.nextBoolean() ? 12 : 256);
            return Update.fromV1(bytes);
        }

        private void settle() {
            editors.forEach(FilteredRoom.Editor::resumeReading);
            await().pollInterval(Duration.ofMillis(5)).untilAsserted(() -> {
                for (int at = 0; at < editors.size(); at++) {
                    if (editors.get(at).isSentAway()) {
                        renew(at);
                    }
                }
                assertThat(room.pictures()).hasSize(1);
                for (FilteredRoom.Editor editor : editors) {
                    assertThat(editor.isSaved()).as("saved").isTrue();
                    assertThat(room.pictures()).containsExactly(FilteredEdits.picture(editor.doc()));
                }
            });
        }

        private void check() {
            gone.addAll(editors);
            for (FilteredRoom.Editor editor : gone) {
                Set<Integer> got = new TreeSet<>();
                editor.received().forEach(message -> got.addAll(Marks.in(message)));
                got.removeAll(editor.written());
                assertThat(accepted).as("what a client has got").containsAll(got);
            }
            for (FilteredRoom.Editor editor : editors) {
                assertAccepted("a document", editor.doc().encodeStateAsUpdate().toV1());
            }
            store.appended.forEach(row -> assertAccepted("a row", row.bytes()));
            room.copies()
                    .forEach(copy -> assertAccepted(
                            "an export", copy.encodeStateAsUpdate().toV1()));
            room.leave();
            Doc stored = StoredDocuments.read(store.memory, FilteredRoom.NAME);
            assertAccepted("the store", stored.encodeStateAsUpdate().toV1());
            assertThat(stored.hasPending()).isFalse();
        }

        private void assertAccepted(String where, byte[] bytes) {
            assertThat(accepted).as(where).containsAll(Marks.in(bytes));
        }

        @Override
        public void close() {
            room.close();
        }
    }
}

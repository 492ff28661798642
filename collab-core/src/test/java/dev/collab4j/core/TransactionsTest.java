package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The moments of a transaction and what can be asked of it then; the logs are those of Yjs 13.6.33. */
class TransactionsTest {
    private final Doc doc = new Doc(DocOptions.builder().clientId(1).build());
    private final YMap map = doc.getMap("m");
    private final YArray array = doc.getArray("a");
    private final List<String> log = new ArrayList<>();

    private void watch() {
        for (TransactionPhase phase : TransactionPhase.values()) {
            doc.onTransaction(phase, tx -> log.add(phase + " " + tx.origin()));
        }
        doc.onUpdate(event -> log.add("update " + event.origin()));
        doc.onSubDocs(event -> log.add("subdocs"));
        doc.onAllTransactions(
                all -> log.add("all " + all.stream().map(Transaction::origin).toList()));
    }

    @Test
    void oneTransaction() {
        watch();
        map.observe(event -> log.add("observer"));
        map.observeDeep(events -> log.add("deep"));
        doc.transact("x", tx -> doc.transact("ignored", inner -> map.set("k", new Doc())));
        assertThat(log)
                .containsExactly(
                        "BEFORE_ALL x",
                        "BEFORE x",
                        "BEFORE_OBSERVERS x",
                        "observer",
                        "deep",
                        "AFTER_OBSERVERS x",
                        "AFTER_CLEAN_UP x",
                        "update x",
                        "subdocs",
                        "all [x]");
    }

    @Test
    void anEmptyOneIsOneToo() {
        watch();
        doc.transact("x", tx -> {});
        assertThat(log)
                .containsExactly(
                        "BEFORE_ALL x",
                        "BEFORE x",
                        "BEFORE_OBSERVERS x",
                        "AFTER_OBSERVERS x",
                        "AFTER_CLEAN_UP x",
                        "all [x]");
    }

    @Test
    void editsOfObserversBeginWithinAndEndAfter() {
        watch();
        map.observe(event -> {
            if (!map.has("answer")) {
                doc.transact("observer", tx -> map.set("answer", 42));
            }
        });
        doc.transact("x", tx -> map.set("question", 1));
        assertThat(log)
                .containsExactly(
                        "BEFORE_ALL x",
                        "BEFORE x",
                        "BEFORE_OBSERVERS x",
                        "BEFORE observer",
                        "AFTER_OBSERVERS x",
                        "AFTER_CLEAN_UP x",
                        "BEFORE_OBSERVERS observer",
                        "AFTER_OBSERVERS observer",
                        "AFTER_CLEAN_UP observer",
                        "update x",
                        "update observer",
                        "all [x, observer]");
    }

    @Test
    void whatIsEditedBeforeBelongsToIt() {
        doc.onTransaction(TransactionPhase.BEFORE, tx -> {
            if (!map.has("first")) {
                map.set("first", true);
            }
        });
        List<StateVector> ends = new ArrayList<>();
        doc.onTransaction(tx -> ends.add(tx.afterState()));
        map.set("k", 1);
        assertThat(ends).containsExactly(StateVector.of(Map.of(1L, 2L)));
    }

    @Test
    void statesAndDeletesAreItsOwn() {
        array.push(1, 2, 3);
        AtomicReference<Transaction> seen = new AtomicReference<>();
        doc.onTransaction(tx -> {
            if ("x".equals(tx.origin())) {
                seen.set(tx);
                assertThat(tx.beforeState()).isEqualTo(StateVector.of(Map.of(1L, 3L)));
                doc.transact("later", inner -> array.push(9));
                assertThat(tx.afterState()).isEqualTo(StateVector.of(Map.of(1L, 4L)));
            }
        });
        doc.transact("x", tx -> {
            assertThat(tx.afterState()).isEqualTo(StateVector.empty());
            array.push(4);
            array.delete(2);
            array.delete(0);
            assertThat(tx.deleteSet().toMap())
                    .isEqualTo(Map.of(1L, List.of(new DeleteSet.Range(0, 1), new DeleteSet.Range(2, 1))));
            assertThat(List.of(0, 1, 2, 3).stream().map(clock -> tx.deleteSet().contains(new Id(1, clock))))
                    .containsExactly(true, false, true, false);
            assertThat(tx.deleteSet().contains(new Id(2, 0))).isFalse();
        });
        assertThat(seen.get().beforeState()).isEqualTo(StateVector.of(Map.of(1L, 3L)));
    }

    @Test
    void statesCantBeAskedForFirstWhenItHasEnded() {
        AtomicReference<Transaction> kept = new AtomicReference<>();
        doc.transact(kept::set);
        assertThatThrownBy(() -> kept.get().beforeState()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> kept.get().afterState()).hasMessageContaining("until it has ended");
    }

    @Test
    void thoseWhoWaitForAllMayAskForAll() {
        List<StateVector> states = new ArrayList<>();
        doc.onAllTransactions(all -> all.forEach(tx -> {
            states.add(tx.beforeState());
            states.add(tx.afterState());
        }));
        map.set("k", 1);
        assertThat(states).containsExactly(StateVector.empty(), StateVector.of(Map.of(1L, 1L)));
    }

    @Test
    void changedTypesWithTheirKeysAndAllAroundThem() {
        YMap inner = array.insertMap(0);
        AtomicReference<Transaction> seen = new AtomicReference<>();
        List<Integer> sizes = new ArrayList<>();
        doc.onTransaction(
                TransactionPhase.BEFORE_OBSERVERS,
                tx -> sizes.add(tx.changedParentTypes().size()));
        doc.onTransaction(tx -> {
            seen.set(tx);
            tx.changedParentTypes().get(array).forEach(YEvent::path);
            assertThat(tx.changedParentTypes().get(inner).get(0).keys()).containsOnlyKeys("k");
        });
        doc.transact(tx -> {
            inner.set("k", 1);
            map.set("x", 1);
            array.push(1);
            array.insertMap(0).set("new types", "are left out");
        });
        assertThat(seen.get().changed())
                .containsExactly(
                        Map.entry(inner, java.util.Set.of("k")),
                        Map.entry(map, java.util.Set.of("x")),
                        Map.entry(array, new LinkedHashSet<>(Arrays.asList((String) null))));
        assertThat(seen.get().changedParentTypes()).containsOnlyKeys(inner, array, map);
        assertThat(seen.get().changedParentTypes().get(array))
                .extracting(YEvent::target)
                .containsExactly(inner, array);
        assertThat(sizes).containsExactly(0);
    }

    @Test
    void metaIsPassedOn() {
        List<Object> found = new ArrayList<>();
        doc.onTransaction(tx -> found.add(tx.meta().get("k")));
        doc.transact(tx -> tx.meta().put("k", "v"));
        doc.transact(tx -> {});
        assertThat(found).containsExactly("v", null);
    }

    @Test
    void aListenerThatThrowsStopsNothing() {
        doc.onTransaction(TransactionPhase.BEFORE, tx -> {
            throw new IllegalStateException("before");
        });
        doc.onTransaction(TransactionPhase.AFTER_CLEAN_UP, tx -> {
            throw new IllegalStateException("after");
        });
        doc.onUpdate(event -> log.add("update"));
        assertThatThrownBy(() -> map.set("k", 1))
                .hasMessage("before")
                .satisfies(error -> assertThat(error.getSuppressed()).hasSize(1));
        assertThat(map.get("k")).isEqualTo(1L);
        assertThat(log).containsExactly("update");
    }

    /** Yjs sorts the events by their paths, and so knows them before the first observer moves something. */
    @Test
    void pathsAreThoseFromBeforeDeepObserversEdited() {
        YMap inner = array.insertMap(0);
        array.observeDeep(events -> {
            if (array.length() < 3) {
                array.insert(0, "moves the rest");
            }
        });
        array.observeDeep(
                events -> log.add(events.stream().map(YEvent::path).toList().toString()));
        doc.transact(tx -> {
            inner.set("k", 1);
            array.push("x");
        });
        assertThat(log.get(0)).isEqualTo("[[], [0]]");
        log.clear();
        array.delete(0);
        log.clear();
        inner.set("k", 2);
        assertThat(log.get(0)).isEqualTo("[[1]]");
    }

    @Test
    void theClientIdChangesWhenAnotherReplicaUsesIt() {
        long[] next = {6, 7};
        int[] drawn = {0};
        Doc first =
                new Doc(DocOptions.builder().clientIds(() -> next[drawn[0]++]).build());
        Doc other = new Doc(DocOptions.builder().clientId(6).build());
        other.getText("t").insert(0, "x");
        assertThat(first.clientId()).isEqualTo(6);
        List<Long> ids = new ArrayList<>();
        first.onTransaction(tx -> ids.add(first.clientId()));
        first.onTransaction(TransactionPhase.AFTER_CLEAN_UP, tx -> ids.add(first.clientId()));
        first.applyUpdate(other.encodeStateAsUpdate());
        first.getText("t").insert(1, "y");
        assertThat(ids).containsExactly(6L, 7L, 7L, 7L);
        assertThat(first.stateVector()).isEqualTo(StateVector.of(Map.of(6L, 1L, 7L, 1L)));
    }

    @Test
    void localEditsBesideAnUpdateInOneTransactionCountAsAnotherReplica() {
        Doc other = new Doc();
        other.getText("t").insert(0, "x");
        doc.transact(tx -> {
            map.set("k", 1);
            doc.applyUpdate(other.encodeStateAsUpdate());
        });
        assertThat(doc.clientId()).isNotEqualTo(1);
    }

    @Test
    void aRandomClientIdIsDrawnOnce() {
        Doc other = new Doc();
        other.getText("t").insert(0, "x");
        Doc drawn = new Doc();
        drawn.applyUpdate(other.encodeStateAsUpdate());
        long id = drawn.clientId();
        drawn.getText("t").insert(1, "y");
        assertThat(id).isBetween(0L, (1L << 32) - 1).isNotEqualTo(other.clientId());
        assertThat(drawn.stateVector()).isEqualTo(StateVector.of(Map.of(other.clientId(), 1L, id, 1L)));
        assertThat(drawn.clientId()).isEqualTo(id);
    }

    @Test
    void aRandomGuidIsDrawnOnce() {
        assertThat(doc.guid()).hasSize(36).isEqualTo(doc.guid()).isNotEqualTo(new Doc().guid());
    }
}

package dev.collab4j.core.awareness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AwarenessTest {
    private static final long MAX = (1L << 53) - 1;

    private long now = 1_000_000;
    private final Awareness awareness = new Awareness(7, () -> Instant.ofEpochMilli(now));

    private static AwarenessUpdate.Entry entry(long client, long clock, String json) {
        return new AwarenessUpdate.Entry(client, clock, json);
    }

    private AwarenessChange apply(AwarenessUpdate.Entry... entries) {
        return awareness.apply(AwarenessUpdate.of(List.of(entries)), null);
    }

    @Test
    void startsWithAnEmptyLocalState() {
        assertThat(awareness.localState().json()).isEqualTo("{}");
        assertThat(awareness.localState().clock()).isZero();
        assertThat(awareness.encodeAll().entries()).containsExactly(entry(7, 0, "{}"));
    }

    @Test
    void aServerTakesNoPart() {
        awareness.setLocalState(null);
        assertThat(awareness.localState()).isNull();
        assertThat(awareness.encodeAll().isEmpty()).isTrue();
        assertThat(awareness.setLocalStateField("a", 1).isEmpty()).isTrue();
    }

    @Test
    void textIsRelayedAsItCame() {
        apply(entry(1, 1, " {\"a\" : 1.0} "));
        assertThat(awareness.states().get(1L).json()).isEqualTo(" {\"a\" : 1.0} ");
        assertThat(awareness.states().get(1L).value()).isEqualTo(Map.of("a", 1L));
        assertThat(awareness.encode(List.of(1L)).entries()).containsExactly(entry(1, 1, " {\"a\" : 1.0} "));
    }

    @Test
    void staleEntriesAreNotParsed() {
        apply(entry(1, 5, "{}"));
        assertThat(apply(entry(1, 5, "not JSON"), entry(1, 4, "{"), entry(2, 0, ""))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void malformedJsonChangesNothing() {
        apply(entry(1, 5, "{}"));
        List<AwarenessChange> told = new ArrayList<>();
        awareness.onUpdate(told::add);
        AwarenessUpdate before = awareness.encodeAll();
        assertThatThrownBy(() -> apply(entry(1, 6, "{\"a\":1}"), entry(2, 1, "{}"), entry(3, 1, "{\"a\"")))
                .isInstanceOf(MalformedUpdateException.class)
                .hasMessageStartingWith("Malformed JSON: ");
        assertThat(awareness.encodeAll().encode()).isEqualTo(before.encode());
        assertThat(told).isEmpty();
    }

    @Test
    void deepJsonIsRefusedOrHeldWithoutRecursion() {
        String deepest = "[".repeat(20_000) + "]".repeat(20_000);
        apply(entry(1, 1, deepest));
        assertThat(apply(entry(1, 2, " " + deepest)).updated()).containsExactly(1L);
        assertThatThrownBy(() -> apply(entry(1, 3, "[" + deepest + "]"))).isInstanceOf(MalformedUpdateException.class);
    }

    @Test
    void oneClientTwiceInAnUpdate() {
        AwarenessChange change = apply(entry(1, 1, "{}"), entry(1, 1, "null"), entry(1, 1, "x"), entry(1, 2, "[]"));
        assertThat(change.added()).containsExactly(1L);
        assertThat(change.removed()).containsExactly(1L);
        assertThat(change.updated()).containsExactly(1L);
        assertThat(awareness.states().get(1L).json()).isEqualTo("[]");
    }

    @Test
    void theOwnStateOutlivesAClaimThatItHasGone() {
        awareness.setLocalState(Map.of("name", "me"));
        AwarenessChange change = apply(entry(7, 1, "null"));
        assertThat(change.accepted()).containsExactly(7L);
        assertThat(awareness.encode(change.accepted()).entries()).containsExactly(entry(7, 2, "{\"name\":\"me\"}"));
        assertThat(awareness.localState().clock()).isEqualTo(2);
    }

    @Test
    void clocksEndWhereJavaScriptsNumbersDo() {
        apply(entry(7, MAX, "null"));
        awareness.setLocalState(Map.of("a", 1));
        assertThat(awareness.encodeAll().entries()).containsExactly(entry(7, MAX, "{\"a\":1}"));
    }

    @Test
    void idsOf53Bits() {
        assertThat(apply(entry(MAX, 1, "{}"), entry(0, 1, "{}")).added()).containsExactly(MAX, 0L);
        assertThat(new Awareness(MAX).clientId()).isEqualTo(MAX);
        assertThatThrownBy(() -> new Awareness(MAX + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Awareness(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void silentClientsGoAfterThirtySeconds() {
        apply(entry(1, 1, "{}"));
        now += 29_999;
        assertThat(awareness.tick().removed()).isEmpty();
        now += 1;
        AwarenessChange change = awareness.tick();
        assertThat(change.removed()).containsExactly(1L);
        assertThat(change.origin()).isEqualTo(Awareness.TIMEOUT);
        assertThat(awareness.encode(List.of(1L)).entries()).containsExactly(entry(1, 1, "null"));
    }

    @Test
    void whenAClientWasLastHeardOfIsKnownWhileItIsHere() {
        apply(entry(1, 1, "{}"));
        Instant came = Instant.ofEpochMilli(now);
        now += 1_000;
        apply(entry(1, 1, "{\"stale\":true}"));
        assertThat(awareness.lastUpdated(1)).isEqualTo(came);
        apply(entry(1, 2, "{}"));
        assertThat(awareness.lastUpdated(1)).isEqualTo(came.plusSeconds(1));
        apply(entry(1, 3, "null"));
        assertThat(awareness.lastUpdated(1)).isNull();
        assertThat(awareness.lastUpdated(2)).isNull();
    }

    @Test
    void renewalsAreUpdatesButNoChanges() {
        List<AwarenessChange> changes = new ArrayList<>();
        List<AwarenessChange> updates = new ArrayList<>();
        awareness.onChange(changes::add);
        awareness.onUpdate(updates::add);
        now += 14_999;
        assertThat(awareness.tick().isEmpty()).isTrue();
        now += 1;
        assertThat(awareness.tick().updated()).containsExactly(7L);
        assertThat(changes).isEmpty();
        assertThat(updates)
                .singleElement()
                .satisfies(u -> assertThat(u.origin()).isEqualTo(Awareness.LOCAL));
        assertThat(awareness.localState().clock()).isEqualTo(1);
    }

    @Test
    void clocksOfThoseWhoHaveGoneAreForgottenInTheEnd() {
        apply(entry(1, 5, "{}"), entry(1, 6, "null"), entry(2, 1, "{}"));
        now += Awareness.FORGET_MILLIS - 1;
        apply(entry(2, 2, "{}"));
        awareness.tick();
        assertThat(apply(entry(1, 6, "{}")).isEmpty()).isTrue();
        now += 1;
        awareness.tick();
        assertThatThrownBy(() -> awareness.encode(List.of(1L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Client 1 was never here");
        assertThat(awareness.states()).containsOnlyKeys(7L, 2L);
    }

    @Test
    void badLocalStatesChangeNothing() {
        Map<String, Object> bad = new HashMap<>();
        bad.put("date", new Date(0));
        assertThatThrownBy(() -> awareness.setLocalState(bad)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> awareness.setLocalStateField("date", new Date(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Can't write the value at $.date: java.util.Date");
        assertThat(awareness.localState().clock()).isZero();
    }

    @Test
    void snapshotsDoNotMove() {
        Map<Long, AwarenessState> before = awareness.states();
        apply(entry(1, 1, "{}"));
        assertThat(before).containsOnlyKeys(7L);
        assertThatThrownBy(before::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void closedListenersAreNotCalled() {
        List<AwarenessChange> told = new ArrayList<>();
        AwarenessListener listener = told::add;
        Subscription first = awareness.onUpdate(listener);
        awareness.onUpdate(listener);
        apply(entry(1, 1, "{}"));
        assertThat(told).hasSize(2);
        first.close();
        first.close();
        apply(entry(1, 2, "{}"));
        assertThat(told).hasSize(3);
    }

    @Test
    void listenersThatComeAndGoWhileOthersAreCalled() {
        List<String> told = new ArrayList<>();
        List<Subscription> later = new ArrayList<>();
        awareness.onUpdate(change -> {
            later.forEach(Subscription::close);
            awareness.onUpdate(again -> told.add("new"));
        });
        later.add(awareness.onUpdate(change -> told.add("closed")));
        apply(entry(1, 1, "{}"));
        assertThat(told).isEmpty();
        apply(entry(1, 2, "{}"));
        assertThat(told).containsExactly("new");
    }

    @Test
    void changesMadeByListenersAreReportedAfterwardsInOrder() {
        List<String> told = new ArrayList<>();
        awareness.onUpdate(change -> {
            if (change.accepted().contains(1L)) {
                awareness.setLocalStateField("seen", 1);
            }
        });
        awareness.onUpdate(change -> told.add(change.accepted().toString()));
        apply(entry(1, 1, "{}"));
        assertThat(told).containsExactly("[1]", "[7]");
    }

    @Test
    void aListenerThatThrowsDoesNotStopTheOthers() {
        List<AwarenessChange> told = new ArrayList<>();
        awareness.onUpdate(change -> {
            throw new IllegalStateException("first");
        });
        awareness.onUpdate(change -> {
            throw new AssertionError("second");
        });
        awareness.onUpdate(told::add);
        assertThatThrownBy(() -> apply(entry(1, 1, "{}")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("first")
                .satisfies(e -> assertThat(e.getSuppressed()).singleElement().isInstanceOf(AssertionError.class));
        assertThat(told).hasSize(1);
        assertThat(awareness.states()).containsKey(1L);
        assertThatThrownBy(() -> apply(entry(1, 2, "{}"))).isInstanceOf(IllegalStateException.class);
        assertThat(told).hasSize(2);
    }

    @Test
    void listenersAreCalledOutsideTheLock() throws Exception {
        CountDownLatch inListener = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        awareness.onUpdate(change -> {
            inListener.countDown();
            await(goOn);
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> first = threads.submit(() -> apply(entry(1, 1, "{}")));
            await(inListener);
            Map<Long, AwarenessState> seen = threads.submit(awareness::states).get(10, TimeUnit.SECONDS);
            assertThat(seen).containsKey(1L);
            goOn.countDown();
            first.get(10, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void manyEntriesInLinearTime() {
        List<AwarenessUpdate.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            entries.add(entry(i, 1, "{}"));
        }
        assertThat(awareness.apply(AwarenessUpdate.of(entries), null).added()).hasSize(199_999);
        assertThat(awareness.removeStates(awareness.states().keySet(), null).removed())
                .hasSize(200_000);
    }
}

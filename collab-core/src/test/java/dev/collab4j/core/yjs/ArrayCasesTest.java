package dev.collab4j.core.yjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collab4j.core.Delta;
import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YArrayEvent;
import dev.collab4j.core.YEvent;
import dev.collab4j.core.YMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Yjs tests of arrays; each case carries the name that it has there. */
class ArrayCasesTest {
    @Test
    @DisplayName("array: testBasicUpdate")
    void anUpdateCarriesTheContent() {
        Doc one = new Doc();
        one.getArray("array").insert(0, "hi");
        Doc other = new Doc();
        other.applyUpdate(one.encodeStateAsUpdate());
        assertThat(other.getArray("array").toList()).containsExactly("hi");
    }

    @Test
    @DisplayName("array: testFailsObjectManipulationInDevMode")
    void whatWasInsertedIsACopyThatItsMakerCannotChange() {
        Doc doc = new Doc();
        List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
        Map<String, Integer> map = new HashMap<>(Map.of("o", 1));
        doc.getArray("test").insert(0, list);
        doc.getMap("map").set("k", map);
        list.set(0, 42);
        map.put("o", 42);
        assertThat(doc.getArray("test").get(0)).isEqualTo(List.of(1L, 2L, 3L));
        assertThat(doc.getMap("map").get("k")).isEqualTo(Map.of("o", 1L));
    }

    @Test
    @DisplayName("array: testSlice")
    void slicesCountFromEitherEnd() {
        YArray array = new Doc().getArray("array");
        array.insert(0, 1, 2, 3);
        assertThat(array.slice(0, 3)).containsExactly(1L, 2L, 3L);
        assertThat(array.slice(1, 3)).containsExactly(2L, 3L);
        assertThat(array.slice(0, -1)).containsExactly(1L, 2L);
        array.insert(0, 0);
        assertThat(array.slice(0, 4)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(array.slice(0, 2)).containsExactly(0L, 1L);
    }

    @Test
    @DisplayName("array: testArrayFrom")
    void aNestedArrayIsFilledWhereItIsBorn() {
        YArray nested = new Doc().getMap("root").setArray("array");
        nested.push(0, 1, 2);
        assertThat(nested.toList()).containsExactly(0L, 1L, 2L);
    }

    @Test
    @DisplayName("array: testLengthIssue")
    void theLengthIsThatOfTheContentAfterEachEdit() {
        Doc doc = new Doc();
        YArray array = doc.getArray("array");
        array.push(0, 1, 2, 3);
        array.delete(0);
        array.insert(0, 0);
        assertLength(array);
        doc.transact(tx -> replaceOneAfterTheOther(array));
        assertLength(array);
        replaceOneAfterTheOther(array);
        assertThat(array.toList()).containsExactly(0L, 1L, 2L, 3L);
    }

    private static void replaceOneAfterTheOther(YArray array) {
        for (int at = 1; at < 3; at++) {
            array.delete(at);
            assertLength(array);
            array.insert(at, at);
            assertLength(array);
        }
    }

    private static void assertLength(YArray array) {
        assertThat(array.length()).isEqualTo(array.toList().size());
    }

    @Test
    @DisplayName("array: testLengthIssue2")
    void aRefusedInsertionLeavesTheLengthAsItWas() {
        Doc doc = new Doc();
        YArray array = doc.getArray("");
        array.insert(0, "a");
        array.insert(1, "b");
        doc.transact(tx -> {
            array.delete(0);
            array.insert(0, "b");
        });
        array.delete(1);
        array.insert(1, "c");
        array.insert(2, "d");
        array.insert(3, "e");
        doc.transact(tx -> {
            doc.transact(nested -> {
                assertThatThrownBy(() -> array.insert(5, "f")).isInstanceOf(IndexOutOfBoundsException.class);
                array.insert(4, "f");
            });
            doc.transact(nested -> array.delete(4));
        });
        assertThat(array.toList()).containsExactly("b", "c", "d", "e");
    }

    @Test
    @DisplayName("array: testDeleteInsert")
    void deletingNothingIsAllowedUpToTheEndAndNoFurther() {
        Peers peers = new Peers(2);
        YArray array = peers.get(0).array;
        array.delete(0, 0);
        assertThatThrownBy(() -> array.delete(1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        array.insert(0, "A");
        array.delete(1, 0);
        peers.converge();
        assertThat(array.toList()).containsExactly("A");
    }

    @Test
    @DisplayName("array: testInsertThreeElementsTryRegetProperty")
    void valuesOfSeveralKindsArrive() {
        Peers peers = new Peers(2);
        peers.get(0).array.insert(0, 1, true, false);
        assertThat(peers.get(0).array.toJson()).isEqualTo(List.of(1L, true, false));
        peers.flush();
        assertThat(peers.get(1).array.toJson()).isEqualTo(List.of(1L, true, false));
        peers.converge();
    }

    @Test
    @DisplayName("array: testConcurrentInsertWithThreeConflicts")
    void threeInsertionsAtOnePlace() {
        Peers peers = new Peers(3);
        for (int i = 0; i < 3; i++) {
            peers.get(i).array.insert(0, i);
        }
        peers.converge();
        assertThat(peers.get(0).array.toList()).containsExactly(0L, 1L, 2L);
    }

    @Test
    @DisplayName("array: testConcurrentInsertDeleteWithThreeConflicts")
    void insertionsAndDeletionsAtOnePlace() {
        Peers peers = new Peers(3);
        peers.get(0).array.insert(0, "x", "y", "z");
        peers.flush();
        peers.get(0).array.insert(1, 0);
        peers.get(1).array.delete(0);
        peers.get(1).array.delete(1, 1);
        peers.get(2).array.insert(1, 2);
        peers.converge();
        assertThat(peers.get(1).array.toList()).containsExactly(0L, 2L, "y");
    }

    @Test
    @DisplayName("array: testInsertionsInLateSync")
    void insertionsOfThoseWhoWereCutOff() {
        Peers peers = new Peers(3);
        peers.get(0).array.insert(0, "x", "y");
        peers.flush();
        peers.get(1).disconnect();
        peers.get(2).disconnect();
        for (int i = 0; i < 3; i++) {
            peers.get(i).array.insert(1, "user" + i);
        }
        peers.get(1).connect();
        peers.get(2).connect();
        peers.flush();
        peers.converge();
        assertThat(peers.get(2).array.toList()).containsExactly("x", "user0", "user1", "user2", "y");
    }

    @Test
    @DisplayName("array: testDisconnectReallyPreventsSendingMessages")
    void nothingReachesThoseWhoAreCutOff() {
        Peers peers = new Peers(3);
        peers.get(0).array.insert(0, "x", "y");
        peers.flush();
        peers.get(1).disconnect();
        peers.get(2).disconnect();
        peers.get(0).array.insert(1, "user0");
        peers.get(1).array.insert(1, "user1");
        peers.flush();
        assertThat(peers.get(0).array.toList()).containsExactly("x", "user0", "y");
        assertThat(peers.get(1).array.toList()).containsExactly("x", "user1", "y");
        peers.converge();
    }

    @Test
    @DisplayName("array: testDeletionsInLateSync")
    void deletionsOfOneWhoWasCutOff() {
        Peers peers = new Peers(2);
        peers.get(0).array.insert(0, "x", "y");
        peers.flush();
        peers.get(1).disconnect();
        peers.get(1).array.delete(1, 1);
        peers.get(0).array.delete(0, 2);
        peers.converge();
        assertThat(peers.get(0).array.toList()).isEmpty();
    }

    @Test
    @DisplayName("array: testInsertThenMergeDeleteOnSync")
    void aDeletionIsLearntFromTheState() {
        Peers peers = new Peers(2);
        peers.get(0).array.insert(0, "x", "y", "z");
        peers.flush();
        peers.get(0).disconnect();
        peers.get(1).array.delete(0, 3);
        peers.converge();
        assertThat(peers.get(0).array.toList()).isEmpty();
    }

    @Test
    @DisplayName("array: testInsertAndDeleteEvents")
    void eachEditIsAnEvent() {
        Peers peers = new Peers(2);
        YArray array = peers.get(0).array;
        AtomicInteger events = new AtomicInteger();
        array.observe(event -> events.incrementAndGet());
        array.insert(0, 0, 1, 2);
        assertThat(events).hasValue(1);
        array.delete(0);
        assertThat(events).hasValue(2);
        array.delete(0, 2);
        assertThat(events).hasValue(3);
        peers.converge();
    }

    @Test
    @DisplayName("array: testNestedObserverEvents")
    void anObserverThatEditsIsCalledAgainWhenItHasReturned() {
        Peers peers = new Peers(2);
        YArray array = peers.get(0).array;
        List<String> order = new ArrayList<>();
        array.observe(event -> {
            if (array.length() == 1) {
                array.insert(1, 1);
                order.add("first");
            } else {
                order.add("second");
            }
        });
        array.insert(0, 0);
        assertThat(order).containsExactly("first", "second");
        assertThat(array.toList()).containsExactly(0L, 1L);
        peers.converge();
    }

    @Test
    @DisplayName("array: testInsertAndDeleteEventsForTypes")
    void typesThatComeAndGoAreEvents() {
        Peers peers = new Peers(2);
        YArray array = peers.get(0).array;
        AtomicInteger events = new AtomicInteger();
        array.observe(event -> events.incrementAndGet());
        array.insertArray(0);
        assertThat(events).hasValue(1);
        array.delete(0);
        assertThat(events).hasValue(2);
        peers.converge();
    }

    @Test
    @DisplayName("array: testObserveDeepEventOrder")
    void deepEventsOfOuterTypesComeFirst() {
        Peers peers = new Peers(2);
        YArray array = peers.get(0).array;
        List<Integer> depths = new ArrayList<>();
        YMap map = array.insertMap(0);
        array.observeDeep(
                events -> events.forEach(event -> depths.add(event.path().size())));
        peers.get(0).doc.transact(tx -> {
            map.set("a", "a");
            array.insert(0, 0);
        });
        assertThat(depths).containsExactly(0, 1);
        peers.converge();
    }

    @Test
    @DisplayName("array: testObservedeepIndexes")
    void thePathCountsElements() {
        YMap map = new Doc().getMap("");
        YArray array = map.setArray("my-array");
        array.push("a", "b", "c");
        YMap nested = array.pushMap();
        List<Object> path = new ArrayList<>();
        map.observeDeep(events -> path.addAll(events.get(0).path()));
        nested.set("hello", "world");
        assertThat(path).containsExactly("my-array", 3);
    }

    @Test
    @DisplayName("array: testChangeEvent")
    void theDeltaSaysWhatChanged() {
        Peers peers = new Peers(2);
        YArray array = peers.get(0).array;
        List<Delta> deltas = new ArrayList<>();
        array.observe(event -> deltas.add(event.delta()));
        List<YMap> born = new ArrayList<>();
        peers.get(0).doc.transact(tx -> {
            born.add(array.insertMap(0));
            array.insert(1, 4, "dtrn");
        });
        array.delete(0, 2);
        array.insert(1, 0.1);
        assertThat(deltas)
                .containsExactly(
                        Delta.builder().insert(List.of(born.get(0), 4L, "dtrn")).build(),
                        Delta.builder().delete(2).build(),
                        Delta.builder().retain(1).insert(List.of(0.1)).build());
        peers.converge();
    }

    @Test
    @DisplayName("array: testInsertAndDeleteEventsForTypes2")
    void twoElementsAtOnceAreOneEvent() {
        Peers peers = new Peers(2);
        YArray array = peers.get(0).array;
        List<YArrayEvent> events = new ArrayList<>();
        array.observe(events::add);
        peers.get(0).doc.transact(tx -> {
            array.insert(0, "hi");
            array.insertMap(1);
        });
        assertThat(events).hasSize(1);
        array.delete(1);
        assertThat(events).hasSize(2);
        peers.converge();
    }

    @Test
    @DisplayName("array: testNewChildDoesNotEmitEventInTransaction")
    void aTypeIsNotToldWhatHappenedInTheTransactionOfItsBirth() {
        Peers peers = new Peers(2);
        AtomicInteger events = new AtomicInteger();
        peers.get(0).doc.transact(tx -> {
            YMap born = peers.get(0).array.insertMap(0);
            born.observe(event -> events.incrementAndGet());
            born.set("tst", 42);
        });
        assertThat(events).hasValue(0);
    }

    @Test
    @DisplayName("array: testGarbageCollector")
    void whatWasCollectedCutOffIsCollectedByAll() {
        Peers peers = new Peers(3);
        peers.get(0).array.insert(0, "x", "y", "z");
        peers.flush();
        peers.get(0).disconnect();
        peers.get(0).array.delete(0, 3);
        peers.converge();
        assertThat(peers.get(1).doc.encodeStateAsUpdate().toV1())
                .isEqualTo(peers.get(0).doc.encodeStateAsUpdate().toV1());
    }

    @Test
    @DisplayName("array: testEventTargetIsSetCorrectlyOnLocal")
    void theTargetOfAnOwnEditIsTheArray() {
        Peers peers = new Peers(3);
        List<Object> targets = new ArrayList<>();
        peers.get(0).array.observe(event -> targets.add(event.target()));
        peers.get(0).array.insert(0, "stuff");
        assertThat(targets).containsExactly(peers.get(0).array);
        peers.converge();
    }

    @Test
    @DisplayName("array: testEventTargetIsSetCorrectlyOnRemote")
    void theTargetOfAnEditElsewhereIsTheArray() {
        Peers peers = new Peers(3);
        List<YEvent> events = new ArrayList<>();
        peers.get(0).array.observe(events::add);
        peers.get(1).array.insert(0, "stuff");
        peers.flush();
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.target()).isSameAs(peers.get(0).array));
        peers.converge();
    }

    @Test
    @DisplayName("array: testIteratingArrayContainingTypes")
    void typesAreMetInOrder() {
        YArray array = new Doc().getArray("arr");
        for (int i = 0; i < 10; i++) {
            array.pushMap().set("value", i);
        }
        long next = 0;
        for (Object element : array) {
            assertThat(((YMap) element).get("value")).isEqualTo(next++);
        }
        assertThat(next).isEqualTo(10);
    }

    @ParameterizedTest(name = "array: testRepeatGeneratingYarrayTests{0}")
    @ValueSource(ints = {6, 40, 42, 43, 44, 45, 46, 300, 400, 500, 600, 1000, 1800, 3000, 5000})
    void randomEditsConverge(int edits) {
        new Peers(5, edits)
                .edit(
                        edits,
                        List.of(
                                ArrayCasesTest::insertNumbers,
                                ArrayCasesTest::insertArray,
                                ArrayCasesTest::insertMap,
                                (peer, random) -> peer.array.insert(place(peer.array, random), (Object) null),
                                ArrayCasesTest::delete));
    }

    @ParameterizedTest(name = "array: testRepeatGeneratingYarrayTests{0}")
    @ValueSource(ints = 30000)
    @EnabledIfSystemProperty(named = "collab.cases.long", matches = "true", disabledReason = "takes a minute")
    void manyRandomEditsConverge(int edits) {
        randomEditsConverge(edits);
    }

    private static int place(YArray array, Random random) {
        return random.nextInt(array.length() + 1);
    }

    private static void insertNumbers(Peers.Peer peer, Random random) {
        List<Object> expected = peer.array.toList();
        List<Object> numbers =
                List.copyOf(java.util.Collections.nCopies(1 + random.nextInt(4), random.nextLong(1_000)));
        int at = place(peer.array, random);
        peer.array.insert(at, numbers.toArray());
        expected.addAll(at, numbers);
        assertThat(peer.array.toList()).isEqualTo(expected);
    }

    private static void insertArray(Peers.Peer peer, Random random) {
        peer.array.insertArray(place(peer.array, random)).push(1, 2, 3, 4);
    }

    private static void insertMap(Peers.Peer peer, Random random) {
        YMap map = peer.array.insertMap(place(peer.array, random));
        for (int value = 42; value < 45; value++) {
            map.set("someprop", value);
        }
    }

    private static void delete(Peers.Peer peer, Random random) {
        int length = peer.array.length();
        if (length == 0) {
            return;
        }
        int at = random.nextInt(length);
        if (random.nextBoolean() && peer.array.get(at) instanceof YArray nested && nested.length() > 0) {
            nested.delete(random.nextInt(nested.length()));
            return;
        }
        int count = 1 + random.nextInt(Math.min(2, length - at));
        List<Object> expected = peer.array.toList();
        peer.array.delete(at, count);
        expected.subList(at, at + count).clear();
        assertThat(peer.array.toList()).isEqualTo(expected);
    }

    @Test
    void theNetworkOfTheCasesDropsAndDelays() {
        Peers peers = new Peers(2);
        peers.get(0).array.push("on its way");
        assertThat(peers.get(1).array.length()).isZero();
        peers.get(1).disconnect();
        peers.flush();
        assertThat(peers.get(1).array.length()).isZero();
        Update known = peers.get(0).doc.encodeStateAsUpdate();
        peers.converge();
        assertThat(peers.get(1).doc.contains(known)).isTrue();
    }
}

package dev.collab4j.core.yjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collab4j.core.Doc;
import dev.collab4j.core.KeyChange;
import dev.collab4j.core.Undefined;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YMapEvent;
import dev.collab4j.core.YText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Yjs tests of maps; each case carries the name that it has there. */
class MapCasesTest {
    @Test
    @DisplayName("map: testIterators")
    void keysValuesAndEntriesCanBeWalked() {
        YMap map = new Doc().getMap("");
        assertThat(map.keys()).isEmpty();
        map.set("a", 1);
        assertThat(map.keys()).containsExactly("a");
        assertThat(map.values()).containsExactly(1L);
        assertThat(map.entries()).containsExactly(Map.entry("a", 1L));
    }

    @Test
    @DisplayName("map: testMapEventError")
    void theKeysOfAnEventCannotBeComputedAfterItsTransaction() {
        YMap map = new Doc().getMap("");
        List<YMapEvent> events = new ArrayList<>();
        map.observe(events::add);
        map.set("a", 1);
        assertThatThrownBy(() -> events.get(0).keys()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> events.get(0).delta()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("map: testMapHavingIterableAsConstructorParamTests")
    void aNestedMapIsFilledWhereItIsBorn() {
        YMap root = new Peers(1).get(0).map;
        YMap one = root.setMap("m1");
        one.set("number", 1);
        one.set("string", "hello");
        YMap other = root.setMap("m2");
        other.set("object", Map.of("x", 1));
        other.set("boolean", true);
        YMap both = root.setMap("m3");
        one.entries().forEach(both::set);
        other.entries().forEach(both::set);
        assertThat(both.toJson())
                .isEqualTo(Map.of("number", 1L, "string", "hello", "object", Map.of("x", 1L), "boolean", true));
    }

    @Test
    @DisplayName("map: testBasicMapTests")
    void valuesOfAllKindsReachEverybody() {
        Peers peers = new Peers(3);
        peers.get(2).disconnect();
        YMap map = peers.get(0).map;
        map.set("null", null);
        map.set("number", 1);
        map.set("string", "hello Y");
        map.set("object", Map.of("key", Map.of("key2", "value")));
        YMap nested = map.setMap("y-map");
        map.set("boolean1", true);
        map.set("boolean0", false);
        YArray deep = nested.setArray("y-array");
        deep.insert(0, 0);
        deep.insert(0, -1);
        peers.get(2).connect();
        peers.flush();
        for (Peers.Peer peer : peers.all) {
            assertThat(peer.map.size()).isEqualTo(7);
            assertThat(peer.map.has("null")).isTrue();
            assertThat(peer.map.get("null")).isNull();
            assertThat(peer.map.get("number")).isEqualTo(1L);
            assertThat(peer.map.get("string")).isEqualTo("hello Y");
            assertThat(peer.map.get("boolean0")).isEqualTo(false);
            assertThat(peer.map.get("boolean1")).isEqualTo(true);
            assertThat(peer.map.get("object")).isEqualTo(Map.of("key", Map.of("key2", "value")));
            assertThat(peer.map
                            .get("y-map", YMap.class)
                            .get("y-array", YArray.class)
                            .get(0))
                    .isEqualTo(-1L);
        }
        peers.converge();
    }

    @Test
    @DisplayName("map: testGetAndSetOfMapProperty")
    void nullAndUndefinedAreValues() {
        Peers peers = new Peers(2);
        peers.get(0).map.set("stuff", "stuffy");
        peers.get(0).map.set("undefined", Undefined.INSTANCE);
        peers.get(0).map.set("null", null);
        peers.flush();
        for (Peers.Peer peer : peers.all) {
            assertThat(peer.map.get("stuff")).isEqualTo("stuffy");
            assertThat(peer.map.get("undefined")).isEqualTo(Undefined.INSTANCE);
            assertThat(peer.map.get("null")).isNull();
        }
        peers.converge();
    }

    @Test
    @DisplayName("map: testYmapSetsYmap")
    void aMapInAMap() {
        Peers peers = new Peers(2);
        YMap nested = peers.get(0).map.setMap("Map");
        assertThat(peers.get(0).map.get("Map")).isSameAs(nested);
        nested.set("one", 1);
        assertThat(nested.get("one")).isEqualTo(1L);
        peers.converge();
    }

    @Test
    @DisplayName("map: testYmapSetsYarray")
    void anArrayInAMap() {
        Peers peers = new Peers(2);
        YArray nested = peers.get(0).map.setArray("Array");
        assertThat(peers.get(0).map.get("Array")).isSameAs(nested);
        nested.insert(0, 1, 2, 3);
        assertThat(peers.get(0).map.toJson()).isEqualTo(Map.of("Array", List.of(1L, 2L, 3L)));
        peers.converge();
    }

    @Test
    @DisplayName("map: testGetAndSetOfMapPropertySyncs")
    void aValueReachesEverybody() {
        Peers peers = new Peers(2);
        peers.get(0).map.set("stuff", "stuffy");
        peers.flush();
        assertAll(peers, "stuff", "stuffy");
        peers.converge();
    }

    @Test
    @DisplayName("map: testGetAndSetOfMapPropertyWithConflict")
    void theHigherClientWins() {
        Peers peers = new Peers(3);
        peers.get(0).map.set("stuff", "c0");
        peers.get(1).map.set("stuff", "c1");
        peers.flush();
        assertAll(peers, "stuff", "c1");
        peers.converge();
    }

    @Test
    @DisplayName("map: testSizeAndDeleteOfMapProperty")
    void theSizeCountsWhatIsThere() {
        YMap map = new Peers(1).get(0).map;
        map.set("stuff", "c0");
        map.set("otherstuff", "c1");
        assertThat(map.size()).isEqualTo(2);
        map.delete("stuff");
        assertThat(map.size()).isEqualTo(1);
        map.delete("otherstuff");
        assertThat(map.size()).isZero();
    }

    @Test
    @DisplayName("map: testGetAndSetAndDeleteOfMapProperty")
    void theWinnerWasDeleted() {
        Peers peers = new Peers(3);
        peers.get(0).map.set("stuff", "c0");
        peers.get(1).map.set("stuff", "c1");
        peers.get(1).map.delete("stuff");
        peers.flush();
        assertAllLack(peers, "stuff");
        peers.converge();
    }

    @Test
    @DisplayName("map: testSetAndClearOfMapProperties")
    void clearingRemovesAllKeys() {
        Peers peers = new Peers(1);
        YMap map = peers.get(0).map;
        map.set("stuff", "c0");
        map.set("otherstuff", "c1");
        map.clear();
        assertThat(map.size()).isZero();
        assertAllLack(peers, "stuff");
        assertAllLack(peers, "otherstuff");
        peers.converge();
    }

    @Test
    @DisplayName("map: testSetAndClearOfMapPropertiesWithConflicts")
    void clearingWinsOverWhatItSaw() {
        Peers peers = new Peers(4);
        setConcurrently(peers);
        for (int i = 0; i < 4; i++) {
            peers.get(i).map.set("otherstuff", "c" + i);
        }
        peers.get(3).map.clear();
        peers.flush();
        for (Peers.Peer peer : peers.all) {
            assertThat(peer.map.size()).isZero();
        }
        peers.converge();
    }

    @Test
    @DisplayName("map: testGetAndSetOfMapPropertyWithThreeConflicts")
    void theHighestOfThreeClientsWins() {
        Peers peers = new Peers(3);
        setConcurrently(peers);
        assertAll(peers, "stuff", "c3");
        peers.converge();
    }

    @Test
    @DisplayName("map: testGetAndSetAndDeleteOfMapPropertyWithThreeConflicts")
    void theWinnerOfFourWasDeleted() {
        Peers peers = new Peers(4);
        setConcurrently(peers);
        for (int i = 0; i < 4; i++) {
            peers.get(i).map.set("stuff", "c" + i);
        }
        peers.get(3).map.delete("stuff");
        peers.flush();
        assertAllLack(peers, "stuff");
        peers.converge();
    }

    private static void setConcurrently(Peers peers) {
        peers.get(0).map.set("stuff", "c0");
        peers.get(1).map.set("stuff", "c1");
        peers.get(1).map.set("stuff", "c2");
        peers.get(2).map.set("stuff", "c3");
        peers.flush();
    }

    private static void assertAll(Peers peers, String key, Object value) {
        for (Peers.Peer peer : peers.all) {
            assertThat(peer.map.get(key)).isEqualTo(value);
        }
    }

    private static void assertAllLack(Peers peers, String key) {
        for (Peers.Peer peer : peers.all) {
            assertThat(peer.map.has(key)).isFalse();
            assertThat(peer.map.get(key)).isNull();
        }
    }

    @Test
    @DisplayName("map: testObserveDeepProperties")
    void deepObserversSeeTheKeysOfNestedMaps() {
        Peers peers = new Peers(4);
        YMap nested = peers.get(1).map.setMap("map");
        List<List<Object>> paths = new ArrayList<>();
        peers.get(1)
                .map
                .observeDeep(events -> events.forEach(event -> {
                    assertThat(event.keys()).containsKey("deepmap");
                    paths.add(event.path());
                }));
        peers.flush();
        for (int client = 3; client >= 2; client--) {
            Peers.Peer peer = peers.get(client);
            int from = client;
            peer.doc.transact(
                    tx -> peer.map.get("map", YMap.class).setMap("deepmap").set("from", from));
            peers.flush();
        }
        assertThat(paths).isNotEmpty().allMatch(List.of("map")::equals);
        assertThat(nested.get("deepmap", YMap.class).get("from")).isEqualTo(2L);
        peers.converge();
    }

    @Test
    @DisplayName("map: testObserversUsingObservedeep")
    void theWayToEachChangeIsKnown() {
        Peers peers = new Peers(2);
        YMap map = peers.get(0).map;
        List<List<Object>> paths = new ArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        map.observeDeep(events -> {
            events.forEach(event -> paths.add(event.path()));
            calls.incrementAndGet();
        });
        map.setMap("map").setArray("array").insert(0, "content");
        assertThat(calls).hasValue(3);
        assertThat(paths).containsExactly(List.of(), List.of("map"), List.of("map", "array"));
        peers.converge();
    }

    @Test
    @DisplayName("map: testPathsOfSiblingEvents")
    void theOuterOfTwoEventsComesFirst() {
        Peers peers = new Peers(2);
        YMap nested = peers.get(0).map.setMap("map");
        YText text = nested.setText("text1");
        text.insert(0, "initial");
        List<List<Object>> paths = new ArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        peers.get(0).map.observeDeep(events -> {
            events.forEach(event -> paths.add(event.path()));
            calls.incrementAndGet();
        });
        peers.get(0).doc.transact(tx -> {
            text.insert(0, "post-");
            nested.setText("text2").insert(0, "new");
        });
        assertThat(calls).hasValue(1);
        assertThat(paths).containsExactly(List.of("map"), List.of("map", "text1"));
        peers.converge();
    }

    @Test
    @DisplayName("map: testThrowsAddAndUpdateAndDeleteEvents")
    void eventsNameTheMapAndTheKey() {
        Peers peers = new Peers(2);
        YMap map = peers.get(0).map;
        List<YMapEvent> events = new ArrayList<>();
        map.observe(events::add);
        map.set("stuff", 4);
        map.setArray("stuff");
        map.set("stuff", 5);
        map.delete("stuff");
        assertThat(events).hasSize(4).allSatisfy(event -> {
            assertThat(event.target()).isSameAs(map);
            assertThat(event.keysChanged()).containsExactly("stuff");
        });
        peers.converge();
    }

    @Test
    @DisplayName("map: testThrowsDeleteEventsOnClear")
    void clearingIsOneEventOfAllKeys() {
        Peers peers = new Peers(2);
        YMap map = peers.get(0).map;
        map.set("stuff", 4);
        map.setArray("otherstuff");
        List<Set<String>> keys = new ArrayList<>();
        map.observe(event -> keys.add(event.keysChanged()));
        map.clear();
        assertThat(keys).containsExactly(Set.of("stuff", "otherstuff"));
        peers.converge();
    }

    @Test
    @DisplayName("map: testChangeEvent")
    void aKeyChangeSaysWhatWasThereBeforeTheTransaction() {
        Peers peers = new Peers(2);
        Doc doc = peers.get(0).doc;
        YMap map = peers.get(0).map;
        List<Map<String, KeyChange>> changes = new ArrayList<>();
        map.observe(event -> changes.add(event.keys()));
        map.set("a", 1);
        map.set("a", 2);
        setTwice(doc, map, "a", 3, 4);
        setTwice(doc, map, "b", 1, 2);
        doc.transact(tx -> {
            map.set("c", 1);
            map.delete("c");
        });
        setTwice(doc, map, "d", 1, 2);
        assertThat(changes)
                .containsExactly(
                        Map.of("a", new KeyChange(KeyChange.Action.ADD, null)),
                        Map.of("a", new KeyChange(KeyChange.Action.UPDATE, 1L)),
                        Map.of("a", new KeyChange(KeyChange.Action.UPDATE, 2L)),
                        Map.of("b", new KeyChange(KeyChange.Action.ADD, null)),
                        Map.of(),
                        Map.of("d", new KeyChange(KeyChange.Action.ADD, null)));
        peers.converge();
    }

    private static void setTwice(Doc doc, YMap map, String key, int first, int second) {
        doc.transact(tx -> {
            map.set(key, first);
            map.set(key, second);
        });
    }

    @Test
    @DisplayName("map: testYmapEventExceptionsShouldCompleteTransaction")
    void observersThatThrowDoNotStopTheTransaction() {
        Doc doc = new Doc();
        YMap map = doc.getMap("map");
        List<String> called = new ArrayList<>();
        doc.onUpdate(event -> called.add("update"));
        map.observe(event -> fail(called, "own"));
        map.observeDeep(events -> fail(called, "deep"));
        for (String key : List.of("y", "z")) {
            called.clear();
            assertThatThrownBy(() -> map.set(key, "3")).hasMessage("own");
            assertThat(called).containsExactly("own", "deep", "update");
            assertThat(map.get(key)).isEqualTo("3");
        }
    }

    private static void fail(List<String> called, String name) {
        called.add(name);
        throw new IllegalStateException(name);
    }

    @Test
    @DisplayName("map: testYmapEventHasCorrectValueWhenSettingAPrimitive")
    void anObserverReadsTheNewValue() {
        Peers peers = new Peers(3);
        List<Object> values = new ArrayList<>();
        peers.get(0).map.observe(event -> values.add(event.target().get("stuff")));
        peers.get(0).map.set("stuff", 2);
        assertThat(values).containsExactly(2L);
        peers.converge();
    }

    @Test
    @DisplayName("map: testYmapEventHasCorrectValueWhenSettingAPrimitiveFromOtherUser")
    void anObserverReadsTheNewValueOfAnother() {
        Peers peers = new Peers(3);
        List<Object> values = new ArrayList<>();
        peers.get(0).map.observe(event -> values.add(event.target().get("stuff")));
        peers.get(1).map.set("stuff", 2);
        peers.flush();
        assertThat(values).containsExactly(2L);
        peers.converge();
    }

    @ParameterizedTest(name = "map: testRepeatGeneratingYmapTests{0}")
    @ValueSource(ints = {10, 40, 42, 43, 44, 45, 46, 300, 400, 500, 600, 1000, 1800, 5000, 10000})
    void randomEditsConverge(int edits) {
        new Peers(5, edits)
                .edit(
                        edits,
                        List.of(
                                (peer, random) -> peer.map.set(key(random), Values.string(random)),
                                MapCasesTest::setType,
                                (peer, random) -> peer.map.delete(key(random))));
    }

    @ParameterizedTest(name = "map: testRepeatGeneratingYmapTests{0}")
    @ValueSource(ints = 100000)
    @EnabledIfSystemProperty(named = "collab.cases.long", matches = "true", disabledReason = "takes a minute")
    void manyRandomEditsConverge(int edits) {
        randomEditsConverge(edits);
    }

    private static String key(Random random) {
        return random.nextBoolean() ? "one" : "two";
    }

    private static void setType(Peers.Peer peer, Random random) {
        if (random.nextBoolean()) {
            peer.map.setArray(key(random)).insert(0, 1, 2, 3, 4);
        } else {
            peer.map.setMap(key(random)).set("deepkey", "deepvalue");
        }
    }
}
